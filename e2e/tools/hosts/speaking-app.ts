/** An app as anyone might write it: its page opens a WebSocket to a speech service, by itself. It knows nothing of any test. */
import { decode, encode } from '@msgpack/msgpack';

type Told = { event: string; audio?: Uint8Array; reason?: string; message?: string };

const status = document.querySelector('output') as HTMLOutputElement;
const pieces: BlobPart[] = [];

function speak(text: string): void {
  const socket = new WebSocket('wss://api.fish.audio/v1/tts/live');
  socket.binaryType = 'arraybuffer';
  status.value = 'connecting';
  socket.addEventListener('open', () => {
    status.value = 'speaking';
    const request = { text: '', format: 'mp3', latency: 'balanced' };
    for (const event of [{ event: 'start', request }, { event: 'text', text }, { event: 'stop' }]) {
      socket.send(encode(event) as Uint8Array<ArrayBuffer>);
    }
  });
  socket.addEventListener('message', ({ data }) => {
    const told = decode(new Uint8Array(data as ArrayBuffer)) as Told;
    if (told.event === 'audio' && told.audio !== undefined) pieces.push(told.audio as Uint8Array<ArrayBuffer>);
    if (told.event !== 'finish') return;
    const sound = new Blob(pieces, { type: 'audio/mpeg' });
    (document.querySelector('audio') as HTMLAudioElement).src = URL.createObjectURL(sound);
    status.value = told.reason === 'stop' ? 'ready to play' : 'failed';
    socket.close();
  });
  socket.addEventListener('close', ({ code }) => {
    if (status.value !== 'ready to play') status.value = `lost (${code})`;
  });
}

const button = document.querySelector('button') as HTMLButtonElement;
button.addEventListener('click', () => speak('The tide comes in at noon.'));
button.disabled = false;
