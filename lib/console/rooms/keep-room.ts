/** What the page asks of the keep room, what it is answered, and what it sees of it meanwhile: the sessions kept in this browser. */
import type { Problem } from '../../problem/problem.ts';

/** A kept session as the list has it; its entries stand in a file of their own. Texts may be hostile. */
export type KeptSession = {
  /** Names its file: 32 hex characters. */
  id: string;
  title: string;
  note: string;
  pinned: boolean;
  upstream: string;
  dialect: string;
  /** Wall clock, ms. */
  startedAt: number;
  durationMs: number;
  entries: number;
  frames: number;
  findings: { error: number; warning: number; info: number };
  sizeBytes: number;
  /** How its connection ended, in words; empty while that is not known. */
  ended: string;
  /** Its file has its last line. */
  closed: boolean;
  /** When it was recorded or opened last, wall clock, ms; absent where nobody knows. */
  keptAt?: number;
  /** It was on a tab of the page that wrote this. */
  onTab?: boolean;
  /** It was not closed, and that is not to be asked about any more. */
  putOff?: boolean;
  /** Deleted then (wall clock, ms): it goes when nobody has undone it for a while, whatever becomes of the page. */
  deletedAt?: number;
};

export type KeepWish =
  /** Reads the list again (another page may have changed it), and what room there is. */
  | { op: 'look' }
  /** Shows it: of those on tabs that one, else it is read from its file. */
  | { op: 'open'; id: string }
  /** Texts without keys: who asks has taken them out. */
  | { op: 'rename'; id: string; title: string }
  | { op: 'note'; id: string; note: string }
  | { op: 'pin'; id: string; on: boolean }
  /** They leave the list at once and the disk when nobody has undone it for a while, with the next deletion, or with the page. */
  | { op: 'delete'; ids: readonly string[] }
  /** Those that were on tabs come back on tabs. */
  | { op: 'undo' }
  /** A session that was not closed is not offered any more, by no page; it stays in the list. */
  | { op: 'later'; id: string }
  /** Opens those that were on tabs when the page before this one was left. */
  | { op: 'bringBack' }
  /** Writes down now what waits for its turn. */
  | { op: 'flush' }
  /** The page is being left: the same, and what was deleted goes. */
  | { op: 'leave' };

export type KeepAnswer = Problem | null;

/** Where sessions are kept: the browser's files, its database, or (none of them is to be had) the page's memory alone. */
export type KeepPlace = 'files' | 'database' | 'memory';

/** The part of the page's state that this room makes. */
export type KeepView = {
  /** Null until it is known. */
  place: KeepPlace | null;
  /** What was recorded or opened last comes first. */
  sessions: readonly KeptSession[];
  /** Ids of those on tabs of this page, and the session of each. */
  onTabs: Readonly<Record<string, string>>;
  /** Open in another page. */
  elsewhere: readonly string[];
  /** Still open when their page was left, and not put off. */
  cut: readonly string[];
  /** On tabs when the page before this one was left, and on none now. */
  left: readonly string[];
  /** Being read from its file. */
  opening: string | null;
  /** Deleted a moment ago: `undo` brings them back; and what one of them is called. */
  deleted: number;
  deletedTitle: string;
  /** Sessions of this page of which something is in its memory only. */
  waiting: number;
  /** Why it waits: there is no space, or the file cannot be written; null: it is on its way. */
  stuck: 'full' | 'failed' | null;
  usage: { bytes: number; quota: number } | null;
  /** Whether the browser promised not to clear what is kept; null: not known. */
  promised: boolean | null;
};

export const noKeep: KeepView = {
  place: null,
  sessions: [],
  onTabs: {},
  elsewhere: [],
  cut: [],
  left: [],
  opening: null,
  deleted: 0,
  deletedTitle: '',
  waiting: 0,
  stuck: null,
  usage: null,
  promised: null,
};
