/** When the page received each entry, on its own clock: stands beside the record, and is no evidence. */
import { growFloat64 } from '../../session/column.ts';

export class SeenColumn {
  private ms = new Float64Array(256);
  private length = 0;

  /** Entry `seq` came at `ms`. Entries come in order; one that was left out has no time. */
  set(seq: number, ms: number): void {
    while (seq > this.ms.length) this.ms = growFloat64(this.ms);
    this.ms.fill(Number.NaN, this.length, seq);
    this.ms[seq - 1] = ms;
    this.length = seq;
  }

  /** Milliseconds on the page's clock; null where none is known. */
  of(seq: number): number | null {
    const ms = seq >= 1 && seq <= this.length ? (this.ms[seq - 1] as number) : Number.NaN;
    return Number.isNaN(ms) ? null : ms;
  }
}
