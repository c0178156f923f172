/** What a replay bears: clients that take nothing, times beyond all timers, recordings and clients made by a stranger. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { came, drawnRecord, type Line, opened } from '../../codegen/testing/drawn-record.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Entry } from '../../session/entry.ts';
import { drawReplay } from './drawn-replay.ts';
import { replayBehaviour } from './replay-behaviour.ts';
import { type Score, scoreOf } from './score.ts';

const fish = dialectOf('fish') as Dialect;
const start = { event: 'start', request: { text: '', format: 'mp3' } };
const text = (words: string) => ({ event: 'text', text: words });
const flush = { event: 'flush' };
const stop = { event: 'stop' };
const finish = { event: 'finish', reason: 'stop' };
const audio = (...bytes: number[]) => ({ event: 'audio', audio: Uint8Array.of(...bytes) });

const entriesOf = (lines: readonly Line[]): Entry[] => {
  const record = drawnRecord(fish, lines);
  return Array.from({ length: record.length }, (_, i) => record.entry(i + 1));
};

it('produces no more than the client takes', async () => {
  const frame = (t: number): Line => came(t, fish, { event: 'audio', audio: new Uint8Array(600_000) });
  const entries = entriesOf([
    ...opened('ws://127.0.0.1:9/', ''),
    ...Array.from({ length: 9 }, (_, i) => frame(11 + i)),
  ]);
  const score = scoreOf(
    { id: 's', upstream: 'test', dialect: 'fish', startedAt: 0, via: 'node' },
    fish,
    entries,
  ) as Score;
  const clock = fakeClock();
  let waiting = 0;
  let most = 0;
  let sent = 0;
  let left: () => void = () => {};
  replayBehaviour(score, { clock, speed: Number.POSITIVE_INFINITY })({
    send(_, bytes) {
      sent++;
      waiting += bytes.length;
      most = Math.max(most, waiting);
    },
    close: () => {},
    drop: () => {},
    bufferedBytes: () => waiting,
    drained: () =>
      new Promise((resolve) => {
        left = resolve;
      }),
  });
  const counts = [sent];
  for (let round = 0; round < 4; round++) {
    waiting = 0;
    left();
    await clock.advance(0);
    counts.push(sent);
  }
  expect(counts).toEqual([2, 4, 6, 8, 9]);
  expect(most).toBeLessThan(1_300_000);
});

it('waits for days where the recording did, and asks no timer for what none can hold', async () => {
  const entries = entriesOf([
    ...opened('ws://127.0.0.1:9/', ''),
    came(3e9, fish, audio(1)),
    came(1e300, fish, audio(2)),
  ]);
  const score = scoreOf(
    { id: 's', upstream: 'test', dialect: 'fish', startedAt: 0, via: 'node' },
    fish,
    entries,
  ) as Score;
  const clock = fakeClock();
  const asked: number[] = [];
  const after: typeof clock.after = (ms, run) => {
    asked.push(ms);
    return clock.after(ms, run);
  };
  const sentAt: number[] = [];
  const behaviour = replayBehaviour(score, { clock: { ...clock, after }, speed: 1 })({
    send: () => void sentAt.push(clock.now()),
    close: () => {},
    drop: () => {},
    bufferedBytes: () => 0,
    drained: () => Promise.resolve(),
  });
  await clock.advance(4e9);
  expect(sentAt).toEqual([3e9 - 10]);
  expect(Math.max(...asked)).toBeLessThan(2 ** 31);
  behaviour.closed();
  expect(clock.pending()).toBe(0);
});

it('is not brought down by any recording, nor by any client', async () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  const frame = fc.record({
    kind: fc.constant('frame' as const),
    dir: fc.constantFrom('sent' as const, 'received' as const),
    opcode: fc.constantFrom('text' as const, 'binary' as const, 'ping' as const, 'pong' as const),
    bytes: fc.oneof(
      bytes,
      fc.constantFrom(...[start, text('Hi'), flush, stop, finish].map((event) => fish.encode(event as never).bytes)),
    ),
  });
  const close = fc.record({
    kind: fc.constant('close' as const),
    by: fc.constantFrom('us' as const, 'peer' as const, 'network' as const),
    code: fc.integer({ min: -1, max: 5000 }),
    reason: fc.uint8Array({ maxLength: 300 }),
    clean: fc.boolean(),
  });
  const time = fc.double({ noNaN: true, noDefaultInfinity: true });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(time, fc.oneof({ weight: 9, arbitrary: frame }, close))),
      fc.array(bytes),
      async (lines, said) => {
        const entries = lines.map(([t, body], i): Entry => ({ seq: i + 1, t, ...body }));
        if ('code' in scoreOf({ id: 's', upstream: '', dialect: 'fish', startedAt: 0, via: 'node' }, fish, entries))
          return;
        const events = [start, text('H'), text('i'), flush, stop];
        const { lines: drawnLines } = await drawReplay(fish, entries, [...said, ...events, 100, ...said, 'close'], {
          after: 10,
        });
        expect(drawnLines.some((line) => line.includes('timers left'))).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});
