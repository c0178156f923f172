/** What the page asks of the import room, what it is answered, and what it sees of it meanwhile: files that were recorded elsewhere. */
import type { Problem } from '../../problem/problem.ts';

export type ImportWish =
  /** Looks at a file: what it is, and which sockets are in it. Nothing is opened yet. Answered with `looked`. */
  | { op: 'look'; file: Blob; name: string }
  /** Opens sockets of the file that was looked at last, each as a session; `redact`: without what looks like a secret. */
  | { op: 'open'; sockets: readonly { id: number; dialect: string }[]; redact: boolean }
  /** Gives up what is at work. */
  | { op: 'stop' }
  /** Forgets the file. */
  | { op: 'drop' };

/** A socket of a file. Texts are hostile; addresses are without their query. */
export type LookedSocket = {
  id: number;
  title: string;
  /** Epoch milliseconds; null where the file does not say. */
  startedAt: number | null;
  frames: number;
  dialect: string;
  /** Nothing speaks for another dialect. */
  isSure: boolean;
  notes: readonly string[];
  /** Ids that a session of this recording has where it is here already: on a tab, or kept. */
  sameAs: readonly string[];
};

export type LookedFile = {
  name: string;
  /** In words: `HAR`. */
  format: string;
  /** Made by Wiretone, as far as the file shows: its recorder masked the keys. */
  isOwn: boolean;
  creator: string | null;
  sockets: readonly LookedSocket[];
  notes: readonly string[];
  /** What kept it from being read to its end; what is listed was readable. */
  problem: Problem | null;
  /** Of a recording in our own format. */
  verdict: { ok: boolean; says: string } | null;
};

export type OpenedSession = { id: string; title: string; entries: number; masked: number; redacted: number };
export type OpenedFile = { sessions: readonly OpenedSession[]; notes: readonly string[]; isStopped: boolean };

export type ImportAnswer = Problem | null | { looked: LookedFile } | { opened: OpenedFile };

/** The part of the page's state that this room makes. */
export type ImportView = {
  /** What is going on; null for nothing. `done` of `of`: bytes of the file. */
  job: { step: 'looking' | 'opening'; name: string; done: number; of: number } | null;
};
export const noImport: ImportView = { job: null };
