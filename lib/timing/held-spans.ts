/** Stretches of time that may overlap, merged as they come: how much of any other stretch they cover is found in O(log n). */
import { partitionPoint } from '../session/partition-point.ts';

/** Stretches are added in the order of their ends. Milliseconds. */
export class HeldSpans {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  /** Of all before each. */
  private readonly sums: number[] = [];

  add(fromMs: number, toMs: number): void {
    if (!(toMs > fromMs)) return;
    let [begin, end] = [fromMs, toMs];
    while (this.to.length > 0 && (this.to.at(-1) as number) >= begin) {
      begin = Math.min(begin, this.from.pop() as number);
      end = Math.max(end, this.to.pop() as number);
      this.sums.pop();
    }
    const before = this.from.length - 1;
    const length = before < 0 ? 0 : (this.to[before] as number) - (this.from[before] as number);
    this.sums.push(before < 0 ? 0 : (this.sums[before] as number) + length);
    this.from.push(begin);
    this.to.push(end);
  }

  /** How much of [fromMs, toMs) is covered; from `openMs` on all of it is. */
  covered(fromMs: number, toMs: number, openMs = Number.POSITIVE_INFINITY): number {
    const until = Math.min(toMs, Math.max(openMs, fromMs));
    return toMs - until + this.upTo(until) - this.upTo(fromMs);
  }

  private upTo(ms: number): number {
    const at = partitionPoint(this.from.length, (i) => (this.from[i] as number) < ms) - 1;
    if (at < 0) return 0;
    return (this.sums[at] as number) + Math.min(ms, this.to[at] as number) - (this.from[at] as number);
  }
}
