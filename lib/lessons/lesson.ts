/** What a lesson is: data, and one predicate per step over what was recorded since the lesson was begun. */
import type { Role } from '../dialects/dialect.ts';
import type { Finding } from '../dialects/rule.ts';
import type { Direction, Entry } from '../session/entry.ts';
import type { TimingView } from '../timing/timing-view.ts';

/** A data frame as its client saw it. `t`: ms since the session began. */
export type LessonFrame = {
  seq: number;
  t: number;
  dir: Direction;
  /** Wire name of the event: `start`, `audio`, `ready`. */
  event: string;
  role: Role;
  /** start..finish rounds on one socket, from 1; 0 before the first. */
  round: number;
  sizeBytes: number;
};

/** A session of the record, as goals look at it: made by the console, so that goals stay pure. Only those begun after the lesson was. */
export type LessonSession = {
  id: string;
  dialect: string;
  upstream: string;
  /** A client of its own opened it, through the tap. */
  isTapped: boolean;
  /** User-Agent of a tapped client; empty for none. Hostile text. */
  agent: string;
  /** The connection has ended. */
  isOver: boolean;
  /** Milliseconds since it began: of one that goes on, up to when nothing more can come of it; of one that is over, its last entry. */
  timeMs: number;
  /** Data frames in order; of a very long session its first ones (`mostFrames`). */
  frames: readonly LessonFrame[];
  /** Entries so far; `entry` takes 1 to this. */
  length: number;
  entry(seq: number): Entry;
  /** A field of a frame's event by its path (`request.format`, `reason`); undefined where there is none. Bytes are Uint8Array. */
  value(seq: number, path: string): unknown;
  findings: readonly Finding[];
  timing: TimingView | null;
  sound: { seconds: number; sampleRateHz: number; troubles: readonly string[] };
};

/** Of a longer session goals see no more frames than these. */
export const mostFrames = 20_000;

/** What completed a step: one sentence that names the frames ("Frame 14 is a flush; audio followed after 231 ms"). */
export type Saw = { says: string; session: string; seqs: readonly number[] };

/** A control of the page by role and accessible name, as a screen reader says it; `where` brings it into sight. */
export type LessonControl = {
  role: 'button' | 'textbox' | 'tab' | 'combobox' | 'grid' | 'region' | 'link' | 'checkbox' | 'switch' | 'listbox';
  name: string;
  /** The pane (and drawer tab, by its id) that holds it; absent for the bars, which are always there. */
  where?: { pane: 'compose' | 'log' | 'inspect' | 'sound'; drawer?: string };
};

export type LessonStep = {
  /** Unique in its lesson; kept with the progress, never reused. */
  id: string;
  /** What to do, as an order, short: `Send a flush`. */
  title: string;
  /** What it is about, paragraph by paragraph; text between backticks is code. Nothing else is marked up. */
  tells: readonly string[];
  /** The control concerned; null for none. */
  control: LessonControl | null;
  /** Shown one after the other when asked for; each says more, the last one all. A `text` can be put into the editor. */
  hints: readonly { says: string; text?: string }[];
  /** Null as long as the record does not show it. `before`: what completed the steps before. Called again with every change. */
  goal(sessions: readonly LessonSession[], before: readonly Saw[]): Saw | null;
};

/** What the page is set to when the lesson begins. The text that stood in the editor is kept as an earlier one. */
export type LessonStart = {
  /** Id of a built-in upstream: lessons need no key. */
  upstream: 'sandbox-fish' | 'sandbox-fishspeech';
  switches: string;
  faults: string;
  /** JSONC: an array of steps, commented. */
  text: string;
};

/**
 * Steps that are run one after the other, each text on a connection of its own; `tap`: by a client of its own, through the tap of the
 * lesson's upstream. `at`: switches of the tap's address (`pace=0,fault=tail:5`).
 */
export type LessonScript = readonly ({ text: string } | { tap: string; at?: string })[];

export type Lesson = {
  /** Part of its link, never reused: `flush`. */
  id: string;
  title: string;
  /** One sentence: what one can do after it. */
  about: string;
  minutes: number;
  start: LessonStart;
  steps: readonly LessonStep[];
  /** Rules whose findings are what the lesson is about: they are not told as wrong turns. */
  meant?: readonly string[];
  /** What to read on: the path of a page of ours (`/reference/fish#flush`, `/rules/A08`). */
  reads: readonly { path: string; says: string }[];
  /** Completes every step. */
  solution: LessonScript;
  /** Scripts that look right and are not, at least three; each gets no further than step `stopsAt`. */
  wrong: readonly { why: string; script: LessonScript; stopsAt: string }[];
};
