/** What timing says of one session: plain data, safe to post from worker to page. All times are session time in ms. */
import type { Price } from '../dialects/dialect.ts';
import type { Blame, BlamedParty } from './blame.ts';
import type { Figure } from './figure.ts';
import type { PlayoutLog } from './playout.ts';
import type { Wrong } from './wrong.ts';

/**
 * What ended a turn. `silence` (no audio for `turnIdleMs` after a flush) is told from the outside, and taken back when audio
 * goes on; `interruption` is the next text while audio still came; null while the turn is open.
 */
export type TurnEnd = 'done' | 'silence' | 'interruption' | 'cancel' | 'start' | 'error' | 'close' | null;

/**
 * How it was told which audio is still of the interrupted turn: named by the protocol; by a pause; or, without one, by the lengths of
 * both texts, and while the second is not over, by the time the server took for its quickest answer in this session. Both of these are
 * about right and no more.
 */
export type BoundaryBy = 'done' | 'pause' | 'length' | 'answer';

export type FlushView = {
  seq: number;
  tMs: number;
  /** UTF-8 bytes of text since the flush before. */
  textBytes: number;
  /** From this flush to the next audio byte; null while none came, or where it came only after the next flush. */
  firstByteMs: number | null;
};

export type AfterInterruption = {
  /** The text, or the cancel, that interrupted. */
  seq: number;
  tMs: number;
  frames: number;
  bytes: number;
  /** Null until all of it is decoded. */
  seconds: number | null;
  toldBy: BoundaryBy;
};

export type TurnView = {
  /** From 1. */
  index: number;
  /** Round of the protocol (start to finish) it belongs to. */
  round: number;
  /** First text, and the last entry that belongs to the turn. */
  fromSeq: number;
  toSeq: number;
  /** When the first text was sent: zero of the turn's figures. */
  t0Ms: number;
  /** When its text was first asked for (flush or stop; the text itself where a protocol has no flush); null while it was not. */
  askedMs: number | null;
  /** Since when its first audio was due: it was asked for, and no other audio came any more; null while it was not asked for. */
  dueMs: number | null;
  /** Last thing that belongs to the turn: audio, text, or the end the server told. */
  endMs: number;
  endedBy: TurnEnd;
  texts: number;
  textBytes: number;
  /** Code points. */
  textCharacters: number;
  flushes: readonly FlushView[];
  /** Audio events with bytes. */
  frames: number;
  audioBytes: number;
  /** Null where no audio of the turn is decoded; `decoded` says whether all of it is. */
  seconds: number | null;
  decoded: boolean;
  firstAudioSeq: number | null;
  /** From `t0Ms`; null where it did not happen, or cannot be told yet. */
  firstByteMs: number | null;
  firstPlayableMs: number | null;
  firstAudibleMs: number | null;
  firstHeardMs: number | null;
  /** Its longest gap, see `gapWords`. */
  longestGapMs: number | null;
  /** Longest silence before the first audible sample of the turn, ms of audio; null where it cannot be told yet. */
  leadingSilenceMs: number | null;
  /** Samples at full scale in runs, as decoding told; 0 where nothing was told. */
  clippedRuns: number;
  /** Null for a turn that was not interrupted. */
  interrupted: AfterInterruption | null;
  figures: readonly Figure[];
  /** For `stallsFor`, `enoughMs`: what an ideal player would have met; parts where it rested in between, since nothing was due. */
  playouts: readonly PlayoutLog[];
};

/** Audio that came slower than it plays: the slowest turn, its real-time factor, and how many turns were slow. */
export type Slow = { turn: number; turns: number; factor: number; by: BlamedParty };

export type TimingView = {
  /** Rises with everything taken. */
  version: number;
  /** Session time known so far. */
  untilMs: number;
  /** The record is complete. */
  over: boolean;
  /** Of the connection, and of the session as a whole (first audio: of its first turn with audio). */
  figures: readonly Figure[];
  turns: readonly TurnView[];
  /** Arrivals that were late, and times the player starved, each with whom to blame. In order of time. */
  blames: readonly Blame[];
  /** Null where all of it came as fast as it plays. */
  slow: Slow | null;
  /** What went wrong with the connection, in order. */
  wrong: readonly Wrong[];
  /** What the service's list says the text of this connection costs; null where it says nothing. */
  price: Price | null;
};
