/** What is said when, as far as a server tells: its words, or its whole texts, placed in the sound of the session. */
import type { FrameLike, Reading } from './dialect.ts';

/** Seconds of a session's sound. */
export type SoundRange = { fromS: number; toS: number };

/** A word, or a text, and when it is heard. `seq`: the entry that told it last; `round` as in its reading. */
export type HeardWord = SoundRange & { text: string; seq: number; round: number };

/**
 * Where the sound of an entry's audio stands: its place in what was decoded. Null for an entry without audio, or one that is not
 * decoded yet.
 */
export type RangeOf = (seq: number) => SoundRange | null;

/** A fold over the frames of one socket, in order. Frames that tell nothing may be left out, those with audio may not. */
export type WordTrack = {
  /** True when `words` may answer differently from now on. Never throws. */
  take(seq: number, frame: FrameLike, reading: Reading): boolean;
  /** All words so far, in the order of the text. What has no place yet is left out. */
  words(rangeOf: RangeOf): HeardWord[];
};

/** One snapshot of a chunk of text: its words so far, in seconds from the chunk's own beginning. */
export type Alignment = {
  chunk: number;
  /** Where the chunk begins, in seconds of the round's sound. */
  offsetS: number;
  /** In the order of the text; ends do not come before starts. */
  segments: readonly { text: string; startS: number; endS: number }[];
  /** Seconds of the chunk's sound that the snapshot covers; 0 where it does not say. */
  durationS: number;
};
