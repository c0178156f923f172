/**
 * Looks for many byte sequences at once, skipping (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994, with
 * blocks of two bytes): a frame without a secret is passed over with one table look-up every few bytes.
 */
import type { Needle } from './needles.ts';

export type Hit = { start: number; end: number; index: number };

export type NeedleSearch = {
  /** First hit at or after `from`, the longest where several begin there; null for none. Pass the same bytes on to go on. */
  next(bytes: Uint8Array, from: number): Hit | null;
};

export function openNeedleSearch(needles: readonly Needle[]): NeedleSearch {
  // All needles are compared by their first `window` bytes; the table says how far the window may move.
  const window = Math.min(...needles.map((n) => n.bytes.length), 250);
  const shift = new Uint8Array(65_536).fill(window - 1);
  const byLastPair = new Map<number, number[]>();
  needles.forEach(({ bytes }, index) => {
    for (let i = 1; i < window; i++) {
      const pair = ((bytes[i - 1] as number) << 8) | (bytes[i] as number);
      shift[pair] = Math.min(shift[pair] as number, window - 1 - i);
      if (i === window - 1) byLastPair.set(pair, [...(byLastPair.get(pair) ?? []), index]);
    }
  });

  const longestAt = (bytes: Uint8Array, start: number, candidates: readonly number[]): Hit | null => {
    let best: Hit | null = null;
    for (const index of candidates) {
      const needle = (needles[index] as Needle).bytes;
      const end = start + needle.length;
      if (end > bytes.length || (best !== null && end <= best.end)) continue;
      let i = 0;
      while (i < needle.length && needle[i] === bytes[start + i]) i++;
      if (i === needle.length) best = { start, end, index };
    }
    return best;
  };

  return {
    next(bytes, from) {
      let at = from + window - 1;
      while (at < bytes.length) {
        const pair = ((bytes[at - 1] as number) << 8) | (bytes[at] as number);
        const step = shift[pair] as number;
        if (step > 0) {
          at += step;
          continue;
        }
        const hit = longestAt(bytes, at - window + 1, byLastPair.get(pair) as number[]);
        if (hit !== null) return hit;
        at++;
      }
      return null;
    },
  };
}
