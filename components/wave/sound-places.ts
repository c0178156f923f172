import type { SoundFrames, SoundMarker } from '@/lib/console/sound-view.ts';
import type { HeardWord } from '@/lib/dialects/word-track.ts';
import { partitionPoint } from '@/lib/session/partition-point.ts';

export type FramePlace = { index: number; seq: number; fromS: number; toS: number };

/** The frame that sounds at `second`: of several without sound, the one behind them. Null outside. */
export function frameAt(frames: SoundFrames | null, second: number): FramePlace | null {
  if (frames === null) return null;
  // A billionth for the rounding of seconds.
  const index = partitionPoint(frames.seqs.length, (i) => (frames.fromS[i] as number) <= second + 1e-9) - 1;
  if (index < 0 || second > (frames.toS[index] as number)) return null;
  const [seq, fromS, toS] = [frames.seqs[index], frames.fromS[index], frames.toS[index]] as [number, number, number];
  return { index, seq, fromS, toS };
}

export function wordAt(words: readonly HeardWord[], second: number): HeardWord | null {
  return words.findLast((word) => word.fromS <= second && second < word.toS) ?? null;
}

/** The marker nearest to `second`, at most `withinS` away. */
export function markerAt(markers: readonly SoundMarker[], second: number, withinS: number): SoundMarker | null {
  let best: SoundMarker | null = null;
  for (const marker of markers) {
    const away = Math.abs(marker.atS - second);
    if (away <= withinS && (best === null || away <= Math.abs(best.atS - second))) best = marker;
  }
  return best;
}
