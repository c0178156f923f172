/** By how much one sound begins later than another, to the sample. */
import { correlate } from '../audio/correlate.ts';

/** So much of both is looked at, and no offset beyond this is looked for. */
export const lookedAtS = 4;
const mostLagS = 1;
/** Coarse first: all offsets at about this rate, then those around the best one. */
const coarseHz = 8000;
const leastLikeness = 0.6;
/** Of their energy: what may be left when one is taken from the other. What encoders add is far less, other words far more. */
const mostLeft = 0.1;
/** Samples that decide between offsets that lie close together. */
const fineSamples = 48_000;

/**
 * Samples by which `y` begins later than `x` (negative: earlier), both of one rate; 0 where the two are not alike enough to tell, or
 * fit no better at any other offset.
 */
export function lagBetween(x: Float32Array, y: Float32Array, sampleRateHz: number): number {
  const step = Math.max(1, Math.floor(sampleRateHz / coarseHz));
  const coarse = { heardHz: sampleRateHz / step, referenceHz: sampleRateHz / step, mostLagS };
  const { peak, lag } = correlate(thinned(y, step), thinned(x, step), coarse);
  if (peak < leastLikeness) return 0;
  let best = { lag: 0, error: errorAt(x, y, 0) };
  for (let fine = (lag - 2) * step; fine <= (lag + 2) * step; fine++) {
    const error = errorAt(x, y, fine);
    if (error < best.error) best = { lag: fine, error };
  }
  return best.error <= mostLeft * energyAt(x, y, best.lag) ? best.lag : 0;
}

/** Mean of the squared difference when y is taken `lag` samples later; Infinity where too little of it is left to say. */
function errorAt(x: Float32Array, y: Float32Array, lag: number): number {
  const { from, count } = overlapAt(x, y, lag);
  if (count < Math.min(x.length, y.length, 1000)) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += ((x[i] ?? 0) - (y[i + lag] ?? 0)) ** 2;
  return sum / count;
}

/** Mean of the squares of both, over the same samples. */
function energyAt(x: Float32Array, y: Float32Array, lag: number): number {
  const { from, count } = overlapAt(x, y, lag);
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += ((x[i] ?? 0) ** 2 + (y[i + lag] ?? 0) ** 2) / 2;
  return sum / Math.max(1, count);
}

function overlapAt(x: Float32Array, y: Float32Array, lag: number) {
  const from = Math.max(0, -lag);
  return { from, count: Math.min(x.length - from, y.length - Math.max(0, lag), fineSamples) };
}

/** Means of `step` samples each. */
function thinned(samples: Float32Array, step: number): Float32Array {
  if (step === 1) return samples;
  const out = new Float32Array(Math.floor(samples.length / step));
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < step; j++) sum += samples[i * step + j] ?? 0;
    out[i] = sum / step;
  }
  return out;
}
