/** What the page knows at one moment: plain data, ids and strings. Made by the facade, read by components. */
import type { ItemPart } from '../audio/inspect/container-item.ts';
import type { NodeTable } from '../bytes/node-table.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import type { Finding, RuleText, Severity } from '../dialects/rule.ts';
import type { Problem } from '../problem/problem.ts';
import type { UpstreamInfo } from '../relay/wire.ts';
import type { RunState, StepState } from '../scenario/run-state.ts';
import type { Variables } from '../scenario/variables.ts';
import type { Direction, Masked, Opcode, Shown } from '../session/entry.ts';
import type { CompareView } from './rooms/compare-room.ts';
import type { ExportView } from './rooms/export-room.ts';
import type { ImportView } from './rooms/import-room.ts';
import type { KeepView } from './rooms/keep-room.ts';
import type { LessonsView } from './rooms/lessons-room.ts';
import type { PlaybackView } from './rooms/playback-room.ts';
import type { TapView } from './rooms/tap-room.ts';
import type { RunsView } from './runs-view.ts';
import type { SoundView } from './sound-view.ts';
import type { StreamView } from './stream-view.ts';
import type { TimelineView } from './timeline-view.ts';
import type { ToldTiming } from './told-timing.ts';

/** The page's own link to its server. `login`: the server answers, and wants the user to log in again. */
export type LinkState = 'connecting' | 'open' | 'lost' | 'login';

/** Who is logged in, where a login is asked for. `name` is shown as it is: the server gave it. */
export type User = { id: string; name: string };

export type Phase = 'idle' | 'dialling' | 'open' | 'closing' | 'refused' | 'closed' | 'failed';
/** `words` is ready for the bar: "Open", "Refused - 401 Unauthorized", "Closed 1000", "Connection lost (1006)". */
export type Connection = {
  phase: Phase;
  words: string;
  tone: 'neutral' | 'live' | 'good' | 'error';
  problem: Problem | null;
};

/** The connection that Connect and Disconnect act on. `session` is null while it has no record; `title` names it all the same. */
export type LiveConnection = { session: string | null; title: string; connection: Connection };
export type SeverityCounts = Record<Severity, number>;

/** A finding with its rule. `proofs` may be the first of many: `count` says how often it was met. */
export type FindingView = Finding & {
  text: RuleText;
  /** Of a finding about several sessions: those that prove it. */
  sessions?: readonly { id: string; title: string }[];
};

export type FindingsView = {
  session: string | null;
  counts: SeverityCounts;
  /** Of the whole session: errors first. */
  list: readonly FindingView[];
  /** What the selected entry proves, with its places in this entry. */
  ofEntry: readonly FindingView[];
  /** Why the rules were given up, or judge no further; null while they work. */
  broken: string | null;
};

/** Of a session that a client of its own opened, through the tap. Texts may be hostile. */
export type TapSummary = {
  /** Of the tap's address (`/tap/fish@name`), empty for none. */
  name: string;
  /** `calls`: plain HTTP, no WebSocket. */
  kind: 'spliced' | 'parsed' | 'calls';
  /** The client's User-Agent, empty where it sent none. */
  agent: string;
  /** start..finish rounds so far. */
  rounds: number;
  /** Plain HTTP calls so far. */
  calls: number;
};

export type SessionSummary = {
  id: string;
  title: string;
  upstream: string;
  dialect: string;
  startedAt: number;
  connection: Connection;
  frames: number;
  sentBytes: number;
  receivedBytes: number;
  durationMs: number;
  /** Entries the server said it could not keep. */
  dropped: number;
  /** xxh64 (16 hex characters) over the received data frames in order, each preceded by its length as u32 BE. */
  receivedHash: string;
  entries: number;
  problems: number;
  findings: SeverityCounts;
  /** Entries with a problem or a finding. */
  flagged: number;
  /** What was wrong with the file it was opened from, now or at an earlier time; null for nothing. Hostile text. */
  notWhole: string | null;
  tap?: TapSummary;
};

/** A row of the log, ready to paint. Texts hold raw characters: components show them through `visible()`. */
export type Row = {
  /** Position among the rows of the view, from 0 (aria-rowindex - 2). */
  index: number;
  seq: number;
  t: number;
  /** ms since the previous frame of the same direction, null for none; with a zero set, since that (negative: before it). */
  deltaMs: number | null;
  dir: Direction | null;
  /** Chip: event or entry kind (`start`, `audio`, `upgrade`, `open`, `refused`, `close`, `ping`, `mark`, `failure`). */
  kind: string;
  meaning: string;
  bytes: number | null;
  tone: 'normal' | 'error' | 'warning' | 'mark';
  /** Findings that the entries of this row prove; null for none. */
  findings: SeverityCounts | null;
  /** A burst of audio frames shown as one row; `last` is the seq of its last frame. */
  fold: { count: number; last: number; open: boolean } | null;
  /** True for a frame shown because its burst is unfolded. */
  inFold: boolean;
  /** Min / max pairs in -1..1 of the audio decoded on this row, at most 48 pairs; null until decoded. */
  peaks: number[] | null;
};

export type Facet = { kind: string; count: number };

/** Payload sizes in bytes that pass, both ends included; `max` may be Infinity. */
export type SizeRange = { min: number; max: number };

export type Filter = {
  text: string;
  dir: Direction | 'both';
  hidden: readonly string[];
  /** Entries with a problem or a finding. */
  onlyProblems: boolean;
  /** Frames of these sizes only; absent or null: entries of any size, and those without one. */
  size?: SizeRange | null;
};

/**
 * How many entries each part of the filter hides, since the last clear. Each is counted by itself, but for the text: it is looked for
 * only in what the others let through.
 */
export type Hides = Readonly<Record<'dir' | 'kinds' | 'problems' | 'size' | 'text', number>>;

/** The part of the log now asked for. `rows` may lag behind `from` for a moment; each row knows its `index`. */
export type LogView = {
  session: string | null;
  /** Rows after filter and folding. */
  rowCount: number;
  /** Frames in the session and frames that pass the filter. */
  frames: number;
  matched: number;
  /** Entries that pass the filter, since the last clear. */
  passed: number;
  /** Whole percent of the entries that a new filter has looked at; null when it has seen all: until then there may be more rows. */
  looked: number | null;
  /** Entries that came and are not judged yet: the page reads slower than they come. */
  waits: number;
  from: number;
  rows: readonly Row[];
  facets: readonly Facet[];
  /** Why the text is taken literally, when a regex was meant. */
  filterNote: string | null;
  /** "Clear" hides what came before this seq. */
  clearedBefore: number;
  /** Row of the selected entry (of its burst, when folded); null when none is selected or the filter hides it. */
  selectedIndex: number | null;
  hides: Hides;
  /** The entry that the deltas of all rows are counted from; null: each from the frame before it. */
  zero: number | null;
  /** Entries that stand above the rows, whatever the filter says: in the order of the log, `index` -1 for one that the filter hides. */
  pins: readonly Row[];
  /** How many more were wanted than can stand there, since there was room. */
  pinsRefused: number;
};

/** One state per step of the text last run, by index. */
export type Run = RunState;
export type { StepState };

export type PlayerState = {
  /** Title of the session that is heard while another one is on show; all else is of the one on show. */
  other: string | null;
  state: 'empty' | 'buffering' | 'playing' | 'paused' | 'stopped' | 'ended';
  /** Seconds heard, seconds decoded so far. */
  position: number;
  duration: number;
  /** Times the queue ran dry though nothing had been sent meanwhile that the next sound could answer. */
  underruns: number;
  volume: number;
  format: string | null;
  sampleRateHz: number;
  problem: Problem | null;
};

/** A data frame that was sent, masked as in the record. `event`: what the log calls it; `bytes` null: larger than is handed on. */
export type SentFrame = {
  session: string;
  seq: number;
  event: string;
  opcode: 'text' | 'binary';
  sizeBytes: number;
  bytes: Uint8Array | null;
};

/** The last one sent on the session on show; `others`: the last ones of other events, the newest first. */
export type LastSent = SentFrame & { others: readonly SentFrame[] };

export type KeyInfo = { handle: string; length: number; tail: string | null };

/** `onDisk`: the payloads of entries 1 to this one of the session on show are read from the disk; 0 for none. */
export type MemoryView = { onDisk: number; problem: Problem | null };

export type ConsoleState = {
  link: LinkState;
  /** The server has said that it goes down; null once it, or the next one, is met anew. */
  goingDown: Problem | null;
  /** Null where no login is asked for. */
  user: User | null;
  upstreams: readonly UpstreamInfo[];
  upstream: string;
  /** Path to dial, one of the upstream's; empty for its first. */
  path: string;
  options: Readonly<Record<string, string>>;
  switches: string;
  /** What is broken on purpose on the next connection: `a+b@2s`; empty for nothing. */
  faults: string;
  /** The key typed for the chosen upstream; those of others stay with them. */
  key: KeyInfo | null;
  /** Why the key typed last for the chosen upstream was not taken. */
  keyProblem: Problem | null;
  /** Of the session on show, or of the attempt to open one that is waited for. */
  connection: Connection;
  /** The connection last asked for, on show or not; null before the first. */
  live: LiveConnection | null;
  sessions: readonly SessionSummary[];
  active: string | null;
  view: LogView;
  filter: Filter;
  follow: boolean;
  paused: boolean;
  /** Rows that came while not following or paused. */
  unseen: number;
  selected: number | null;
  detail: EntryDetail | null;
  lastSent: LastSent | null;
  findings: FindingsView;
  /** Turns, figures and blame of the session on show, a few times a second; null for none. */
  timing: ToldTiming | null;
  /** The container of the stream that the selected entry belongs to; null while nobody looks, or there is none. */
  stream: StreamView | null;
  /** The sound of the session on show, the part that is looked at; null while nobody looks. */
  soundView: SoundView | null;
  /** The timeline of the session on show; null while nobody looks, or there is none. */
  timeline: TimelineView | null;
  /** Sockets that the account may have open at once, as the user says; null: as many as is usual. */
  socketLimit: number | null;
  run: Run;
  /** Variables chosen beside the text; null for none. */
  environment: Variables | null;
  /** Series of runs, and two groups of sessions side by side. */
  runs: RunsView;
  /** So much sound waits before the player begins, ms; of the next playback. */
  prebufferMs: number;
  player: PlayerState;
  /** What is kept in this browser. */
  kept: KeepView;
  /** A file that is being read. */
  importing: ImportView;
  /** A file that is being made. */
  exporting: ExportView;
  /** A record that is shown as if it came now. */
  playback: PlaybackView;
  /** Two sessions side by side. */
  comparison: CompareView;
  /** Rules over tapped connections, and what they hold. */
  tap: TapView;
  /** The lesson that is taken. */
  lessons: LessonsView;
  /** Where the payloads of the sessions are. */
  memory: MemoryView;
  /** For the polite log region: at most one sentence a second. */
  announcement: string;
  /** For role=alert: errors and close, once each. */
  alert: string;
};

/** What of its container stands in a frame's audio. */
export type ContainerSight = {
  /** The entry whose audio it is: the one asked about, or the one that it announces. */
  seq: number;
  /** As asked for. */
  format: AudioFormat;
  /** The frame's audio, as bytes of its stream. */
  start: number;
  end: number;
  /** Where the audio begins in the frame. */
  frameStart: number;
  parts: readonly ItemPart[];
  /** Items beyond those listed. */
  more: number;
  /** `far`: the stream begins too far back to be read for one frame. */
  note: 'far' | null;
};

/** One entry, whole, for the inspector. */
export type EntryDetail = {
  session: string;
  seq: number;
  t: number;
  kind: string;
  dir: Direction | null;
  opcode: Opcode | null;
  meaning: string;
  bytes: Uint8Array | null;
  tree: NodeTable | null;
  masked: readonly Masked[];
  /** Label and value lines for entries that are no frames (dial, handshake, close, mark, failure). */
  facts: readonly { name: string; value: string; masked?: Shown['masked'] }[];
  problems: readonly Problem[];
  audio: { start: number; end: number } | null;
  /** Null for an entry that is no received audio; absent until it is asked for. */
  container?: ContainerSight | null;
};
