import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { toHex } from '../../bytes/hex.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import type { Report } from '../../scenario/report/scenario-report.ts';
import { readRecording } from '../read-recording.ts';
import { CallError } from './call.ts';
import { recordedText } from './recorded-file.ts';
import { runFiles } from './run-files.ts';
import { hurriedClock } from './testing/hurried-clock.ts';

beforeAll(() => frameHasher());

const folder = mkdtempSync(join(tmpdir(), 'wiretone-again-'));
const at = (name: string) => join(folder, name);

async function run(...args: string[]): Promise<Report> {
  const clock = hurriedClock(() => false);
  const told = await clock.during(
    runFiles([...args, '--report', 'json'], { clock, voice: toneVoice(), folder, env: {} }),
  );
  return JSON.parse(told.out);
}

/** What the client sent, and what came, of a recording. */
async function framesOf(file: string): Promise<{ sent: string[]; received: string[]; times: number[] }> {
  const read = await readRecording(file);
  if ('code' in read) throw new Error(read.detail);
  const frames = read.entries.flatMap((entry) => (entry.kind === 'frame' && entry.opcode !== 'pong' ? [entry] : []));
  const of = (dir: string) => frames.filter((frame) => frame.dir === dir);
  const lines = (dir: string) => of(dir).map(({ opcode, bytes }) => `${opcode} ${toHex(bytes)}`);
  return { sent: lines('sent'), received: lines('received'), times: of('sent').map(({ t }) => t) };
}

const steps = `{
  "dialect": "fish", "request": {"switches": {"pace": 1, "seed": 4}},
  "steps": [
    {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
    {"$ping": "here"},
    {"$wait": "400ms"},
    {"event": "text", "text": "Hello to you all. "},
    {"$raw": {"opcode": "binary", "hex": "81 a5 65 76 65 6e 74 a5 66 6c 75 73 68"}},
    {"event": "stop"},
    {"$until": {"event": "finish", "within": "10s"}},
    {"$close": {"code": 1000}}
  ]
}`;

test('a recording in place of a scenario: the client sends the same frames, in both paces', async () => {
  writeFileSync(at('first.jsonc'), steps);
  const { outcome } = await run(at('first.jsonc'), '--record', at('first.wiretone.jsonl'));
  expect(outcome).toBe('passed');
  const first = await framesOf(at('first.wiretone.jsonl'));
  expect(first.sent).toHaveLength(5);
  for (const flags of [[], ['--pace', 'events'], ['--speed=2']]) {
    const report = await run(at('first.wiretone.jsonl'), ...flags, '--record', at('again.wiretone.jsonl'));
    expect(report.outcome, flags.join(' ')).toBe('passed');
    const again = await framesOf(at('again.wiretone.jsonl'));
    expect(again.sent).toEqual(first.sent);
    expect(again.received).toEqual(first.received);
    const gap = (times: readonly number[]) => (times[2] ?? 0) - (times[0] ?? 0);
    const share = flags.includes('--speed=2') ? 2 : 1;
    expect(Math.abs(gap(again.times) - gap(first.times) / share)).toBeLessThan(20);
  }
});

test('one that breaks off is not sent in part; flags that make no sense are refused', async () => {
  const text = readFileSync(at('first.wiretone.jsonl'), 'utf8').split('\n');
  text[4] = (text[4] ?? '').replace('"kind"', '"kidn"');
  writeFileSync(at('broken.wiretone.jsonl'), text.join('\n'));
  const broken = await recordedText(at('broken.wiretone.jsonl'), { pace: 'time', speed: 1 });
  expect(broken).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
  const report = await run(at('broken.wiretone.jsonl'));
  expect([report.outcome, report.files[0]?.problem]).toEqual(['bad-file', broken]);
  const whole = readFileSync(at('first.wiretone.jsonl'), 'utf8');
  writeFileSync(at('cut.wiretone.jsonl'), whole.slice(0, whole.indexOf('\n', 2000) + 30));
  const cut = await recordedText(at('cut.wiretone.jsonl'), { pace: 'time', speed: 1 });
  expect(cut).toMatchObject({ code: 'bad_recording', at: { line: expect.any(Number) } });
  expect(await run(at('cut.wiretone.jsonl'))).toMatchObject({ outcome: 'bad-file' });
  // One that was changed is sent, and that is said first.
  const lines = whole.split('\n');
  const last = lines.length - 3;
  lines[last] = (lines[last] ?? '').replace(/"t":[\d.]+/, '"t":99999');
  writeFileSync(at('changed.wiretone.jsonl'), lines.join('\n'));
  const warned: string[] = [];
  const clock = hurriedClock(() => false);
  const outside = { clock, voice: toneVoice(), folder, env: {}, warn: (words: string) => warned.push(words) };
  await clock.during(runFiles([at('changed.wiretone.jsonl'), at('first.wiretone.jsonl')], outside));
  const fault = `line ${last + 1} differs from what was written, or a line before it is missing`;
  expect(warned).toEqual([`${at('changed.wiretone.jsonl')}: it is not whole: ${fault}\n`]);
  expect(await recordedText(at('first.jsonc'), { pace: 'time', speed: 1 })).toBeNull();
  expect((await run(at('none.wiretone.jsonl'))).outcome).toBe('bad-file');
  for (const flags of [
    ['--pace', 'slow'],
    ['--speed', '0'],
    ['--speed', 'x'],
  ])
    await expect(run(at('first.wiretone.jsonl'), ...flags)).rejects.toThrow(CallError);
});
