/** How alike two sounds are, wherever one begins in the other. */
import { fft } from './fft.ts';
import { resample } from './resample.ts';

export type Likeness = {
  /** Normalised cross-correlation at the best lag: 1 for equal up to volume, 0 for unrelated. */
  peak: number;
  /** Samples (at `heard`'s rate) by which `reference` begins later in `heard`; negative when it begins before it. */
  lag: number;
  /** Samples compared at that lag. */
  overlap: number;
};

/** Rates may differ: the reference is resampled. `mostLagS`: no lag beyond it, either way, is looked at. */
export type CorrelateOptions = { heardHz: number; referenceHz: number; mostLagS?: number };

/**
 * Finds `reference` in `heard`: normalised cross-correlation over every lag, by FFT (10 s at 44.1 kHz in under a second; with few
 * lags in memory that does not grow). Each lag is normalised by the energy of the stretch of `heard` it covers and of the whole
 * reference, so a part that is missing counts against it.
 */
export function correlate(heard: Float32Array, reference: Float32Array, options?: CorrelateOptions): Likeness {
  const differ = options !== undefined && options.heardHz !== options.referenceHz;
  const wanted = differ ? resample(reference, options.referenceHz, options.heardHz) : reference;
  if (heard.length === 0 || wanted.length === 0) return { peak: 0, lag: 0, overlap: 0 };
  const most = Math.round((options?.mostLagS ?? Number.POSITIVE_INFINITY) * (options?.heardHz ?? 1));
  const first = Math.max(1 - wanted.length, -most);
  const last = Math.min(heard.length - 1, most);
  const products = crossProducts(heard, wanted, first, last);
  const energy = new Float64Array(heard.length + 1);
  for (let i = 0; i < heard.length; i++) energy[i + 1] = (energy[i] ?? 0) + (heard[i] ?? 0) ** 2;
  let wantedEnergy = 0;
  for (const value of wanted) wantedEnergy += value * value;
  const best: Likeness = { peak: 0, lag: 0, overlap: 0 };
  for (let lag = first; lag <= last; lag++) {
    const from = Math.max(0, lag);
    const to = Math.min(heard.length, lag + wanted.length);
    const covered = (energy[to] ?? 0) - (energy[from] ?? 0);
    const scale = Math.sqrt(covered * wantedEnergy);
    if (scale <= 1e-9) continue;
    const product = products[lag - first] ?? 0;
    if (product / scale > best.peak) Object.assign(best, { peak: product / scale, lag, overlap: to - from });
  }
  return best;
}

/** Samples of the reference that are transformed at one go, unless the lags ask for more. */
const leastBlock = 1 << 16;

/** sum(heard[i + lag] * reference[i]) for the lags `first` to `last`, block by block of the reference. */
function crossProducts(heard: Float32Array, reference: Float32Array, first: number, last: number): Float64Array {
  const lags = last - first + 1;
  const block = Math.min(reference.length, Math.max(leastBlock, lags));
  let size = 1;
  while (size < block + lags - 1) size *= 2;
  const sums = new Float64Array(lags);
  for (let at = 0; at < reference.length; at += block) {
    // Both real signals share one complex transform: heard as its real part, reference as its imaginary part.
    const re = new Float64Array(size);
    const im = new Float64Array(size);
    const count = Math.min(block, reference.length - at);
    for (let i = 0; i < count + lags - 1; i++) re[i] = heard[at + first + i] ?? 0;
    for (let i = 0; i < count; i++) im[i] = reference[at + i] ?? 0;
    fft(re, im);
    const products = productsOf(re, im);
    for (let k = 0; k < lags; k++) sums[k] = (sums[k] ?? 0) + (products[k] ?? 0);
  }
  return sums;
}

/** From the transform of a + ib to the sums over a[i + k] * b[i], circular in k. */
function productsOf(re: Float64Array, im: Float64Array): Float64Array {
  const size = re.length;
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
