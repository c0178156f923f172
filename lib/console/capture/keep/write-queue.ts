/** When what waits is written: one piece of work after the other, and what is due only once. */
import type { Clock, Timer } from '../../../clock/clock.ts';

export class WriteQueue {
  private timer: Timer | undefined;
  private isDueNow = false;
  /** Begins when what is being written now is written. */
  private next: Promise<void> | null = null;
  private writing: Promise<void> = Promise.resolve();
  private readonly clock: Clock;
  private readonly writeAll: () => Promise<void>;
  private readonly warn: (thrown: unknown) => void;

  constructor(clock: Clock, writeAll: () => Promise<void>, warn: (thrown: unknown) => void) {
    this.clock = clock;
    this.writeAll = writeAll;
    this.warn = warn;
  }

  /** Asked for with every entry: what is due is due once. */
  plan(ms: number): void {
    if (this.next !== null || (this.timer !== undefined && (ms > 0 || this.isDueNow))) return;
    this.clock.cancel(this.timer);
    this.isDueNow = ms === 0;
    this.timer = this.clock.after(ms, () => void this.flush());
  }

  /** Writes what waits now; resolves once that is done. */
  flush(): Promise<void> {
    this.clock.cancel(this.timer);
    this.timer = undefined;
    this.next ??= this.write(() => {
      this.next = null;
      return this.writeAll();
    });
    return this.next;
  }

  /** Never rejects: what is thrown is told. */
  write(act: () => Promise<void>): Promise<void> {
    this.writing = this.writing.then(act).catch(this.warn);
    return this.writing;
  }
}
