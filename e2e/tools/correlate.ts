/** How alike two sounds are, wherever one begins in the other. */
import { resample } from '@/lib/audio/resample.ts';

export type Likeness = {
  /** Normalised cross-correlation at the best lag: 1 for equal up to volume, 0 for unrelated. */
  peak: number;
  /** Samples (at `heard`'s rate) by which `reference` begins later in `heard`; negative when it begins before it. */
  lag: number;
  /** Samples compared at that lag. */
  overlap: number;
};

/**
 * Finds `reference` in `heard`: normalised cross-correlation over every lag, by FFT (10 s at 44.1 kHz in under a second).
 * Each lag is normalised by the energy of the stretch of `heard` it covers and of the whole reference, so a part that is
 * missing counts against it. Rates may differ: the reference is resampled.
 */
export function correlate(
  heard: Float32Array,
  reference: Float32Array,
  rates?: { heardHz: number; referenceHz: number },
): Likeness {
  const wanted =
    rates && rates.heardHz !== rates.referenceHz ? resample(reference, rates.referenceHz, rates.heardHz) : reference;
  if (heard.length === 0 || wanted.length === 0) return { peak: 0, lag: 0, overlap: 0 };
  const products = crossProducts(heard, wanted);
  const energy = new Float64Array(heard.length + 1);
  for (let i = 0; i < heard.length; i++) energy[i + 1] = (energy[i] ?? 0) + (heard[i] ?? 0) ** 2;
  let wantedEnergy = 0;
  for (const value of wanted) wantedEnergy += value * value;
  const best: Likeness = { peak: 0, lag: 0, overlap: 0 };
  for (let lag = 1 - wanted.length; lag < heard.length; lag++) {
    const from = Math.max(0, lag);
    const to = Math.min(heard.length, lag + wanted.length);
    const covered = (energy[to] ?? 0) - (energy[from] ?? 0);
    const scale = Math.sqrt(covered * wantedEnergy);
    if (scale <= 1e-9) continue;
    const product = products[lag < 0 ? products.length + lag : lag] ?? 0;
    if (product / scale > best.peak) Object.assign(best, { peak: product / scale, lag, overlap: to - from });
  }
  return best;
}

/** Root of the mean square. */
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** sum(heard[i + lag] * reference[i]) for every lag, circular; negative lags stand at the end. */
function crossProducts(heard: Float32Array, reference: Float32Array): Float64Array {
  let size = 1;
  while (size < heard.length + reference.length) size *= 2;
  // Both real signals share one complex transform: heard as its real part, reference as its imaginary part.
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  re.set(heard);
  im.set(reference);
  fft(re, im);
  const outRe = new Float64Array(size);
  const outIm = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const j = (size - k) & (size - 1);
    const [ar, ai, br, bi] = [re[k] ?? 0, im[k] ?? 0, re[j] ?? 0, im[j] ?? 0];
    const [hr, hi] = [(ar + br) / 2, (ai - bi) / 2];
    const [rr, ri] = [(ai + bi) / 2, (br - ar) / 2];
    outRe[k] = hr * rr + hi * ri;
    // Conjugated, so that a forward transform serves as the inverse one.
    outIm[k] = -(hi * rr - hr * ri);
  }
  fft(outRe, outIm);
  for (let i = 0; i < size; i++) outRe[i] = (outRe[i] ?? 0) / size;
  return outRe;
}

/** In place, radix 2, forward. */
function fft(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j] as number, re[i] as number];
      [im[i], im[j]] = [im[j] as number, im[i] as number];
    }
  }
  for (let half = 1; half < size; half *= 2) {
    const cos = new Float64Array(half);
    const sin = new Float64Array(half);
    for (let k = 0; k < half; k++) {
      cos[k] = Math.cos((-Math.PI * k) / half);
      sin[k] = Math.sin((-Math.PI * k) / half);
    }
    for (let from = 0; from < size; from += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = from + k;
        const b = a + half;
        const [c, s, br, bi] = [cos[k] as number, sin[k] as number, re[b] as number, im[b] as number];
        const tr = br * c - bi * s;
        const ti = br * s + bi * c;
        re[b] = (re[a] as number) - tr;
        im[b] = (im[a] as number) - ti;
        re[a] = (re[a] as number) + tr;
        im[a] = (im[a] as number) + ti;
      }
    }
  }
}
