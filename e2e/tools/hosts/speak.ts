/** Somebody's client for Node: speaks a text over the global WebSocket and gives the sound. */
import { decode, encode } from '@msgpack/msgpack';

type Told = { event: string; audio?: Uint8Array };

export function speak(text: string): Promise<Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    const socket = new WebSocket('wss://api.fish.audio/v1/tts/live');
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      const request = { text: '', format: 'pcm' };
      for (const event of [{ event: 'start', request }, { event: 'text', text }, { event: 'stop' }]) {
        socket.send(encode(event) as Uint8Array<ArrayBuffer>);
      }
    });
    socket.addEventListener('message', ({ data }) => {
      const told = decode(new Uint8Array(data as ArrayBuffer)) as Told;
      if (told.audio !== undefined) pieces.push(told.audio);
      if (told.event === 'finish') resolve(pieces);
    });
    socket.addEventListener('close', ({ code }) => reject(new Error(`lost (${code})`)));
  });
}
