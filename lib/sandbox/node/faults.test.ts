/** Faults of the sandbox on real sockets: what no host in memory can show. */
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { openDoor } from '../door.ts';
import type { Refusal } from '../refusal.ts';
import { toneVoice } from '../tone-voice.ts';
import { type ServedSandbox, serveSandbox } from './serve-sandbox.ts';

let served: ServedSandbox;
beforeAll(async () => {
  served = await serveSandbox(toneVoice());
});
afterAll(() => served.close());

const dial = (target: string) =>
  new WebSocket(`ws://127.0.0.1:${served.port}/sandbox/${target}`, { headers: { authorization: 'Bearer x' } });

const answer = (target: string): Promise<{ status: number; location: string | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    const ws = dial(target);
    ws.on('open', () => reject(new Error('was let in')));
    ws.on('error', () => {});
    ws.on('unexpected-response', async (_, res) => {
      const parts: Buffer[] = [];
      for await (const part of res as AsyncIterable<Buffer>) parts.push(part);
      resolve({ status: res.statusCode ?? 0, location: res.headers.location, body: Buffer.concat(parts).toString() });
    });
  });

const speak = [
  { event: 'start', request: { text: 'A few words of sound.', format: 'pcm', latency: 'low' } },
  { event: 'stop' },
];

/** Frames and the end of a short session; `code` of the error that the socket itself saw. */
function play(switches: string): Promise<{ frames: number; end: string; lost: string[] }> {
  return new Promise((resolve) => {
    const ws = dial(`fish~firstAudioMs=0,pace=0,chunkBytes=4000,${switches}`);
    const lost: string[] = [];
    let frames = 0;
    ws.on('open', () => {
      (ws as unknown as { _socket: Socket })._socket.on('error', (error: NodeJS.ErrnoException) =>
        lost.push(`${error.code}`),
      );
      for (const event of speak) ws.send(encodeMsgpack(event));
    });
    ws.on('message', () => frames++);
    ws.on('error', () => {});
    ws.on('close', (code, reason) => resolve({ frames, end: `${code} ${reason}`.trim(), lost }));
  });
}

test.each([401, 402, 403, 429, 500])('%i in place of the upgrade', async (status) => {
  expect(await answer(`fish~fault=${status}`)).toMatchObject({
    status,
    body: expect.stringContaining(`"status":${status}`),
  });
  expect(await answer(`fishspeech~fault=${status}?token=x`)).toMatchObject({
    status,
    body: expect.stringContaining('"error"'),
  });
});

test('a redirect, and what is no fault', async () => {
  expect(await answer('fish~fault=redirect:302')).toEqual({
    status: 302,
    location: '/redirected-by-a-fault',
    body: '',
  });
  const bad = await answer('fish~fault=dorp+close');
  expect([bad.status, JSON.parse(bad.body).code, JSON.parse(bad.body).detail]).toEqual([
    400,
    'bad_fault',
    'There is no fault "dorp"; did you mean "drop"?',
  ]);
  expect(JSON.parse((await answer('fishspeech~fault=log?token=x')).body).code).toBe('bad_fault');
});

test('in the query a + joins faults too', async () => {
  const ws = dial('fish?firstAudioMs=0&pace=0&fault=unknown-event:hello@1+close:4001:bye%20bye@1');
  const texts: string[] = [];
  ws.on('open', () => {
    for (const event of speak) ws.send(encodeMsgpack(event));
  });
  ws.on('message', (data: Buffer) => texts.push(data.toString('latin1')));
  const end = await new Promise((resolve) => ws.on('close', (code, reason) => resolve(`${code} ${reason}`)));
  expect([texts.length, texts[0]?.includes('hello'), end]).toEqual([2, true, '4001 bye bye']);
});

test('a reset is one, a loss is none', async () => {
  expect(await play('fault=reset@2')).toEqual({ frames: 2, end: '1006', lost: ['ECONNRESET'] });
  expect(await play('drop=2')).toEqual({ frames: 2, end: '1006', lost: [] });
});

test('a close with the longest reason', async () => {
  const { frames, end } = await play(`fault=close:4999:${'x'.repeat(200)}`);
  expect([frames, end]).toEqual([1, `4999 ${'x'.repeat(123)}`]);
});

test('pings are not answered, and sound comes all the same', async () => {
  const answered = (switches: string) =>
    new Promise<number>((resolve) => {
      const ws = dial(`fish~firstAudioMs=0,pace=0,${switches}`);
      let pongs = 0;
      ws.on('pong', () => pongs++);
      ws.on('open', () => {
        ws.ping();
        for (const event of speak) ws.send(encodeMsgpack(event));
      });
      ws.on('message', (data: Buffer) => {
        if (!data.includes('finish')) return;
        resolve(pongs);
        ws.terminate();
      });
    });
  expect([await answered('seed=1'), await answered('fault=no-pong')]).toEqual([1, 0]);
});

test('hosts that see no HTTP tell who was sent away', () => {
  const refusals: Refusal[] = [];
  const door = openDoor({
    dialect: 'fish',
    voice: toneVoice(),
    switches: 'fault=402',
    onRefused: (one) => refusals.push(one),
  });
  expect(door('ws://x/v1/tts/live')).toBe(null);
  expect(refusals).toMatchObject([{ status: 402, body: { status: 402 } }]);
  expect(() => openDoor({ dialect: 'fishspeech', voice: toneVoice(), switches: 'fault=no-time' })).toThrow(
    'not known for fishspeech',
  );
});
