/** Sample rate conversion by windowed sinc: exact ratio, length rounded up, edges as if silence stood around. */

const lobes = 24;

/** `from` and `to` in Hz, whole numbers. Output has ceil(length * to / from) samples. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples.slice();
  const divisor = gcd(from, to);
  const up = to / divisor;
  const down = from / divisor;
  // Below the lower of both Nyquist frequencies, a little earlier for the window's slope.
  const cutoff = Math.min(1, to / from) * 0.95;
  const reach = Math.ceil(lobes / cutoff);
  const taps = 2 * reach;
  const kernels: (Float32Array | undefined)[] = new Array(up);
  const out = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let n = 0; n < out.length; n++) {
    const position = n * down;
    const phase = position % up;
    const centre = (position - phase) / up;
    kernels[phase] ??= kernel(phase / up, cutoff, reach);
    const weights = kernels[phase] as Float32Array;
    const first = centre - reach + 1;
    const low = Math.max(0, -first);
    const high = Math.min(taps, samples.length - first);
    let sum = 0;
    for (let k = low; k < high; k++) sum += (weights[k] as number) * (samples[first + k] as number);
    out[n] = sum;
  }
  return out;
}

/** Weights of the samples around a place `fraction` after one of them; they add up to 1, so that a constant stays what it is. */
function kernel(fraction: number, cutoff: number, reach: number): Float32Array {
  const weights = new Float32Array(2 * reach);
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    const x = k - reach + 1 - fraction;
    const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / reach) + 0.08 * Math.cos((2 * Math.PI * x) / reach);
    const weight = (x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x)) * window;
    weights[k] = weight;
    sum += weight;
  }
  for (let k = 0; k < weights.length; k++) weights[k] = (weights[k] as number) / sum;
  return weights;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
