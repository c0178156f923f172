import { describe, expect, test } from 'vitest';
import { type HeardReport, heardClock } from './heard-clock.ts';
import { levelHistory } from './level-history.ts';
import { outputAnchor } from './output-anchor.ts';
import type { PlayedRun } from './port.ts';

const rate = 1000;
const run = (sample: number, frame: number, why: PlayedRun['why'], dryFrame: number | null = null): PlayedRun => {
  return { type: 'run', sample, frame, why, dryFrame, missing: dryFrame === null ? 0 : frame - dryFrame };
};
const report = (more: Partial<HeardReport>): HeardReport => ({
  sampleRateHz: rate,
  playedSamples: 0,
  queuedSamples: 0,
  frame: 0,
  phase: 'playing',
  runs: [],
  anchor: { contextS: 0, pageMs: 5000, from: 'output' },
  ...more,
});
/** A quantum of 128 samples: nothing is known more closely. */
const block = 128;

describe('when a sample was heard', () => {
  test('follows from its run and the two clocks', () => {
    const clock = heardClock();
    expect(clock.heardAt(0)).toBeNull();
    clock.add(report({ playedSamples: 1000, runs: [run(0, 256, 'start')] }));
    expect(clock.heardAt(0)).toMatchObject({ atMs: 5256 });
    expect(clock.heardAt(999)).toMatchObject({ atMs: 6255 });
    expect(clock.heardAt(1000)).toBeNull();
    expect(clock.heardAt(-1)).toBeNull();
    expect(clock.heardAt(0)?.uncertainMs).toBeCloseTo(block, 0);
  });

  test('counts the silence of an underrun, of a rest and of a pause in', () => {
    const clock = heardClock();
    const runs = [
      run(0, 100, 'start'),
      run(500, 900, 'underrun', 600),
      run(700, 2100, 'rest', 1100),
      run(800, 9000, 'resumed'),
    ];
    clock.add(report({ playedSamples: 1000, runs }));
    expect([499, 500, 699, 700, 799, 800].map((s) => clock.heardAt(s)?.atMs)).toEqual([
      5599, 5900, 6099, 7100, 7199, 14_000,
    ]);
    expect(clock.underruns()).toMatchObject([
      { sample: 500, missingSamples: 300, from: { atMs: 5600 }, to: { atMs: 5900 } },
    ]);
    expect(clock.runs().map(({ from, to, why }) => [from, to, why])).toEqual([
      [0, 500, 'start'],
      [500, 700, 'underrun'],
      [700, 800, 'rest'],
      [800, 1000, 'resumed'],
    ]);
  });

  test('is as sure as the anchors agree', () => {
    const clock = heardClock();
    const anchors = [0, 4, -4, 1, -1].map((off, i) => ({
      contextS: i * 0.05,
      pageMs: 5000 + i * 50 + off,
      from: 'output' as const,
    }));
    for (const anchor of anchors) clock.add(report({ playedSamples: 200, runs: [], anchor }));
    clock.add(
      report({
        playedSamples: 200,
        runs: [run(0, 0, 'start')],
        anchor: { contextS: 0.25, pageMs: 5250, from: 'output' },
      }),
    );
    expect(clock.heardAt(0)?.atMs).toBeCloseTo(5000, 6);
    expect(clock.heardAt(0)?.uncertainMs).toBeCloseTo(block + 4, 6);
  });

  test('is less sure where only a latency is stated', () => {
    const clock = heardClock();
    clock.add(
      report({ playedSamples: 10, runs: [run(0, 0, 'start')], anchor: { contextS: 0, pageMs: 0, from: 'latency' } }),
    );
    expect(clock.heardAt(0)?.uncertainMs).toBe(block + 20);
  });

  test('an output that was suspended: each side by its own anchors, unsure between', () => {
    const clock = heardClock();
    const at = (contextS: number, pageMs: number) =>
      report({ playedSamples: 9000, anchor: { contextS, pageMs, from: 'output' } });
    clock.add({ ...at(1, 6000), runs: [run(0, 0, 'start')] });
    clock.add(at(2, 7000));
    clock.add(at(3, 11_000));
    clock.add(at(4, 12_000));
    expect(clock.heardAt(1500)?.atMs).toBe(6500);
    expect(clock.heardAt(1500)?.uncertainMs).toBeLessThan(block + 1);
    expect(clock.heardAt(2400)?.uncertainMs).toBeGreaterThan(3000);
    expect(clock.heardAt(3700)?.atMs).toBe(11_700);
    expect(clock.heardAt(3700)?.uncertainMs).toBeLessThan(block + 1);
  });

  test('hours of reports stay in bounds, early ones still answer', () => {
    const clock = heardClock();
    for (let s = 0; s < 7200; s += 0.5) {
      const anchor = { contextS: s, pageMs: 5000 + s * 1000, from: 'output' as const };
      clock.add(
        report({ playedSamples: s * 1000, frame: s * 1000, runs: s === 0 ? [run(0, 0, 'start')] : [], anchor }),
      );
    }
    expect(clock.heardAt(1000)?.atMs).toBeCloseTo(6000, 6);
    expect(clock.heardAt(7_000_000)?.atMs).toBeCloseTo(7_005_000, 6);
    expect(clock.levels().length).toBeLessThanOrEqual(4096);
  });
});

describe('where the output stands', () => {
  test('is what the output says, and else reckoned from the latency', () => {
    const says = (contextTime: number, performanceTime: number) => {
      return {
        currentTime: 2,
        baseLatency: 0.01,
        outputLatency: 0.1,
        getOutputTimestamp: () => ({ contextTime, performanceTime }),
      };
    };
    expect(outputAnchor(says(1.9, 777), 800)).toEqual({ contextS: 1.9, pageMs: 777, from: 'output' });
    expect(outputAnchor(says(0, 0), 800)).toEqual({ contextS: 1.9, pageMs: 800, from: 'latency' });
    expect(outputAnchor({ currentTime: 2, baseLatency: 0.5 }, 800)).toEqual({
      contextS: 1.5,
      pageMs: 800,
      from: 'latency',
    });
  });
});

test('a full history of levels keeps its lows, its span and its order', () => {
  const history = levelHistory(8);
  for (let i = 0; i < 100; i++) history.add(i, i === 37 ? 0.5 : 10);
  const points = history.points();
  expect(points.length).toBeLessThanOrEqual(8);
  expect(points).toContainEqual({ contextS: 37, queuedS: 0.5 });
  expect(points[0]?.contextS).toBeLessThan(16);
  expect(points.at(-1)?.contextS).toBeGreaterThan(80);
  expect(points.map((p) => p.contextS)).toEqual(points.map((p) => p.contextS).sort((a, b) => a - b));
});
