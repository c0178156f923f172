import { expect, test } from 'vitest';
import { PieceMeter } from './piece-meter.ts';

const block = (frame: number, samples: number[], sampleRateHz = 8) => {
  return { frame, samples: new Float32Array(samples), sampleRateHz };
};

test('what a frame completed: blocks add up, silence before the first audible sample counts over them', () => {
  const meter = new PieceMeter();
  meter.add(block(0, [0, 0]));
  meter.add(block(0, [0, 0.5, 0]));
  meter.add(block(2, [0, 0]));
  expect(meter.take(0)).toEqual({ seconds: 0.625, audibleS: 0.375, clippedRuns: 0 });
  expect(meter.take(1)).toEqual({ seconds: 0, audibleS: null, clippedRuns: 0 });
  expect(meter.take(2)).toEqual({ seconds: 0.25, audibleS: null, clippedRuns: 0 });
});

test('a run of three samples at full scale is clipping, over two blocks too, and counts once', () => {
  const meter = new PieceMeter();
  meter.add(block(0, [1, 1, 0.2, 1, 1]));
  meter.add(block(1, [-1, -1, -1, 0, 1, 1, 1]));
  expect([meter.take(0).clippedRuns, meter.take(1).clippedRuns]).toEqual([0, 2]);
});
