import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { came, closed, drawnRecord, opened, sent } from '../../codegen/testing/drawn-record.ts';
import { evidenceOf } from '../../console/capture/evidence-of.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { heldRecording } from '../headless/held-recording.ts';
import { type Expected, judge, readExpected, verdictLine } from './expectations.ts';

const fish = dialectOf('fish') as Dialect;
const folder = mkdtempSync(path.join(tmpdir(), 'tap-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string) => {
  const name = path.join(folder, 'expect.jsonc');
  writeFileSync(name, text);
  return name;
};

const record = drawnRecord(fish, [
  ...opened('ws://127.0.0.1:9/v1/tts/live', ''),
  sent(20, fish, { event: 'start', request: { text: '' } }),
  sent(21, fish, { event: 'text', text: 'Hi.' }),
  sent(22, fish, { event: 'stop' }),
  came(25, fish, { event: 'audio', audio: Uint8Array.of(1, 2, 3) }),
  closed(30, 'peer', 1000, 'bye'),
]);

async function verdicts(text: string): Promise<string[]> {
  const expected = readExpected(file(text), 'fish');
  if ('code' in expected) throw new Error(expected.detail);
  const entries = Array.from({ length: record.length }, (_, i) => record.entry(i + 1));
  const held = heldRecording({ head: record.head, entries }, 'drawn', fakeClock());
  if ('code' in held) throw new Error(held.detail);
  return (await judge(expected as Expected, evidenceOf(held))).map(verdictLine);
}

it('holds every expectation against the session, and names the frames of those that fail', async () => {
  const text = `{"steps": [
  {"event": "start", "request": {"text": "not looked at"}},
  {"$expect": {"event": "audio", "count": 1, "order": ["audio"]}},
  {"$repeat": {"times": 2, "steps": [{"$expect": {"event": "finish"}}]}},
  {"$parallel": {"sockets": 2, "steps": [{"$expect": {"turns": 99}}]}},
  {"$expect": {"duration": {"min": "0s"}, "audio": {"decodes": false}, "noErrors": true}},
  {"$expect": {"frame": {"dir": "received", "nth": 1, "hex": "83"}, "close": {"code": 1006}}}
]}`;
  expect(await verdicts(text)).toEqual([
    '  held    line 3, event',
    '  held    line 3, order',
    '  failed  line 4, event: up to #6 audio received, the last frame: expected at least 1 received finish, got 0',
    expect.stringContaining('line 6, duration'),
    expect.stringContaining('line 6, audio'),
    expect.stringContaining('line 6, noErrors'),
    expect.stringMatching(/^ {2}failed {2}line 7, frame: #6 audio received, byte 0: expected 83, got 82 /),
    '  failed  line 7, close: #7 close: expected a close 1006, got 1000 by peer',
  ]);
});

it.each([
  ['[{"event": "stop"}]', 'bad_step', 'there is no $expect step'],
  ['[{"$expect": {"event": "finish"}', 'bad_jsonc', ''],
  ['[{"$expect": {"evnt": "finish"}}]', 'bad_step', '"evnt" is not known here'],
  ['{"dialect": "fishspeech", "steps": [{"$expect": {"event": "done"}}]}', 'bad_value', 'the file is about fishspeech'],
  ['[{"$expect": {"soundsLike": {"file": "none.wav", "atLeast": 0.9}}}]', 'bad_value', 'none.wav'],
])('refuses %s', (text, code, says) => {
  const read = readExpected(file(text), 'fish');
  expect(read).toMatchObject({ code, detail: expect.stringContaining(says) });
});

it('reads what is shipped, and says what cannot be read', () => {
  expect(readExpected('shipped:fish-closed-after-finish', 'fish')).toMatchObject({ all: [{}, {}] });
  expect(readExpected('shipped:nothing', 'fish')).toMatchObject({ code: 'unknown_scenario' });
  expect(readExpected(path.join(folder, 'nobody.jsonc'), 'fish')).toMatchObject({ code: 'unreadable_file' });
});
