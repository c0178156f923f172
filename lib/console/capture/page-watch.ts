/** Notices what holds this page up: nobody looks at it, or its timers are late. What it cannot know, it does not say. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { Absence } from '../../relay/wire.ts';

/** A time in which this page may not have done its work when it was due; milliseconds on this page's clock. */
export type AbsentTime = { why: Absence; fromMs: number; toMs: number };

const beatMs = 500;
/** A timer this much too late is told: less is everyday. */
const lateMs = 250;
/** Kept for figures; older ones have gone into the records as marks. */
const mostKept = 256;

export class PageWatch {
  private readonly clock: Clock;
  private readonly busy: () => boolean;
  private readonly tell: (absent: AbsentTime) => void;
  private readonly kept: AbsentTime[] = [];
  private hiddenAt: number | null = null;
  private timer: Timer | undefined;

  /** `busy`: whether there is anything to watch for; `tell` is called when an absence is over. */
  constructor(clock: Clock, busy: () => boolean, tell: (absent: AbsentTime) => void) {
    this.clock = clock;
    this.busy = busy;
    this.tell = tell;
  }

  /** The page came out of sight, or back. */
  setHidden(hidden: boolean): void {
    const now = this.clock.now();
    if (hidden) this.hiddenAt ??= now;
    else if (this.hiddenAt !== null) {
      const fromMs = this.hiddenAt;
      this.hiddenAt = null;
      this.over({ why: 'hidden', fromMs, toMs: now });
    }
  }

  /** Call when something began that is worth watching for; costs nothing while it is watched. */
  wake(): void {
    if (this.timer === undefined && this.busy()) this.beat();
  }

  /** Absences so far, in the order of their ends, and the one that still lasts. */
  absences(): readonly AbsentTime[] {
    if (this.hiddenAt === null) return this.kept;
    return [...this.kept, { why: 'hidden', fromMs: this.hiddenAt, toMs: this.clock.now() }];
  }

  private beat(): void {
    const due = this.clock.now() + beatMs;
    this.timer = this.clock.after(beatMs, () => {
      this.timer = undefined;
      const now = this.clock.now();
      if (now - due > lateMs) this.over({ why: 'still', fromMs: due, toMs: now });
      this.wake();
    });
  }

  private over(absent: AbsentTime): void {
    this.kept.push(absent);
    if (this.kept.length > mostKept) this.kept.shift();
    this.tell(absent);
  }
}
