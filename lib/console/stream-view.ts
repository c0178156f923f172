/** What the page asks of, and is told about, the audio container of a whole stream. Plain data. */
import type { ContainerItem, ItemKind } from '../audio/inspect/container-item.ts';
import type { OutlineTotals } from '../audio/inspect/stream-outline.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import type { Proof, Severity } from '../dialects/rule.ts';

/** Which rows of the list are wanted, and which one is opened (index among the rows; null for none). */
export type StreamAsk = { from: number; count: number; onlyFindings: boolean; opened: number | null };

/** A finding about the container, at an item. */
export type StreamMark = { rule: string; severity: Severity; says: string };

export type StreamRow = {
  /** Position among the rows of the view, from 0. */
  index: number;
  kind: ItemKind;
  title: string;
  says: string;
  /** Bytes of the stream. */
  start: number;
  end: number;
  /** Entries its bytes came in: more than one where a chunk cuts it. */
  first: number;
  last: number;
  marks: readonly StreamMark[];
};

/** One item, whole: its fields, what stands inside it, and where its bytes are in the log. */
export type OpenedItem = {
  index: number;
  item: ContainerItem;
  inside: readonly ContainerItem[];
  places: readonly Proof[];
  marks: readonly StreamMark[];
};

export type StreamView = {
  session: string;
  /** Which stream of the session, from 1, and how many there are. */
  number: number;
  of: number;
  /** As asked for, and the first entry of it. */
  format: AudioFormat;
  since: number;
  bytes: number;
  totals: OutlineTotals;
  /** Items with a finding. */
  flagged: number;
  /** Bytes at the end that make no item yet. */
  unfinished: number;
  /** True while some of what has come is still to be read. */
  behind: boolean;
  rowCount: number;
  rows: readonly StreamRow[];
  opened: OpenedItem | null;
};
