/** What the animation frames of a page say of it. */
import type { Arrival, Painted } from '../tools/paint-probe.ts';

/** Two animation frames, and the roundness of their stamps. */
export const gapMs = 34;

/** The value that one of a hundred is beyond. NaN for none. */
export function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN;
}

/** How long each gap between two animation frames is that is too long. */
export function gapsOf(frames: readonly number[]): number[] {
  return frames.flatMap((at, i) => {
    const gap = i === 0 ? 0 : at - (frames[i - 1] as number);
    return gap > gapMs ? [gap] : [];
  });
}

/** For each batch how long it took until its last entry, or a later one, was in sight. What never was is not among them. */
export function delaysOf(arrivals: readonly Arrival[], painted: readonly Painted[]): number[] {
  const delays: number[] = [];
  let next = 0;
  for (const { seq, at } of arrivals) {
    while (next < painted.length && (painted[next] as Painted).seq < seq) next++;
    const shown = painted[next];
    if (shown === undefined) break;
    delays.push(shown.at - at);
  }
  return delays;
}

/** How much later than the quickest each batch came, by the recorder's stamps: what waits between there and here. */
export function lagsOf(arrivals: readonly Arrival[]): number[] {
  const offsets = arrivals.map(({ at, t }) => at - t);
  const least = offsets.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return offsets.map((offset) => offset - least);
}
