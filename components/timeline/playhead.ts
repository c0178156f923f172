import type { Piece } from '@/lib/console/timeline-view.ts';

/**
 * Session time at which this second of the sound is, or would be, played. `pieces` are those in sight: null for a second that is in
 * none. What is heard now goes on a little beyond what is known of it.
 */
export function playheadMs(pieces: readonly Piece[], second: number): number | null {
  const piece = pieces.findLast(({ fromS, toS }) => second >= fromS && second < toS + aheadS);
  return piece === undefined ? null : piece.fromMs + (second - piece.fromS) * 1000;
}

const aheadS = 0.3;
