/** Any bytes through any stages: nothing is thrown, nothing is left running, and what no fault touches arrives. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import type { Leg, Opcode } from '../session/entry.ts';
import { faultStages } from './fault-stages.ts';
import { openLine } from './line.ts';
import { parseFaults } from './plan.ts';
import { faultTable } from './table.ts';

type Sent = { from: Leg; opcode: Opcode; bytes: Uint8Array };
const events = [
  { event: 'start', request: { format: 'opus' } },
  { event: 'flush' },
  { event: 'audio', audio: new Uint8Array(40).fill(0x4f), time: 1 },
  { event: 'audio', audio: 'text' },
  { event: 'finish', reason: 'stop', __proto__: 1 },
];
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom(...events).map((event) => encodeMsgpack(event) as Uint8Array),
  fc.constantFrom(...events, [], 7, '"').map((event) => new TextEncoder().encode(JSON.stringify(event)) as Uint8Array),
);
const frame = fc.record<Sent>({
  from: fc.constantFrom<Leg>('client', 'upstream'),
  opcode: fc.constantFrom<Opcode>('text', 'binary', 'binary', 'ping', 'pong'),
  bytes,
});
const names = faultTable.filter(({ where }) => where === 'frames').map(({ name }) => name);

async function run(
  text: string,
  dialect: string,
  frames: readonly Sent[],
): Promise<{ got: number; written: number; left: number }> {
  const plan = parseFaults(text);
  if ('code' in plan) throw new Error(plan.detail);
  const clock = fakeClock();
  let got = 0;
  let written = 0;
  const line = openLine({
    clock,
    stages: faultStages(plan, dialect),
    record: { crossed: () => ++written, came: () => ++written, went: () => void ++written, mark() {} },
    deliver: { frame: () => void got++, close() {}, cut() {} },
  });
  for (const { from, opcode, bytes: data } of frames) {
    line.frame(from, opcode, data);
    clock.now();
  }
  await clock.advance(10);
  line.closing('upstream', 1000, new Uint8Array(0));
  await clock.advance(3000);
  line.gone();
  return { got, written, left: clock.pending() };
}

test.each(['fish', 'fishspeech'])('%s', async (dialect) => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
      fc.array(frame, { maxLength: 12 }),
      async (some, frames) => {
        const { left, written } = await run(some.join('+'), dialect, frames);
        expect(left).toBe(0);
        // Each frame that came is an entry of its own, unless the connection had ended.
        if (!some.some((name) => ['close', 'reset', 'error', 'idle'].includes(name)))
          expect(written).toBeGreaterThanOrEqual(frames.length);
      },
    ),
    { numRuns: 300, seed: 11 },
  );
});

test('pieces of pieces are bounded too, and so is what is made up', async () => {
  const audio = encodeMsgpack({ event: 'audio', audio: new Uint8Array(12_000_000) });
  const sent = [{ from: 'upstream' as const, opcode: 'binary' as const, bytes: audio }];
  // Cut into 4,096, let go at once, and each cut again: 750,000 pieces, were there no bound.
  expect((await run('drip:16:60000+drip:16:60000', 'fish', sent)).got).toBeLessThan(60_000);
  expect((await run(Array(16).fill('log:1000').join('+'), 'fish', sent)).got).toBe(16_001);
});

test('what waits is bounded: beyond 8 MiB all of it is let go', async () => {
  const audio = encodeMsgpack({ event: 'audio', audio: new Uint8Array(1_000_000) });
  const frames = Array.from({ length: 10 }, () => ({
    from: 'upstream' as const,
    opcode: 'binary' as const,
    bytes: audio,
  }));
  const early = await run('first-audio:600000', 'fish', frames.slice(0, 8));
  const late = await run('first-audio:600000', 'fish', frames);
  expect([early.got, late.got > 8]).toEqual([0, true]);
});
