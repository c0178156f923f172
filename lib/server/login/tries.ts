/** How often a login may be tried: ten times within a minute, of each kind. */
import type { Clock } from '../../clock/clock.ts';

export const triesPerMinute = 10;
const minuteMs = 60_000;

export class Tries {
  private readonly clock: Clock;
  private readonly times = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Null for a try that is allowed, and counted; else in how many seconds the next one is. `kind`s are few: never a stranger's own words. */
  take(kind: string): number | null {
    const now = this.clock.now();
    const recent = (this.times.get(kind) ?? []).filter((at) => now - at < minuteMs);
    this.times.set(kind, recent);
    if (recent.length >= triesPerMinute) return Math.ceil(((recent[0] as number) + minuteMs - now) / 1000);
    recent.push(now);
    return null;
  }
}
