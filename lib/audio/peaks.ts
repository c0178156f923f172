/** The outline of a sound: least and greatest sample of equal stretches. */

/**
 * `count` pairs [min, max, min, max, ...] over `samples`; fewer pairs when there are fewer samples than `count`, none for
 * an empty block. Values are the samples' own, -1..1 for unclipped sound.
 */
export function peaks(samples: Float32Array, count: number): Float32Array<ArrayBuffer> {
  const pairs = Math.max(0, Math.min(count, samples.length));
  const out = new Float32Array(pairs * 2);
  for (let pair = 0; pair < pairs; pair++) {
    const from = Math.floor((pair * samples.length) / pairs);
    const to = Math.floor(((pair + 1) * samples.length) / pairs);
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) {
      const value = samples[i] ?? 0;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    out[pair * 2] = min;
    out[pair * 2 + 1] = max;
  }
  return out;
}
