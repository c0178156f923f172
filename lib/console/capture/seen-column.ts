/**
 * When the page received each entry, on its own clock: stands beside the record, and is no evidence. Entries that came at one moment,
 * in one batch, are one run.
 */
import { growFloat64, growUint32 } from '../../session/column.ts';
import { partitionPoint } from '../../session/partition-point.ts';

export class SeenColumn {
  /** The first entry of each run, and its time: NaN where none is known. */
  private firsts = new Uint32Array(64);
  private times = new Float64Array(64);
  private runs = 0;
  private length = 0;

  /** Entry `seq` came at `ms`. Entries come in order; one that was left out has no time. */
  set(seq: number, ms: number): void {
    if (seq > this.length + 1) this.add(this.length + 1, Number.NaN);
    this.add(seq, ms);
    this.length = seq;
  }

  /** Milliseconds on the page's clock; null where none is known. */
  of(seq: number): number | null {
    if (seq < 1 || seq > this.length) return null;
    const ms = this.times[partitionPoint(this.runs, (i) => (this.firsts[i] as number) <= seq) - 1] as number;
    return Number.isNaN(ms) ? null : ms;
  }

  private add(first: number, ms: number): void {
    if (this.runs > 0 && Object.is(this.times[this.runs - 1], ms)) return;
    if (this.runs === this.firsts.length) {
      this.firsts = growUint32(this.firsts);
      this.times = growFloat64(this.times);
    }
    this.firsts[this.runs] = first;
    this.times[this.runs++] = ms;
  }
}
