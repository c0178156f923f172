/** Loudness of mono speech by ITU-R BS.1770-5: K-weighting, blocks of 400 ms every 100 ms, two gates. */
import { growFloat64 } from '../session/column.ts';

/** One second-order filter stage, a0 = 1. */
export type Biquad = { b0: number; b1: number; b2: number; a1: number; a2: number };

/**
 * The two stages of K-weighting at any rate: a shelf for the head's gain, then a high-pass. The standard tabulates 48 kHz only; these
 * are the analogue filters whose bilinear transform gives that table.
 */
export function kWeighting(sampleRateHz: number): [Biquad, Biquad] {
  const shelf = { hz: 1681.974450955533, gain: 10 ** (3.999843853973347 / 20), q: 0.7071752369554196 };
  const k = Math.tan((Math.PI * shelf.hz) / sampleRateHz);
  const band = shelf.gain ** 0.4996667741545416;
  const a0 = 1 + k / shelf.q + k * k;
  const high = { hz: 38.13547087602444, q: 0.5003270373238773 };
  const h = Math.tan((Math.PI * high.hz) / sampleRateHz);
  const c0 = 1 + h / high.q + h * h;
  return [
    {
      b0: (shelf.gain + (band * k) / shelf.q + k * k) / a0,
      b1: (2 * (k * k - shelf.gain)) / a0,
      b2: (shelf.gain - (band * k) / shelf.q + k * k) / a0,
      a1: (2 * (k * k - 1)) / a0,
      a2: (1 - k / shelf.q + k * k) / a0,
    },
    { b0: 1, b1: -2, b2: 1, a1: (2 * (h * h - 1)) / c0, a2: (1 - h / high.q + h * h) / c0 },
  ];
}

export type LoudnessMeter = {
  add(samples: Float32Array, sampleRateHz: number): void;
  /** Integrated loudness in LUFS; null when no block passes the gates. */
  integrated(): number | null;
  readonly stateBytes: number;
};

/** Blocks quieter than this never count. */
const absoluteGateLufs = -70;
/** Nor do those so far below the mean of the others. */
const relativeGateLu = -10;
const stepsPerBlock = 4;

const lufs = (meanSquare: number) => -0.691 + 10 * Math.log10(meanSquare);

/** A meter; 8 bytes for each 100 ms. A change of rate begins new blocks. */
export function loudnessMeter(): LoudnessMeter {
  /** Mean square of each whole block. */
  let blocks = new Float64Array(64);
  let count = 0;
  let rate = 0;
  let filters: [Biquad, Biquad] | null = null;
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  /** Sums of squares of the last whole 100 ms steps, and what of the present one there is. */
  let steps: number[] = [];
  let sum = 0;
  let inStep = 0;
  let stepSamples = 0;

  const begin = (sampleRateHz: number) => {
    rate = sampleRateHz;
    filters = kWeighting(sampleRateHz);
    [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
    steps = [];
    sum = 0;
    inStep = 0;
    stepSamples = Math.round(sampleRateHz / 10);
  };
  const endStep = () => {
    steps.push(sum);
    sum = 0;
    inStep = 0;
    if (steps.length > stepsPerBlock) steps.shift();
    if (steps.length < stepsPerBlock) return;
    if (count === blocks.length) blocks = growFloat64(blocks);
    blocks[count++] = steps.reduce((all, one) => all + one, 0) / (stepsPerBlock * stepSamples);
  };
  /** Mean of the blocks above `gate`; NaN when there is none. */
  const meanAbove = (gate: number) => {
    let total = 0;
    let passed = 0;
    for (let i = 0; i < count; i++) {
      const block = blocks[i] as number;
      if (lufs(block) <= gate) continue;
      total += block;
      passed++;
    }
    return total / passed;
  };
  return {
    add(samples, sampleRateHz) {
      if (sampleRateHz !== rate) begin(sampleRateHz);
      const [shelf, high] = filters as [Biquad, Biquad];
      for (let i = 0; i < samples.length; i++) {
        const x = samples[i] as number;
        const y = shelf.b0 * x + shelf.b1 * x1 + shelf.b2 * x2 - shelf.a1 * y1 - shelf.a2 * y2;
        const z = y - 2 * y1 + y2 - high.a1 * z1 - high.a2 * z2;
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = y;
        z2 = z1;
        z1 = z;
        sum += z * z;
        if (++inStep === stepSamples) endStep();
      }
    },
    integrated() {
      const loud = meanAbove(absoluteGateLufs);
      if (Number.isNaN(loud)) return null;
      return lufs(meanAbove(Math.max(absoluteGateLufs, lufs(loud) + relativeGateLu)));
    },
    get stateBytes() {
      return 8 * blocks.length;
    },
  };
}
