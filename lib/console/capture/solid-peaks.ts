/** Peaks so close that each column holds a part of one wave only, and so far that no wave can be seen: drawn, they would be a comb. */

/** One wave of a low voice: 100 Hz. */
const waveS = 0.01;
/** Columns from which on a wave is seen as one. */
const seenColumns = 16;

/**
 * Pairs [least, greatest] of columns that last `columnS` seconds, each widened to one wave around it where that is longer than the
 * column; the same array where columns hold whole waves, or where they show each wave.
 */
export function solidPeaks(pairs: Float32Array<ArrayBuffer>, columnS: number): Float32Array<ArrayBuffer> {
  if (!(columnS > 0) || columnS * seenColumns <= waveS) return pairs;
  const beside = Math.ceil((waveS / columnS - 1) / 2);
  if (beside <= 0) return pairs;
  const out = new Float32Array(pairs.length);
  const count = pairs.length / 2;
  for (let at = 0; at < count; at++) {
    let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = Math.max(0, at - beside); i <= Math.min(count - 1, at + beside); i++) {
      min = Math.min(min, pairs[2 * i] as number);
      max = Math.max(max, pairs[2 * i + 1] as number);
    }
    out[2 * at] = min;
    out[2 * at + 1] = max;
  }
  return out;
}
