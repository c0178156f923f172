/** What the page asks of the export room, what it is answered, and what it sees of it meanwhile. */
import type { Problem } from '../../problem/problem.ts';
import type { RedactionOptions, Removed } from '../../recording/redact/redactor.ts';
import type { EntryDetail } from '../state.ts';

/** Formats that a session is exported in; its sound is saved by `saveSound`. */
export type ExportAs = 'wiretone' | 'har' | 'csv' | 'report' | 'profile';

export type ExportWish =
  /** The file. One at a time: another one that is being made is given up. */
  | { op: 'make'; session: string; as: ExportAs; redact: RedactionOptions }
  /** What would be removed. */
  | { op: 'preview'; session: string; redact: RedactionOptions }
  /** Gives up what is being made or looked for. */
  | { op: 'cancel' }
  /**
   * An entry, and words of the session (generated code), without their secrets: for the clipboard. Where the session is not looked
   * through yet the answer is `LookedAt`; asked again with its `of` as `last`, it goes on from there; with 0
   * it is answered at once, with what is known by then and by the entry itself.
   */
  | { op: 'detail'; session: string; seq: number; last?: number }
  | { op: 'words'; session: string; words: string; last?: number };

/** Of so many entries, so many are looked through for secrets. */
export type LookedAt = { lookedAt: number; of: number };

/** Removed places by why they went. */
export type RemovedCounts = { position: number; name: number; pattern: number; met: number; audio: number };

/** `text`: what stands there afterwards, with a little around it. Hostile. */
export type RemovedPlace = Removed & { text: string };

export type ExportMade = { blob: Blob; name: string; removed: RemovedCounts; places: number };
export type ExportPreview = {
  /** The first of them, in order. */
  list: readonly RemovedPlace[];
  places: number;
  counts: RemovedCounts;
  /** Places that the recorder masked before it wrote anything down: they stay masked in any case. */
  masked: number;
  /** More secrets were met than can be looked for everywhere: some were removed only where they were met. */
  tooMany: boolean;
  /** Frames that end in the middle of what looks like a key; `next` goes on with it. Nothing was removed there. */
  splits: readonly { seq: number; next: number | null }[];
};

export type ExportAnswer =
  | Problem
  | ExportMade
  | ExportPreview
  | { shown: EntryDetail; removed: number }
  | { words: string }
  | LookedAt
  | null;

/** The part of the page's state that this room makes. */
export type ExportView = {
  /** What is going on; null for nothing. `as` null: a preview. `done` of `of`: entries looked at, or written. */
  job: { session: string; as: ExportAs | null; step: 'looking' | 'writing'; done: number; of: number } | null;
};
export const noExport: ExportView = { job: null };
