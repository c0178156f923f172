/** Streaming change of sample rate by a windowed sinc, for outputs that cannot run at the stream's rate. */

export type Resampler = {
  /** The samples that these make certain; the rest waits for what follows. */
  push(samples: Float32Array): Float32Array<ArrayBuffer>;
  /** The tail. In all, round(samples in * to / from) samples come out. */
  end(): Float32Array<ArrayBuffer>;
};

/** Zero crossings on each side: about 90 dB with the window below. */
const reach = 32;
const kaiserBeta = 9;

/** A resampler from `fromHz` to `toHz` (both > 0). Linear phase, no delay: sample n stands at time n / toHz. */
export function resampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { push: (samples) => samples.slice(), end: () => new Float32Array(0) };
  const step = fromHz / toHz;
  // Going down, the sinc widens so that what lies above the new half rate is left out.
  const scale = Math.min(1, toHz / fromHz);
  const half = Math.ceil(reach / scale);
  const taper = kaiser(2048);
  let held = new Float32Array(half);
  /** Input index of held[0]; the stream is preceded by silence. */
  let base = -half;
  let received = 0;
  let made = 0;

  const kernel = (distance: number) => {
    const x = Math.abs(distance) / half;
    if (x >= 1) return 0;
    const t = distance * scale;
    const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
    const at = x * (taper.length - 1);
    const i = Math.floor(at);
    const low = taper[i] ?? 0;
    return sinc * scale * (low + ((taper[i + 1] ?? low) - low) * (at - i));
  };
  const makeUpTo = (count: number) => {
    const out = new Float32Array(Math.max(0, count - made));
    for (let n = 0; n < out.length; n++) {
      const center = (made + n) * step;
      const from = Math.max(base, Math.ceil(center - half));
      const to = Math.min(base + held.length - 1, Math.floor(center + half));
      let sum = 0;
      for (let i = from; i <= to; i++) sum += (held[i - base] ?? 0) * kernel(center - i);
      out[n] = sum;
    }
    made += out.length;
    const keepFrom = Math.max(base, Math.floor(made * step) - half);
    held = held.slice(keepFrom - base);
    base = keepFrom;
    return out;
  };
  return {
    push(samples) {
      const joined = new Float32Array(held.length + samples.length);
      joined.set(held);
      joined.set(samples, held.length);
      held = joined;
      received += samples.length;
      return makeUpTo(Math.max(made, Math.floor((received - half) / step)));
    },
    end: () => makeUpTo(Math.round(received / step)),
  };
}

/** Half a Kaiser window, from its middle (1) to its edge. */
function kaiser(size: number): Float64Array {
  const bessel = (x: number) => {
    let sum = 1;
    let term = 1;
    for (let k = 1; k < 40; k++) {
      term *= (x / (2 * k)) ** 2;
      sum += term;
    }
    return sum;
  };
  const top = bessel(kaiserBeta);
  return Float64Array.from({ length: size }, (_, i) => bessel(kaiserBeta * Math.sqrt(1 - (i / (size - 1)) ** 2)) / top);
}

/** A whole block at once. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array<ArrayBuffer> {
  const stream = resampler(fromHz, toHz);
  const head = stream.push(samples);
  const tail = stream.end();
  const all = new Float32Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
