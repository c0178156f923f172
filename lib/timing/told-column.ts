/** Numbers by ordinal that are told late or never: nothing is taken before the first one. */
import { grownLength } from '../session/column.ts';

export class ToldColumn {
  private values = new Float64Array(0);

  set(at: number, value: number): void {
    if (at >= this.values.length) {
      let length = Math.max(64, this.values.length);
      while (length <= at) length = grownLength(length);
      const larger = new Float64Array(length).fill(Number.NaN, this.values.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[at] = value;
  }

  /** NaN where nothing was told. */
  at(at: number): number {
    return this.values[at] ?? Number.NaN;
  }
}
