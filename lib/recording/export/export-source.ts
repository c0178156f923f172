/** What an export is made of: a session whose entries are what may leave. */
import type { Entry, SessionHead } from '../../session/entry.ts';

/** What readings and timing say of a frame. */
export type RowTiming = {
  /** The event, as the wire has it. */
  kind: string;
  audioBytes: number;
  /** Milliseconds of sound that it completed; null while that is not known. */
  audioMs: number | null;
  round: number;
  /** From 1; null for none. */
  turn: number | null;
};

export type ExportSource = {
  head: SessionHead;
  title: string;
  /** Of a redacting export, this one or one before: how many places, and the last hash of the record before. Null when nothing was removed. */
  redacted: { places: number; from: string } | null;
  length: number;
  /** From 1. */
  entry(seq: number): Entry;
  /** When the page received it, ms of the session; null where no page did. */
  seen(seq: number): number | null;
  timing(seq: number): RowTiming | null;
};

/** A format as data. `make` answers the file in pieces, in order; between two of them others may have their turn. */
export type ExportFormat = {
  id: string;
  name: string;
  /** Of its files, without the dot. */
  ending: string;
  mediaType: string;
  about: string;
  make(source: ExportSource): AsyncIterable<string | Uint8Array<ArrayBuffer>>;
};
