/** The headless tap with a real client in front of it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { realClock } from '../../clock/real.ts';
import { localVoice } from '../../sandbox/node/local-voice.ts';
import { fishAudio } from '../../server/testing/sdk-clients.ts';
import { readRecording } from '../read-recording.ts';
import { runTap } from './run-tap.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tap-'));
const inFolder = (name: string) => path.join(folder, name);
const expectations = inFolder('expect.jsonc');
beforeAll(() =>
  writeFileSync(
    expectations,
    `{"dialect": "fish", "steps": [
  {"$expect": {"order": ["audio", "finish"], "event": "finish", "count": 1}},
  {"$expect": {"findings": {"hasNot": ["C03"]}, "duration": {"min": "2s"}}}
]}`,
  ),
);
afterAll(() => rmSync(folder, { recursive: true }));
const voice = localVoice();

/** Runs a tap to its end; `client` is given the base URL, and what ends the tap. */
async function tapped(args: string[], client: (base: string, stop: () => void) => unknown = () => {}) {
  const lines: string[] = [];
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let visit: unknown;
  const say = (text: string) => {
    const isFirst = lines.length === 0;
    lines.push(...text.trimEnd().split('\n'));
    if (!isFirst) return;
    visit = Promise.resolve(client(lines[0] as string, () => stop()));
    // Told below; a client that failed keeps nobody waiting.
    (visit as Promise<unknown>).catch(() => stop());
  };
  const { out, err = '', code } = await runTap(args, { clock: realClock, folder, stop: stopped, say, voice });
  await visit;
  return { lines: [...lines, ...`${out}${err}`.trimEnd().split('\n')], code, out, err };
}
const sandbox = ['--upstream', 'sandbox-fish'];
const words = { texts: ['Hello there, ', 'this is a test of the tap.'] } as const;

it('passes on a good run of fish-audio, and records it', async () => {
  const record = inFolder('good');
  const key = 'canary-0123456789abcdef';
  let chunks = 0;
  const { lines, code } = await tapped(
    [...sandbox, '--once', '--expect', expectations, '--record', record, '--name', 'ci'],
    async (base) => {
      chunks = (await fishAudio(base, key, words)).length;
    },
  );
  expect(lines[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/tap\/sandbox-fish@ci$/);
  expect(lines.slice(2)).toEqual([
    'session 1 (ci): a client that does not say what it is to ws://in-process/sandbox/fish/v1/tts/live',
    expect.stringMatching(/^session 1 is over: 4 frames sent, \d+ received in \d+\.\d s; /),
    `  recorded in ${record}.wiretone.jsonl`,
    '  held    line 2, order',
    '  held    line 2, event',
    '  held    line 3, findings',
    '  held    line 3, duration',
    'served (exit code 0)',
  ]);
  expect(code).toBe(0);
  const read = await readRecording(`${record}.wiretone.jsonl`);
  if ('code' in read) throw new Error(read.detail);
  expect(read.end.problem).toBeNull();
  expect(read.entries.filter((entry) => entry.kind === 'frame' && entry.dir === 'received')).toHaveLength(chunks + 1);
  expect(readFileSync(`${record}.wiretone.jsonl`, 'utf8')).not.toContain(key);
}, 30_000);

it('names the frame where the tail is withheld, and ends with 1', async () => {
  const args = [...sandbox, '--once', '--expect', expectations, '--fault', 'tail:5'];
  const { lines, code } = await tapped(args, (base) => fishAudio(base, 'a-key-of-enough-length', words));
  expect(lines[0]).toMatch(/~fault=tail:5$/);
  expect(lines[2]).toMatch(/, taken frame by frame$/);
  expect(lines.filter((line) => line.startsWith('  failed'))).toEqual([
    expect.stringMatching(
      /^ {2}failed {2}line 3, findings: #\d+ audio received, byte \d+: expected no C03, got C03 \(/,
    ),
    expect.stringMatching(
      /^ {2}failed {2}line 3, duration: up to #\d+ audio received, the last audio: expected at least 2 s of sound, got 1\./,
    ),
  ]);
  expect([lines.at(-1), code]).toEqual(['expectation-failed (exit code 1)', 1]);
}, 30_000);

it('judges a session that was over when it was stopped', async () => {
  const { lines, code } = await tapped([...sandbox, '--expect', expectations], async (base, stop) => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/tts/live`, {
      headers: { Authorization: 'Bearer sandbox' },
    });
    socket.on('open', () => socket.close(1000));
    socket.on('close', stop);
  });
  expect(lines.filter((line) => line.startsWith('session 1 is over'))).toEqual([
    expect.stringMatching(/; Closed 1000/),
  ]);
  expect([lines.at(-1), code]).toEqual(['expectation-failed (exit code 1)', 1]);
}, 30_000);

it('writes a session down while it goes on', async () => {
  const record = inFolder('open.wiretone.jsonl');
  const { lines } = await tapped([...sandbox, '--record', record], async (base, stop) => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/tts/live`, {
      headers: { Authorization: 'Bearer sandbox' },
    });
    socket.on('open', () => socket.ping('a'));
    await expect.poll(() => readFileSync(record, 'utf8'), { timeout: 20_000 }).toContain('"opcode":"pong"');
    const read = await readRecording(record);
    expect(read).toMatchObject({ end: { closed: false, brokenLine: null, cutLine: null } });
    stop();
  });
  expect(lines.filter((line) => line.startsWith('  recorded in '))).toEqual([`  recorded in ${record}`]);
  expect(await readRecording(record)).toMatchObject({ end: { closed: true, problem: null } });
}, 30_000);

it('names what it has where no frame came', async () => {
  const { lines } = await tapped([...sandbox, '--once', '--expect', expectations, '--fault', '401'], (base) => {
    new WebSocket(`${base.replace('http', 'ws')}/v1/tts/live`).on('error', () => {});
  });
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^ {2}failed {2}line 2, event: up to #\d+ handshake, the last entry: expected exactly 1 received finish/,
    ),
  );
}, 30_000);

it('serves on until it is stopped, and writes a file for each session', async () => {
  const record = inFolder('each.wiretone.jsonl');
  const { lines, code } = await tapped([...sandbox, '--record', record], async (base, stop) => {
    const headers = { Authorization: 'Bearer sandbox', 'User-Agent': 'my-sdk/1 \u009b' };
    for (const rest of ['/v1/tts/live', '/v1/nowhere']) {
      const ws = new WebSocket(`${base.replace('http', 'ws')}${rest}`, { headers });
      ws.on('error', () => {});
      ws.on('open', () => ws.close(1000));
      await new Promise((resolve) => ws.on('close', resolve));
    }
    await fetch(`${base}/v1/other`).then((answer) => answer.text());
    const stays = new WebSocket(`${base.replace('http', 'ws')}/v1/tts/live`, { headers });
    stays.on('error', () => {});
    stays.on('open', stop);
  });
  const told = lines.filter((line) => line.startsWith('session') && line.includes('is over'));
  expect(told).toHaveLength(4);
  expect(lines.filter((line) => line.startsWith('  recorded in ')).sort()).toEqual(
    ['', '-2', '-3', '-4'].map((n) => `  recorded in ${inFolder(`each${n}.wiretone.jsonl`)}`).sort(),
  );
  expect(told.some((line) => line.includes('404'))).toBe(true);
  expect(told.at(-1)).toContain('cut off here, and not judged');
  expect(lines.join('\n')).not.toContain('\u009b');
  expect([lines.at(-1), code]).toEqual(['served (exit code 0)', 0]);
}, 30_000);

it('ends with a name for all that keeps it from serving', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  mkdirSync(inFolder('taken.wiretone.jsonl'));
  const last = async (args: string[], client?: (base: string, stop: () => void) => void) =>
    (await tapped([...sandbox, ...args], client)).lines.at(-1);
  expect([
    await last(['--once', '--wait-ms', '1']),
    await last(['--expect', expectations], (_base, stop) => stop()),
    await last(['--once'], (_base, stop) => stop()),
    await last([], (_base, stop) => stop()),
    await last(['--expect', inFolder('nobody.jsonc')]),
    await last(['--port', String(port)]),
    await last(['--record', inFolder('no/such/folder')]),
    await last(['--once', '--record', inFolder('taken')], (base) => {
      new WebSocket(`${base.replace('http', 'ws')}/v1/nowhere`).on('error', () => {});
    }),
  ]).toEqual([
    'no-client (exit code 5)',
    'no-client (exit code 5)',
    'stopped (exit code 130)',
    'served (exit code 0)',
    'bad-expectation (exit code 4)',
    'cannot-listen (exit code 9)',
    'could-not-record (exit code 10)',
    'could-not-record (exit code 10)',
  ]);
  taken.close();
  const wrong = inFolder('wrong.jsonc');
  writeFileSync(wrong, '[{"$expect": {"evnt": "finish"}}]');
  const { out, err } = await tapped([...sandbox, '--expect', wrong]);
  expect([out, err.includes('⟦')]).toEqual(['', false]);
  expect(err.trimEnd().split('\n').at(-1)).toBe('bad-expectation (exit code 4)');
  await expect(tapped([...sandbox, '--fault', 'nonsense'])).rejects.toThrow('--fault: ');
  await expect(tapped(['--upstream', 'fish', '--fault', 'strict'])).rejects.toThrow('--fault: ');
  await expect(tapped(['--upstream', 'nobody'])).rejects.toThrow('There is no upstream "nobody"');
}, 30_000);

it('is a process that ends with its number', async () => {
  const main = fileURLToPath(new URL('../tap.ts', import.meta.url));
  const run = (...args: string[]) =>
    new Promise<string>((resolve) => {
      execFile(process.execPath, ['--import', 'tsx', main, ...args], (error, out, err) =>
        resolve(`${error?.code ?? 0} ${(out + err).trim().split('\n').at(-1)}`),
      );
    });
  expect(await Promise.all([run('--help'), run(), run(...sandbox, '--once', '--wait-ms', '1')])).toEqual([
    '0   130  stopped: with --once: stopped by a signal before a client had come and gone',
    '6 bad-call (exit code 6)',
    '5 no-client (exit code 5)',
  ]);
}, 90_000);
