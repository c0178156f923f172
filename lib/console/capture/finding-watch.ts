/**
 * Keeps the rules going over every session, on show or not: what arrived is judged in the background, and the rules are told what
 * time it is while nothing comes, since silence is a finding too.
 */
import type { Clock, Timer } from '../../clock/clock.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

const everyMs = 1000;
/** An entry may be on its way this long: the rules are not told of a time that it may still come before. */
const onTheWayMs = 250;
/** So long sessions that are not on show are judged in one go. */
const sliceMs = 4;
const sliceEntries = 100;

export class FindingWatch {
  private readonly clock: Clock;
  private readonly sessions: () => Iterable<HeldSession>;
  private readonly page: { touchView(): void };
  private timer: Timer | undefined;

  /** `page`: told when a finding came or went. */
  constructor(clock: Clock, sessions: () => Iterable<HeldSession>, page: { touchView(): void }) {
    this.clock = clock;
    this.sessions = sessions;
    this.page = page;
  }

  /** Judges for a few milliseconds what no one looks at; false when some of it is left. */
  catchUp(): boolean {
    const end = this.clock.now() + sliceMs;
    for (const { session } of this.sessions()) {
      while (!session.findings.done) {
        if (this.clock.now() >= end) return false;
        session.findings.catchUp(sliceEntries);
      }
    }
    return true;
  }

  /** Call when entries came or a session began; goes on by itself while one of them is live. */
  wake(): void {
    if (this.timer !== undefined || !this.live().next().value) return;
    this.timer = this.clock.after(everyMs, () => {
      this.timer = undefined;
      this.tick();
      this.wake();
    });
  }

  private tick(): void {
    let changed = false;
    for (const held of this.live()) {
      const { findings } = held.session;
      const before = findings.version;
      findings.time(held.sessionTime() - onTheWayMs);
      changed ||= findings.version !== before;
    }
    if (changed) this.page.touchView();
  }

  private *live(): Generator<HeldSession> {
    for (const held of this.sessions()) if (!isOver(held.session.connection)) yield held;
  }
}
