/** The sessions of real clients, made scenarios and run: the frames handed to the socket are those that were recorded, at their times. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromBase64 } from '../../bytes/base64.ts';
import { toHex } from '../../bytes/hex.ts';
import { closed, drawnRecord, type Line, opened } from '../../codegen/testing/drawn-record.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { stage } from '../testing/run-stage.ts';
import { sessionScenario } from './session-scenario.ts';

const fish = dialectOf('fish') as Dialect;
type Captured = { dir: string; t_ms: number; opcode: 'text' | 'binary'; b64: string };

test.each(['npm-fish-audio-0.1.0-full', 'npm-fish-audio-0.1.0-tokens'])('%s', async (name) => {
  const file = new URL(`../../dialects/samples/captures/${name}.jsonl`, import.meta.url);
  const all = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Captured);
  const frames = all.filter(({ dir }) => dir === 'client' || dir === 'server');
  const began = frames[0]?.t_ms ?? 0;
  const record = drawnRecord(fish, [
    ...opened('wss://api.fish.audio/v1/tts/live', 's1'),
    ...frames.map(({ dir, t_ms, opcode, b64 }): Line => {
      const bytes = fromBase64(b64) as Uint8Array;
      return [20 + t_ms - began, { kind: 'frame', dir: dir === 'client' ? 'sent' : 'received', opcode, bytes }];
    }),
    closed(20 + (all.at(-1)?.t_ms ?? 0) - began, 'peer'),
  ]);
  const text = sessionScenario(record, fish, { title: name, upstream: null }) ?? '';
  const scene = stage();
  const run = scene.run(text);
  const sent = frames.filter(({ dir }) => dir === 'client');
  await scene.clock.advance((sent.at(-1)?.t_ms ?? 0) - began + 100);
  expect(scene.frames.map(({ opcode, bytes }) => `${opcode} ${toHex(bytes)}`)).toEqual(
    sent.map(({ opcode, b64 }) => `${opcode} ${toHex(fromBase64(b64) as Uint8Array)}`),
  );
  // Pauses below 5 ms are left out, the others are whole milliseconds: each frame may be half a millisecond off, those 5.
  const late = scene.frames.map(({ t }, i) => Math.abs(t - ((sent[i]?.t_ms ?? 0) - began)));
  expect(Math.max(...late)).toBeLessThan(5 + sent.length / 2);
  expect(run.state()).toBe('running');
  scene.hear('finish');
  scene.lose({ code: 'not_connected', title: '', detail: 'Closed 1005', hint: '' });
  await scene.clock.advance(0);
  expect((await run.handle.done).state).toBe('done');
});
