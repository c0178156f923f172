/** Lines and short programs of the setup cards. Nothing here runs: it is what other people run. Keys come from the environment. */
import { type Snippet, socketUrl } from './client-card.ts';

const jsWords = `async function* words() {
  yield 'Hello from ';
  yield 'behind the tap. ';
}`;

const pythonWords = `def words():
    yield "Hello from "
    yield "behind the tap. "`;

export const fishAudioLines: Snippet = (base) =>
  `const client = new FishAudioClient({
  apiKey: process.env.FISH_API_KEY,
  baseUrl: '${base}',
});`;

export const fishAudioProgram: Snippet = (base) => `import { FishAudioClient, RealtimeEvents } from 'fish-audio';

${fishAudioLines(base)}

${jsWords}

const connection = await client.textToSpeech.convertRealtime({ text: '', format: 'mp3' }, words());
let bytes = 0;
connection.on(RealtimeEvents.AUDIO_CHUNK, (audio) => {
  bytes += audio.length;
});
connection.on(RealtimeEvents.ERROR, (error) => console.error(error));
connection.on(RealtimeEvents.CLOSE, () => {
  console.log(\`closed after \${bytes} bytes of sound\`);
  connection.close(); // after finish it leaves its socket open
});
`;

export const fishAudioSdkLines: Snippet = (base) =>
  `const session = new WebSocketSession(
  process.env.FISH_API_KEY,
  '${base}',
);`;

export const fishAudioSdkProgram: Snippet = (base) => `import { TTSRequest, WebSocketSession } from 'fish-audio-sdk';

${fishAudioSdkLines(base)}

${jsWords}

let bytes = 0;
for await (const audio of session.tts(new TTSRequest('', { format: 'mp3' }), words())) {
  bytes += audio.length;
}
console.log(\`\${bytes} bytes of sound\`);
await session.close();
`;

export const liveKitNodeLines: Snippet = (
  base,
) => `import { TTS } from '@livekit/agents-plugin-fishaudio'; // with @livekit/agents

const tts = new TTS({
  apiKey: process.env.FISH_API_KEY,
  baseURL: '${base}',
});`;

export const liveKitPythonLines: Snippet = (base) => `from livekit.plugins import fishaudio

# the key comes from FISH_API_KEY
tts = fishaudio.TTS(base_url="${base}")`;

export const pipecatLines: Snippet = (base) => `import os

from pipecat.services.fish.tts import FishAudioTTSService

tts = FishAudioTTSService(api_key=os.environ["FISH_API_KEY"])
tts._base_url = "${socketUrl(base)}/v1/tts/live"  # before the pipeline starts`;

export const fishaudioLines: Snippet = (base) =>
  `client = FishAudio(
    api_key=os.environ["FISH_API_KEY"],
    base_url="${base}",
)`;

export const fishaudioProgram: Snippet = (base) => `import os

from fishaudio import FishAudio

${fishaudioLines(base)}


${pythonWords}


with open("hello.mp3", "wb") as file:
    for audio in client.tts.stream_websocket(words()):
        file.write(audio)
`;

export const legacyLines: Snippet = (base) =>
  `session = WebSocketSession(
    os.environ["FISH_API_KEY"],
    base_url="${base}",
)`;

export const legacyProgram: Snippet = (base) => `import os

from fish_audio_sdk import TTSRequest, WebSocketSession

${legacyLines(base)}


${pythonWords}


with open("hello.mp3", "wb") as file:
    for audio in session.tts(TTSRequest(text=""), words()):
        file.write(audio)
`;

export const wsLines: Snippet = (base) => `const url = '${socketUrl(base)}/v1/tts/live';`;

export const wsProgram: Snippet = (base) => `import { once } from 'node:events';
import { decode, encode } from '@msgpack/msgpack';
import WebSocket from 'ws';

${wsLines(base)}

const headers = { Authorization: \`Bearer \${process.env.FISH_API_KEY}\`, model: 's2.1-pro' };
const socket = new WebSocket(url, { headers });
const say = (event) => socket.send(encode(event));
let bytes = 0;
socket.on('open', () => {
  say({ event: 'start', request: { text: '', format: 'mp3' } });
  say({ event: 'text', text: 'Hello from behind the tap. ' });
  say({ event: 'stop' });
});
socket.on('message', (data) => {
  const { event, audio } = decode(data);
  if (event === 'audio') bytes += audio.length;
  if (event === 'finish') socket.close(1000);
});
await once(socket, 'close');
console.log(\`\${bytes} bytes of sound\`);
`;

export const websocketsLines: Snippet = (base) => `url = "${socketUrl(base)}/v1/tts/live"`;

export const websocketsProgram: Snippet = (base) => `import asyncio
import os

import ormsgpack
import websockets

${websocketsLines(base)}
headers = {"Authorization": f"Bearer {os.environ['FISH_API_KEY']}", "model": "s2.1-pro"}


async def main():
    async with websockets.connect(url, additional_headers=headers, max_size=None) as socket:
        await socket.send(ormsgpack.packb({"event": "start", "request": {"text": "", "format": "mp3"}}))
        await socket.send(ormsgpack.packb({"event": "text", "text": "Hello from behind the tap. "}))
        await socket.send(ormsgpack.packb({"event": "stop"}))
        with open("hello.mp3", "wb") as file:
            async for message in socket:
                event = ormsgpack.unpackb(message)
                if event["event"] == "audio":
                    file.write(event["audio"])
                if event["event"] == "finish":
                    break


asyncio.run(main())
`;

export const goLines: Snippet = (base) => `import fishaudio "github.com/fishaudio/fish-audio-go"

// the key comes from FISH_API_KEY
client := fishaudio.NewClient(fishaudio.WithBaseURL("${base}"))`;

export const tenLines: Snippet = (base) => `{
  "params": {
    "api_key": "\${env:FISH_AUDIO_TTS_KEY}",
    "base_url": "${base}"
  }
}`;

export const fishspeechLines: Snippet = (base) => `const token = process.env.FISHSPEECH_API_KEY ?? '';
const url = \`${socketUrl(base)}/v1/tts/ws?token=\${encodeURIComponent(token)}\`;`;

export const fishspeechProgram: Snippet = (base) => `import { once } from 'node:events';
import WebSocket from 'ws';

${fishspeechLines(base)}

const socket = new WebSocket(url);
const say = (event) => socket.send(JSON.stringify(event));
let bytes = 0;
socket.on('message', (data, isBinary) => {
  if (isBinary) {
    bytes += data.length;
    return;
  }
  const { event } = JSON.parse(data);
  if (event === 'connected') say({ event: 'start', token, request: { format: 'mp3' } });
  if (event === 'ready') say({ event: 'text', text: 'Hello from behind the tap. ' });
  if (event === 'done') socket.close(1000);
});
await once(socket, 'close');
console.log(\`\${bytes} bytes of sound\`);
`;
