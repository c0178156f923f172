/** Tells the rules of the session on show what time it is while nothing comes: silence is a finding too. */
import type { Clock, Timer } from '../../clock/clock.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

const everyMs = 1000;
/** An entry may be on its way this long: the rules are not told of a time that it may still come before. */
const onTheWayMs = 250;

export class FindingWatch {
  private readonly clock: Clock;
  private readonly log: { readonly active: HeldSession | null };
  private readonly page: { touchView(): void };
  private timer: Timer | undefined;

  /** `log`: which session is on show. `page`: told when a finding came or went. */
  constructor(clock: Clock, log: { readonly active: HeldSession | null }, page: { touchView(): void }) {
    this.clock = clock;
    this.log = log;
    this.page = page;
  }

  /** Call when entries came or another session is shown; goes on by itself while that session is live. */
  wake(): void {
    const held = this.log.active;
    if (this.timer !== undefined || held === null || isOver(held.session.connection)) return;
    this.timer = this.clock.after(everyMs, () => {
      this.timer = undefined;
      this.tick();
      this.wake();
    });
  }

  private tick(): void {
    const held = this.log.active;
    if (held === null || isOver(held.session.connection)) return;
    const { findings } = held.session;
    const before = findings.version;
    findings.time(held.sessionTime() - onTheWayMs);
    if (findings.version !== before) this.page.touchView();
  }
}
