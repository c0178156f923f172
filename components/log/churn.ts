import type { Clock, Timer } from '@/lib/clock/clock.ts';

/** A row that is in sight for less than this is read by nobody. */
const readMs = 100;
/** So long nothing goes by before it counts as calm. Longer than a hiccup: each row is written anew then. */
const calmMs = 300;

/** Whether rows go by faster than anyone reads them: meanwhile they are written in brief, and in full once it is calm. */
export class Churn {
  private isFast = false;
  private rowCount = 0;
  private atMs = Number.NEGATIVE_INFINITY;
  private timer: Timer | undefined;
  private readonly clock: Clock;
  private readonly calm: () => void;

  /** `calm`: called when it is over. */
  constructor(clock: Clock, calm: () => void) {
    this.clock = clock;
    this.calm = calm;
  }

  /** Call with each painting. `follow`: the list stands at its end, where rows come; elsewhere they do not go by. */
  look(rowCount: number, inSight: number, follow: boolean): boolean {
    const now = this.clock.now();
    const came = rowCount - this.rowCount;
    const sinceMs = now - this.atMs;
    this.rowCount = rowCount;
    this.atMs = now;
    if (!follow) this.end();
    // What came after a pause came at once, and stays.
    else if (sinceMs < calmMs && came * readMs > inSight * sinceMs) {
      this.isFast = true;
      this.clock.cancel(this.timer);
      this.timer = this.clock.after(calmMs, () => {
        this.end();
        this.calm();
      });
    }
    return this.isFast;
  }

  end(): void {
    this.clock.cancel(this.timer);
    this.timer = undefined;
    this.isFast = false;
  }
}
