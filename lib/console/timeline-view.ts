/** What the page asks of, and is told about, the timeline of the session on show. Plain data; session time in ms unless it says S. */
import type { Severity } from '../dialects/rule.ts';
import type { BlamedParty } from '../timing/blame.ts';
import type { TurnEnd } from '../timing/timing-view.ts';

/** Lanes whose events are entries; audio frames stand in `received` and, by what they carry, in `audio` too. */
export type EntryLane = 'sent' | 'received' | 'audio';
export const laneIds = ['turns', 'sent', 'received', 'audio', 'buffer', 'playback', 'notes'] as const;
export type LaneId = (typeof laneIds)[number];

/** So many steps from the selected entry; or at a moment, where an entry by itself is not farther than `withinMs` from it. */
export type LanePlace = { step: number } | { atMs: number; withinMs: number };

/** From `fromMs` on, before `toMs`. */
export type Stretch = { fromMs: number; toMs: number };

export type TimelineAsk = Stretch & {
  /** `all`: whatever there is; `end`: as long a stretch as asked for, at the end, which moves while the session is live. */
  show: 'all' | 'end' | 'window';
  /** Pixel columns to be drawn. */
  columns: number;
  /** Sound that an ideal player waits for before it begins. */
  prebufferMs: number;
  /** Of which the figures are wanted. */
  area: Stretch | null;
  /** Whether `rows` are wanted. */
  rows: boolean;
  /** Not more often than once a second. */
  calm: boolean;
};

export type LaneEvent = { seq: number; t: number; bytes: number; kind: string; isBad: boolean };

/** One value for each pixel column: entries, their bytes, and the first of them (0 for none). */
export type LaneColumns = {
  counts: Uint32Array<ArrayBuffer>;
  bytes: Float64Array<ArrayBuffer>;
  first: Uint32Array<ArrayBuffer>;
};

/** `count` is of the whole session, `inSight` of the window; there either each event is told, or each column. */
export type Lane = { count: number; inSight: number } & (
  | { events: readonly LaneEvent[]; columns: null }
  | { events: null; columns: LaneColumns }
);

export type TurnBand = Stretch & { index: number; seq: number; endedBy: TurnEnd; words: string };

/** Sound [fromS, toS) of the session in this stretch of time: as it was heard, or as an ideal player would play what came. */
export type Piece = Stretch & { fromS: number; toS: number; by: 'heard' | 'ideal' };
export type DrawnPiece = Piece & {
  /** Pairs [least, greatest] over the part of it that is in sight, which begins at `seenMs`. */
  peaks: Float32Array<ArrayBuffer>;
  seenMs: number;
  seenToMs: number;
};
export type TimedWord = Stretch & { text: string; seq: number };

export type BufferLine = {
  /** [time, ms of sound that wait, ...] in order of time; NaN begins a new line. */
  ideal: Float64Array<ArrayBuffer>;
  real: Float64Array<ArrayBuffer>;
  /** The ideal player has nothing to play: the first few in sight, and how many are. */
  stalls: readonly (Stretch & { seq: number })[];
  stallsInSight: number;
  /** The most that waits at one time, of the window; 0 for none. */
  mostMs: number;
};

/** A finding at the first entry that proves it, or a mark. `seq` and `t` are its place. */
export type TimelineNote = { seq: number; t: number; label: string; severity: Severity | 'mark'; words: string };

/** A time that was not as it should be. */
export type Trouble = Stretch & {
  kind: 'gap' | 'starved' | 'hidden' | 'still' | 'held';
  by: BlamedParty | null;
  /** Entry it ended with; 0 for none. */
  seq: number;
  words: string;
};

export type Tally = { frames: number; bytes: number };
export type AreaFigures = Stretch & {
  sent: Tally;
  received: Tally;
  /** `seconds` of sound in these frames, null where not all of it is decoded; the longest time between two of them. */
  audio: Tally & { seconds: number | null; longestGapMs: number | null };
  notes: number;
};

export type TimelineRow = { t: number; lane: LaneId; seq: number; words: string };

export type TimelineView = Stretch & {
  session: string;
  /** All there is ends here. */
  endMs: number;
  live: boolean;
  /** True while some of the session is still to be read. */
  behind: boolean;
  lanes: Readonly<Record<EntryLane, Lane>>;
  /** The first few of those in sight; how many are in sight, and in the session. */
  turns: readonly TurnBand[];
  turnsInSight: number;
  turnCount: number;
  buffer: BufferLine;
  pieces: readonly DrawnPiece[];
  words: readonly TimedWord[];
  notes: readonly TimelineNote[];
  noteCount: number;
  troubles: readonly Trouble[];
  /** The selected entry: where it stands in its lane, counted from 1, and when its sound is played. */
  selected: {
    seq: number;
    t: number;
    lane: LaneId;
    place: number;
    of: number;
    words: string;
    plays: Stretch | null;
  } | null;
  area: AreaFigures | null;
  /** How often the page asked to go to an entry, and was answered. */
  goes: number;
  /** What is in sight, in words; `moreRows` are left out. */
  rows: readonly TimelineRow[];
  moreRows: number;
};

/** Rows of the table that are told at most. */
export const mostTimelineRows = 300;
