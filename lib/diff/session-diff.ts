/** What two sessions differ in: plain data, safe to post. Texts are clipped and may be hostile: they are shown through `visible()`. */
import type { Span } from '../bytes/span.ts';
import type { Severity } from '../dialects/rule.ts';
import type { Unit } from '../timing/figure.ts';
import type { Tolerance } from './tolerance.ts';

export type Lane = 'connection' | 'sent' | 'received';

/**
 * Where a value stands on one side; `span` in the bytes of the frame, null where it has none there. `text` is what of it is around
 * the difference; `whole`: all of it, where that is more.
 */
export type FieldPlace = { text: string; seq: number; span: Span | null; whole?: string };
/** A field that is not the same; null on the side that does not have it. */
export type FieldDifference = { path: string; a: FieldPlace | null; b: FieldPlace | null };

/**
 * One event on one side: its entries, its time `t` as the log has it, and `offsetMs` from the start of its turn (`inTurn`), or of the
 * session where no turn had begun.
 */
export type EventPlace = {
  seq: number;
  last: number;
  frames: number;
  bytes: number;
  t: number;
  offsetMs: number;
  inTurn: boolean;
};

/** `moved`: the same event, out of the order it has on the other side. */
export type PairKind = 'same' | 'differs' | 'only-a' | 'only-b' | 'moved';
export type Pair = {
  kind: PairKind;
  lane: Lane;
  /** As the log calls it. */
  event: string;
  /** A text of it, clipped; empty for most. */
  what: string;
  a: EventPlace | null;
  b: EventPlace | null;
  fields: readonly FieldDifference[];
  /** Fields that differ beyond those listed. */
  moreFields: number;
  /** Its place in its turn differs beyond the tolerance. */
  otherTime: boolean;
};

export type TimingDifference = {
  id: string;
  label: string;
  /** Of each side, from 1; null for the session as a whole. */
  turn: { a: number; b: number } | null;
  unit: Unit;
  a: number | null;
  b: number | null;
  /** The two differ by more than the tolerance. */
  beyond: boolean;
};

export type SoundSummary = { seconds: number; samples: number; sampleRateHz: number; pieces: number; bytes: number };
export type FirstDifference = {
  /** Sample on each side, and its second. */
  sampleA: number;
  sampleB: number;
  secondA: number;
  secondB: number;
  /** How far apart the two samples are (full scale is 1), and the same in dBFS. */
  size: number;
  sizeDbfs: number;
};
/**
 * `same-bytes`: the encoded bytes are equal, joined; `same-samples`: they are not, but decode to the same. `other-rate`: samples of
 * different rates are not compared one by one. `beginning`: one is the beginning of the other.
 */
export type SoundKind =
  | 'none'
  | 'only-a'
  | 'only-b'
  | 'same-bytes'
  | 'same-samples'
  | 'beginning'
  | 'differs'
  | 'other-rate'
  | 'not-decoded';
export type SoundDifference = {
  kind: SoundKind;
  a: SoundSummary;
  b: SoundSummary;
  /** The pieces it came in are not of the same sizes. */
  rechunked: boolean;
  /** B's sound begins so many samples later than A's; negative: earlier. */
  lag: number;
  /** Samples compared at that offset, and those of them that differ. */
  compared: number;
  differing: number;
  first: FirstDifference | null;
  /** The greatest difference of all samples compared, in dBFS; null where nothing was compared, or all is equal. */
  mostDbfs: number | null;
};

/** A rule that fired more often on one side. Places are entries, the first ones. */
export type FindingDifference = {
  rule: string;
  severity: Severity;
  says: string;
  a: number;
  b: number;
  seqsA: readonly number[];
  seqsB: readonly number[];
};

export type SessionDiff = {
  tolerance: Tolerance;
  pairs: readonly Pair[];
  timing: readonly TimingDifference[];
  sound: SoundDifference;
  findings: readonly FindingDifference[];
  /** Pings and pongs, which are counted only. */
  controls: { a: number; b: number };
  /** Where events repeat too much to be aligned closely, a sentence each. */
  gaveUp: readonly { a: Span; b: Span }[];
  /** Comparisons that aligning took. */
  steps: number;
};
