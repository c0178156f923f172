import { expect, test } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import type { StagePort } from '../stage.ts';
import { openLane } from './lane.ts';

function bench() {
  const clock = fakeClock();
  const got: string[] = [];
  const port: StagePort = {
    clock,
    pass: (_to, { bytes }) => got.push(`${clock.now()} ${bytes[0]}`),
    drop() {},
    close: (_to, code) => got.push(`${clock.now()} close ${code}`),
    cut() {},
    mark: (by) => got.push(by),
  };
  const lane = openLane(port);
  const frame = (byte: number, due: number, size = 1) =>
    lane.frame({ opcode: 'binary', bytes: new Uint8Array(size).fill(byte), of: null }, due);
  return { clock, got, lane, frame };
}

test('in order, each at its time, a close behind all', async () => {
  const { clock, got, lane, frame } = bench();
  frame(1, 0);
  frame(2, 100);
  frame(3, 50);
  lane.close(1000, new Uint8Array(0));
  expect(got).toEqual(['0 1']);
  await clock.advance(200);
  expect(got).toEqual(['0 1', '100 2', '100 3', '100 close 1000']);
  expect([lane.empty(), clock.pending()]).toEqual([true, 0]);
});

test('a lane that is never empty goes on in order', async () => {
  const { clock, got, frame } = bench();
  for (let i = 0; i < 5000; i++) {
    frame(i % 251, clock.now() + 3);
    await clock.advance(1);
  }
  await clock.advance(10);
  expect(got.map((line) => Number(line.split(' ')[1]))).toEqual(Array.from({ length: 5000 }, (_, i) => i % 251));
});

test('too much is let go at once, with a mark; after the end nothing comes', async () => {
  const { clock, got, lane, frame } = bench();
  for (let i = 1; i <= 9; i++) frame(i, 1000, 1_000_000);
  expect(got).toEqual(['limit', ...Array.from({ length: 9 }, (_, i) => `0 ${i + 1}`)]);
  frame(10, 2000);
  lane.gone();
  await clock.advance(3000);
  expect([got.length, clock.pending()]).toEqual([10, 0]);
});
