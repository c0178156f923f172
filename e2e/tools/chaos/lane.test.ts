import { describe, expect, test } from 'vitest';
import { openLane } from './lane.ts';
import type { Weather } from './settings.ts';

/** Chunks as [came at, size]; answers with `start-end @at` of each step, a cut by its name. */
function drawn(weather: Weather, chunks: [number, number][], draws: number[] = []): string[] {
  const lane = openLane(weather, () => draws.shift() ?? 0);
  return chunks.map(([at, size]) => {
    const { steps, cut } = lane.plan(size, at);
    const words = steps.map(({ start, end, atMs }) => `${start}-${end} @${atMs}`);
    return [...words, ...(cut === null ? [] : [`${cut.with} @${cut.atMs}`])].join(' ');
  });
}

describe('the weather of one direction', () => {
  test('fair: everything goes on at once and whole', () => {
    expect(
      drawn({}, [
        [0, 10],
        [5, 7],
      ]),
    ).toEqual(['0-10 @0', '0-7 @5']);
  });

  test('latency holds every chunk equally; jitter is drawn for each, and none overtakes another', () => {
    expect(
      drawn({ latencyMs: 80 }, [
        [0, 1],
        [5, 1],
      ]),
    ).toEqual(['0-1 @80', '0-1 @85']);
    const draws = [1, 0.25, 0];
    expect(
      drawn(
        { latencyMs: 10, jitterMs: 40 },
        [
          [0, 1],
          [20, 1],
          [60, 1],
        ],
        draws,
      ),
    ).toEqual(['0-1 @50', '0-1 @50', '0-1 @70']);
  });

  test('one stall, counted from the first byte; what waits behind it follows at once', () => {
    const chunks: [number, number][] = [
      [100, 1],
      [299, 1],
      [300, 1],
      [350, 1],
      [900, 1],
    ];
    expect(drawn({ stallAfterMs: 200, stallMs: 500 }, chunks)).toEqual([
      '0-1 @100',
      '0-1 @299',
      '0-1 @800',
      '0-1 @800',
      '0-1 @900',
    ]);
  });

  test('held from the outside: what comes meanwhile goes on at its end, all at once', () => {
    let untilMs = 0;
    const lane = openLane(
      {},
      () => 0,
      () => untilMs,
    );
    const at = (nowMs: number) => lane.plan(1, nowMs).steps.map((step) => step.atMs);
    expect(at(10)).toEqual([10]);
    untilMs = 500;
    expect([at(100), at(499), at(501)]).toEqual([[500], [500], [501]]);
  });

  test('a drip: small writes, evenly apart, over the edges of chunks too', () => {
    expect(
      drawn({ dripBytes: 4, dripMs: 10 }, [
        [0, 10],
        [5, 4],
      ]),
    ).toEqual(['0-4 @0 4-8 @10 8-10 @20', '0-4 @30']);
  });

  test('a narrow line: so many bits, so many milliseconds, over the edges of chunks too', () => {
    const chunks: [number, number][] = [
      [0, 100],
      [10, 50],
      [300, 1],
    ];
    expect(drawn({ kbps: 8 }, chunks)).toEqual(['0-100 @0', '0-50 @100', '0-1 @300']);
    expect(drawn({ kbps: 8, dripBytes: 60 }, [[0, 100]])).toEqual(['0-60 @0 60-100 @60']);
  });

  test('the one byte to be turned over is found in its chunk', () => {
    const lane = openLane({ flipAtByte: 12 }, () => 0);
    expect([10, 10, 10].map((size) => lane.plan(size, 0).flipAt)).toEqual([null, 2, null]);
  });

  test('a cut inside a chunk: what came before it still passes, nothing after', () => {
    expect(
      drawn({ cutAfterBytes: 12, cutWith: 'fin' }, [
        [0, 10],
        [5, 10],
        [6, 10],
      ]),
    ).toEqual(['0-10 @0', '0-2 @5 fin @5', '']);
    expect(drawn({ cutAfterBytes: 0 }, [[0, 10]])).toEqual(['rst @0']);
  });
});
