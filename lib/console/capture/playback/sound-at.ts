/** What of a session's sound an ideal player plays at a moment of it. */
import { prebufferMs } from '../../../player/player-model.ts';
import type { HeldSession } from '../held-session.ts';
import { idealPieces } from '../timeline-play.ts';

/** The audio frame that sounds then, and the second of the sound it begins with; null while nothing does. */
export function soundAt({ timing, track }: HeldSession, atMs: number): { seq: number; fromS: number } | null {
  const { sound } = track;
  for (const turn of timing.view().turns) {
    if (turn.firstAudioSeq === null) continue;
    let partS = sound.frame(sound.ordinalUpTo(turn.firstAudioSeq))?.fromS ?? 0;
    for (const log of turn.playouts) {
      const piece = idealPieces(log, partS, prebufferMs).find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
      partS += log.mediaMs / 1000;
      if (piece === undefined) continue;
      const frame = sound.frameAtSecond(piece.fromS + (atMs - piece.fromMs) / 1000);
      if (frame !== null) return { seq: frame.seq, fromS: frame.fromS };
    }
  }
  return null;
}
