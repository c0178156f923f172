/**
 * When what was written is pushed through to the disk: at once after a quiet while, in a flood ten times a second. A push for every piece
 * takes a disk 20 ms, and the write behind it waits. What is not pushed yet survives its page and its browser, not its machine.
 */
import type { Clock, Timer } from '../../../clock/clock.ts';

export const flushGapMs = 100;

export class FlushPace {
  private readonly clock: Clock;
  private readonly flush: () => void;
  private pushedAt = Number.NEGATIVE_INFINITY;
  private timer: Timer | undefined;
  private isDue = false;
  private failed: unknown = null;

  /** `flush` may throw: a call that pushes does so itself, otherwise the next call does. */
  constructor(clock: Clock, flush: () => void) {
    this.clock = clock;
    this.flush = flush;
  }

  /** Something was written. */
  wrote(): void {
    this.tell();
    this.isDue = true;
    const waitMs = this.pushedAt + flushGapMs - this.clock.now();
    if (waitMs <= 0) this.push();
    else this.timer ??= this.clock.after(waitMs, () => this.late());
  }

  /** Pushes what waits; no timer is left behind. */
  push(): void {
    this.clock.cancel(this.timer);
    this.timer = undefined;
    this.tell();
    if (!this.isDue) return;
    this.isDue = false;
    this.flush();
    this.pushedAt = this.clock.now();
  }

  private late(): void {
    try {
      this.push();
    } catch (thrown) {
      this.failed = thrown;
    }
  }

  private tell(): void {
    const { failed } = this;
    this.failed = null;
    if (failed !== null) throw failed;
  }
}
