/**
 * Which entries make which rows: two columns of numbers that grow at the end. Filtered entries in order (`matched`), and where each
 * row begins among them (`starts`). A closed burst of audio frames is one row; an open one has a row per frame.
 */

import { growUint32 } from '../../session/column.ts';
import { partitionPoint } from '../../session/partition-point.ts';

export class RowIndex {
  private matched = new Uint32Array(256);
  private starts = new Uint32Array(256);
  matchedCount = 0;
  rowCount = 0;
  private readonly burstOf: (seq: number) => number;
  private readonly open: ReadonlySet<number>;

  /** `burstOf`: the number of the first frame of a frame's burst, 0 for none. `open`: first frames of unfolded bursts. */
  constructor(burstOf: (seq: number) => number, open: ReadonlySet<number>) {
    this.burstOf = burstOf;
    this.open = open;
  }

  /** Adds the next entry that passes the filter. */
  add(seq: number): void {
    if (this.matchedCount === this.matched.length) this.matched = growUint32(this.matched);
    const at = this.matchedCount++;
    this.matched[at] = seq;
    if (!this.joins(at)) this.startRow(at);
  }

  clear(): void {
    this.matchedCount = 0;
    this.rowCount = 0;
  }

  /** Takes back what was added after `seq`. */
  truncate(seq: number): void {
    this.matchedCount = this.countUpTo(seq);
    this.rowCount = partitionPoint(this.rowCount, (row) => (this.starts[row] as number) < this.matchedCount);
  }

  /** The entry at a place among the matched ones. */
  seqAt(place: number): number {
    return this.matched[place] as number;
  }

  /** Places among the matched entries that row `index` covers: [from, to). */
  placesOf(index: number): { from: number; to: number } {
    const from = this.starts[index] as number;
    const to = index + 1 < this.rowCount ? (this.starts[index + 1] as number) : this.matchedCount;
    return { from, to };
  }

  /** How many of the matched entries have a number up to `seq`. */
  countUpTo(seq: number): number {
    return lastAtMost(this.matched, this.matchedCount, seq) + 1;
  }

  /** The row that shows an entry; -1 when the filter hides it. */
  rowOf(seq: number): number {
    const place = lastAtMost(this.matched, this.matchedCount, seq);
    if (place === -1 || this.matched[place] !== seq) return -1;
    return lastAtMost(this.starts, this.rowCount, place);
  }

  /** The row that shows an entry, or else the nearest one above it; -1 for none. */
  nearestRow(seq: number): number {
    const place = lastAtMost(this.matched, this.matchedCount, seq);
    return place === -1 ? -1 : lastAtMost(this.starts, this.rowCount, place);
  }

  /** Makes the rows from the row of `seq` on anew, after its burst was folded or unfolded. */
  refold(seq: number): void {
    const row = this.rowOf(seq);
    if (row === -1) return;
    // The burst may begin rows earlier, when it was open.
    const burst = this.burstOf(seq);
    let first = row;
    while (first > 0 && this.burstOf(this.seqAt(this.starts[first - 1] as number)) === burst) first--;
    const place = this.starts[first] as number;
    this.rowCount = first;
    for (let at = place; at < this.matchedCount; at++) if (at === place || !this.joins(at)) this.startRow(at);
  }

  private joins(at: number): boolean {
    if (at === 0) return false;
    const burst = this.burstOf(this.matched[at] as number);
    return burst !== 0 && !this.open.has(burst) && this.burstOf(this.matched[at - 1] as number) === burst;
  }

  private startRow(at: number): void {
    if (this.rowCount === this.starts.length) this.starts = growUint32(this.starts);
    this.starts[this.rowCount++] = at;
  }
}

/** Index of the last of `count` ascending numbers that is at most `value`; -1 for none. */
function lastAtMost(column: Uint32Array, count: number, value: number): number {
  return partitionPoint(count, (i) => (column[i] as number) <= value) - 1;
}
