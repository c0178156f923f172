/** Notices that this whole process did nothing for a while: the machine slept, or the process was stopped. By its own timer, which was late. */
import type { Clock, Timer } from '../clock/clock.ts';

const beatMs = 500;
/** Less is a busy machine's. */
export const asleepFromMs = 5000;

export class SleepWatch {
  private readonly clock: Clock;
  private readonly busy: () => boolean;
  private readonly tell: (ms: number) => void;
  private timer: Timer | undefined;

  /** `busy`: whether there is anything to watch for; `tell` is called once it is over, with how late the timer was. */
  constructor(clock: Clock, busy: () => boolean, tell: (ms: number) => void) {
    this.clock = clock;
    this.busy = busy;
    this.tell = tell;
  }

  /** Call when something began that is worth watching for; costs nothing while it is watched. */
  wake(): void {
    if (this.timer === undefined && this.busy()) this.beat();
  }

  /** Call when something is over. */
  rest(): void {
    if (!this.busy()) this.stop();
  }

  stop(): void {
    this.clock.cancel(this.timer);
    this.timer = undefined;
  }

  private beat(): void {
    const due = this.clock.now() + beatMs;
    this.timer = this.clock.after(beatMs, () => {
      this.timer = undefined;
      const late = this.clock.now() - due;
      if (late >= asleepFromMs) this.tell(late);
      this.wake();
    });
  }
}
