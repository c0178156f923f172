import { ws } from 'msw';
import { setupWorker } from 'msw/browser';
import { sandboxOnMsw } from '@/lib/sandbox/msw-host.ts';
import { spokenVoice } from '@/lib/sandbox/speech/spoken-voice.ts';

const voice = spokenVoice({
  flite: () => WebAssembly.compileStreaming(fetch('/flite.wasm')),
  lame: () => WebAssembly.compileStreaming(fetch('/mp3.wasm')),
});
const speech = ws.link('wss://api.fish.audio/v1/tts/live');

export const worker = setupWorker(speech.addEventListener('connection', sandboxOnMsw({ dialect: 'fish', voice })));
