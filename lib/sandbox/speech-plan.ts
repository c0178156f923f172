/**
 * The plan of a reply: how its bytes are cut into frames and when each is due. It follows from seed and input alone, so that
 * the same input gives the same frames and the same `time` values, whatever the machine is doing.
 */
import { seededRandom } from '../bytes/seeded-random.ts';
import type { Switches } from './switches.ts';
import type { Spoken } from './voice.ts';

export type Latency = 'low' | 'normal' | 'balanced';

/** `gapMs`: so long after the piece before it was due. `timeMs`: planned time since the session's start, as if nobody paused. */
export type Piece = { bytes: Uint8Array; gapMs: number; timeMs: number };

export type SpeechPlan = {
  /** Pieces of one unit. `opens`: the unit is the first after a flush, so the first-audio wait comes before it. */
  cut(spoken: Spoken, opens: boolean): Piece[];
  /** What the end of the stream added, as one piece; null for nothing. */
  tail(spoken: Spoken): Piece | null;
  /** Planned milliseconds so far. */
  timeMs(): number;
  /** From asking for a unit to its first piece, at least. */
  firstAudioMs: number;
};

const firstAudio = {
  low: 'firstAudioLowMs',
  balanced: 'firstAudioBalancedMs',
  normal: 'firstAudioNormalMs',
} as const satisfies Record<Latency, keyof Switches>;
// Piece lengths as seen by others (protocol notes T6).
const firstPieceMs = 460;
const pieceMs = 250;
/** Frames that arrive back to back break one client in daily use (protocol notes A8, P2). */
export const smallestGapMs = 5;
/** Pieces up to this size are thrown away as noise by another one (T7): joined to the piece before. */
const smallestPiece = 1200;

/** Sizes in order, then from the first again; null where none are set. One for a connection: its sessions go on in the list. */
export type SizeList = { next(): number } | null;

export function sizeList({ chunkBytes }: Pick<Switches, 'chunkBytes'>): SizeList {
  let at = 0;
  return chunkBytes.length === 0 ? null : { next: () => chunkBytes[at++ % chunkBytes.length] as number };
}

/** `aligned`: cut only at whole 16-bit samples (pcm and wav), unless `sizes` asks for odd ones. */
export function speechPlan(
  switches: Switches,
  latency: Latency,
  aligned: boolean,
  sizes: SizeList = sizeList(switches),
): SpeechPlan {
  const random = seededRandom(`${switches.seed}/pieces`);
  // Drawn apart from the cut of the pieces, which stays the same with it and without.
  const drawnMs = switches.firstAudioJitterMs * seededRandom(`${switches.seed}/first audio`)();
  const firstAudioMs = (switches.firstAudioMs ?? switches[firstAudio[latency]]) * switches.latencyScale + drawnMs;
  let timeMs = 0;
  let gapMs = 0;

  const sizeOf = (spoken: Spoken, ms: number): number => {
    if (sizes !== null) return sizes.next();
    const jitter = 0.85 + 0.3 * random();
    const size = Math.round((spoken.bytes.length * ms * jitter) / Math.max(spoken.audioMs, 1));
    return Math.max(smallestPiece, aligned ? size - (size % 2) : size);
  };

  const piece = (bytes: Uint8Array, audioMs: number, opens: boolean): Piece => {
    const made: Piece = { bytes, gapMs, timeMs: 0 };
    timeMs += opens ? firstAudioMs : gapMs;
    made.timeMs = Math.round(timeMs);
    gapMs = Math.max(smallestGapMs, audioMs * switches.pace);
    return made;
  };

  return {
    firstAudioMs,
    timeMs: () => Math.round(timeMs),
    cut(spoken, opens) {
      const { bytes, audioMs } = spoken;
      const pieces: Piece[] = [];
      let at = 0;
      while (at < bytes.length) {
        const first = opens && at === 0;
        let end = Math.min(bytes.length, at + sizeOf(spoken, first ? firstPieceMs : pieceMs));
        if (sizes === null && bytes.length - end < smallestPiece) end = bytes.length;
        pieces.push(piece(bytes.slice(at, end), (audioMs * (end - at)) / bytes.length, first));
        at = end;
      }
      return pieces;
    },
    tail(spoken) {
      if (spoken.bytes.length === 0) return null;
      sizes?.next(); // it is a piece of its own, whatever its size
      return piece(spoken.bytes, spoken.audioMs, false);
    },
  };
}
