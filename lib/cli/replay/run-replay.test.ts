import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { realClock } from '../../clock/real.ts';
import { came, closed, drawnRecord, opened, sent } from '../../codegen/testing/drawn-record.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { recordingWriter } from '../../recording/recording-writer.ts';
import { runReplay } from './run-replay.ts';

const fish = dialectOf('fish') as Dialect;
const folder = mkdtempSync(path.join(tmpdir(), 'replay-'));
const file = path.join(folder, 'talk.wiretone.jsonl');
beforeAll(async () => {
  const record = drawnRecord(fish, [
    ...opened('ws://127.0.0.1:9/v1/tts/live', ''),
    sent(20, fish, { event: 'start', request: { text: '' } }),
    sent(21, fish, { event: 'text', text: 'Hi.' }),
    sent(22, fish, { event: 'stop' }),
    came(25, fish, { event: 'audio', audio: Uint8Array.of(1, 2, 3) }),
    came(26, fish, { event: 'finish', reason: 'stop' }),
    closed(30, 'peer', 1000, 'bye'),
  ]);
  const writer = await recordingWriter({ session: record.head });
  const lines = [writer.header()];
  for (let seq = 1; seq <= record.length; seq++) lines.push(writer.entry(record.entry(seq)));
  writeFileSync(file, `${lines.join('')}${writer.end()}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Serves the file to a client that sends these events once it has come; what was said, and how it ended. */
async function visited(
  events: object[],
  args: string[],
  headers = {},
  served = file,
): Promise<{ lines: string[]; code: number; end: string }> {
  const lines: string[] = [];
  let come: (address: string) => void = () => {};
  const address = new Promise<string>((resolve) => {
    come = resolve;
  });
  const say = (text: string) => {
    lines.push(...text.trimEnd().split('\n'));
    const found = lines.find((line) => line.startsWith('http://'));
    if (found !== undefined) come(found);
  };
  let stopNow = () => {};
  const stop = new Promise<void>((resolve) => {
    stopNow = resolve;
  });
  const done = runReplay([served, '--port', '0', ...args], { clock: realClock, stop, say });
  const ws = new WebSocket(`${(await address).replace('http', 'ws')}/v1/tts/live?token=secret-of-mine`, { headers });
  ws.on('open', () => {
    for (const event of events) ws.send(fish.encode(event as never).bytes);
  });
  const end = await new Promise<string>((resolve) => {
    ws.on('close', (code, reason) => resolve(`${code} ${reason}`));
    ws.on('unexpected-response', (_, { statusCode }) => resolve(`refused ${statusCode}`));
    ws.on('error', () => {});
  });
  if (!args.includes('--once')) stopNow();
  const { code, out } = await done;
  return {
    lines: [...lines, ...out.trimEnd().split('\n')].map((line) => line.replace(/:\d{4,5}\//, ':PORT/')),
    code,
    end,
  };
}

const start = { event: 'start', request: { text: '' } };
const text = (words: string) => ({ event: 'text', text: words });
const stop = { event: 'stop' };

it('prints the address, and that a client did as recorded', async () => {
  const agent = { 'User-Agent': 'my-sdk/1 \u009b31m', Authorization: 'Bearer secret-of-mine' };
  const { lines, code, end } = await visited([start, text('H'), text('i.'), stop], ['--once'], agent);
  expect(lines).toEqual([
    'A recorded fish session of 2 frames. Give a client this base URL (Ctrl+C ends):',
    'http://127.0.0.1:PORT/replay/recording',
    expect.stringMatching(/^visit 1: my-sdk\/1 .* at \/v1\/tts\/live$/),
    'visit 1 is over: whole, as recorded',
    'served (exit code 0)',
  ]);
  expect([code, end]).toEqual([0, '1000 bye']);
  expect(lines.join('')).not.toContain('secret-of-mine');
  expect(lines.join('')).not.toContain('\u009b');
}, 10_000);

it('prints where a client departed, and ends with 1', async () => {
  const { lines, code } = await visited([start, text('Ho.'), stop], ['--once', '--speed=max']);
  expect(lines[1]).toBe('http://127.0.0.1:PORT/replay/recording~speed=max');
  expect(lines.slice(3).map((line) => line.replace(/[\d.]+ s:/, 'N s:'))).toEqual([
    'visit 1, N s: text differs from byte 1 (entry 4 of the recording)',
    'visit 1 is over: played to the end, 1 departure, 1 of 3 characters of text as recorded',
    'departed (exit code 1)',
  ]);
  expect(code).toBe(1);
});

it('blames no client for a signal', async () => {
  const lines: string[] = [];
  let stopNow = () => {};
  const stopped = new Promise<void>((resolve) => {
    stopNow = resolve;
  });
  const say = (said: string) => {
    lines.push(...said.trimEnd().split('\n'));
    const address = lines.find((line) => line.startsWith('http://'));
    if (address === undefined || lines.length > 2) return;
    new WebSocket(address.replace('http', 'ws')).on('open', stopNow);
  };
  const { code, out } = await runReplay([file, '--port', '0', '--once'], { clock: realClock, stop: stopped, say });
  expect([out, code]).toEqual(['stopped (exit code 130)\n', 130]);
  expect(lines.slice(3)).toEqual([]);
});

it('serves on until it is stopped, and lets no page of another site in', async () => {
  expect(await visited([start, text('Hi.'), stop], [])).toMatchObject({ code: 0, end: '1000 bye' });
  expect(await visited([], [], { Origin: 'http://evil.example' })).toMatchObject({ code: 0, end: 'refused 403' });
  expect(await visited([], [], { Host: 'rebind.example' })).toMatchObject({ end: 'refused 421' });
});

it('serves what other tools recorded', async () => {
  const sample = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const refused = sample('dialects/samples/captures/npm-fish-audio-0.1.0-srv-reject-401.jsonl');
  expect(await visited([], ['--once'], {}, refused)).toMatchObject({ code: 0, end: 'refused 401' });
  const har = sample('recording/import/samples/chromium.har');
  const { lines } = await visited([], [], { Origin: 'http://evil.example' }, har);
  expect(lines[0]).toMatch(/^A recorded fish session of 3 frames\./);
});

it('names what cannot be followed or read, and ends with its number', async () => {
  const main = fileURLToPath(new URL('../replay.ts', import.meta.url));
  const run = (...args: string[]) =>
    new Promise<string>((resolve) => {
      execFile(process.execPath, ['--import', 'tsx', main, ...args], (error, out, err) =>
        resolve(`${error?.code ?? 0} ${(out + err).trim().split('\n').at(-1)}`),
      );
    });
  writeFileSync(path.join(folder, 'none.jsonl'), '{"some":"thing"}\n');
  expect(
    await Promise.all([
      run(path.join(folder, 'nobody.jsonl')),
      run(path.join(folder, 'none.jsonl')),
      run(file, '--speed=0'),
      run('--help'),
    ]),
  ).toEqual([
    '4 bad-file (exit code 4)',
    '4 bad-file (exit code 4)',
    '6 bad-call (exit code 6)',
    '0   --socket  which connection, in a file that holds several (from 0)',
  ]);
}, 30_000);
