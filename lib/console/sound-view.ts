/** What the page asks of, and is told about, the sound of the session on show. Plain data. Seconds count over all of its sound. */
import type { AudioFormat } from '../dialects/dialect.ts';
import type { HeardWord } from '../dialects/word-track.ts';
import type { Direction } from '../session/entry.ts';

/**
 * The stretch of sound that is looked at. `toS` may be Infinity: up to the end, which moves while sound arrives; with a negative
 * `fromS` besides, the last so many seconds. `pairs`: how many columns are drawn.
 */
export type SoundAsk = { fromS: number; toS: number; pairs: number; spectrogram: boolean };

/** Audio frames, side by side: frame i is of entry `seqs[i]` and sounds from `fromS[i]` to `toS[i]`. */
export type SoundFrames = {
  seqs: Uint32Array<ArrayBuffer>;
  fromS: Float64Array<ArrayBuffer>;
  toS: Float64Array<ArrayBuffer>;
};

/** Something sent or received that is no audio, at the end of the sound that had come by then. */
export type SoundMarker = { seq: number; atS: number; dir: Direction; event: string };

/** One stream of the session: from its start to its finish. */
export type SoundStream = { index: number; format: AudioFormat; startS: number; seconds: number; sampleRateHz: number };

/** Of everything decoded so far. */
export type SoundFigures = {
  leadingSilenceS: number;
  trailingSilenceS: number;
  pauseCount: number;
  longestPause: { fromS: number; toS: number } | null;
  clipCount: number;
  clippedSamples: number;
  /** -Infinity for digital silence. */
  peakDbfs: number;
  /** Null for what is too short, or silent. */
  loudnessLufs: number | null;
};

/** What hears alike stands alike far apart: mel of a frequency. */
export const melOf = (hz: number) => 1127 * Math.log(1 + hz / 700);

/**
 * Levels of the window: `columns` times `bins` values, dB above `quietestDb`. The bins of a column go from 0 to `topHz` in equal steps
 * of mel.
 */
export type SoundSpectrum = {
  fromS: number;
  toS: number;
  columns: number;
  bins: number;
  topHz: number;
  quietestDb: number;
  levels: Uint8Array<ArrayBuffer>;
};

export type SoundView = {
  session: string;
  /** Decoded so far, and whether more may come. */
  seconds: number;
  live: boolean;
  sampleRateHz: number;
  /** Those in the window, at most `mostStreams`; how many there are in all, and the last of them: null before the first. */
  streams: readonly SoundStream[];
  streamCount: number;
  lastStream: SoundStream | null;
  /** The stretch that all of the following is of. */
  fromS: number;
  toS: number;
  /** `pairs` pairs [least, greatest]. */
  peaks: Float32Array<ArrayBuffer>;
  /** How many frames lie in the window; null in place of themselves when they are more than `mostFrames`. */
  frameCount: number;
  frames: SoundFrames | null;
  markers: readonly SoundMarker[];
  /** Markers in the window beyond `mostMarkers`. */
  moreMarkers: number;
  words: readonly HeardWord[];
  /** Words in the window beyond `mostWords`; in the whole session. */
  moreWords: number;
  allWords: number;
  /** Stretches at full scale in the window, the first few. */
  clips: readonly { fromS: number; toS: number }[];
  /** Where the selected entry's audio sounds; null for none. */
  selected: { seq: number; fromS: number; toS: number } | null;
  figures: SoundFigures;
  /** Null when it was not asked for, or is still on its way; `too-long` for more than `longestSpectrumS`. */
  spectrum: SoundSpectrum | 'too-long' | null;
};

export const mostFrames = 2000;
export const mostMarkers = 400;
export const mostStreams = 400;
export const mostWords = 400;
export const mostClips = 200;
export const longestSpectrumS = 120;

/** What is saved of a sound: the bytes of its frames as they came, or its samples as a WAV file. */
export type SavedAs = 'received' | 'wav';
