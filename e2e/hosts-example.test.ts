import { ws } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { sandboxOnMsw } from '@/lib/sandbox/msw-host.ts';
import { toneVoice } from '@/lib/sandbox/tone-voice.ts';
import { speak } from './tools/hosts/speak.ts';

globalThis.WebSocket ??= WebSocket as never; // Node has one from 22 on

const sandbox = sandboxOnMsw({ dialect: 'fish', voice: toneVoice(), switches: 'firstAudioMs=0,chunkBytes=8820' });
const mocks = setupServer(ws.link('wss://api.fish.audio/v1/tts/live').addEventListener('connection', sandbox));
beforeAll(() => mocks.listen());
afterAll(() => mocks.close());

test('the client gathers all the sound', async () => {
  const pieces = await speak('Hello.'); // six tones of 50 ms, 44.1 kHz, 16 bits
  expect(pieces.map(({ length }) => length)).toEqual([8820, 8820, 8820]);
});
