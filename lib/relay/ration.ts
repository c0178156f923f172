/** So many in a minute, and no more: for what a page may have written down. */
import type { Clock } from '../clock/clock.ts';

export type Ration = { take(): boolean };

/** A `take` is granted when fewer than `perMinute` were in the 60 s before it. */
export function openRation(clock: Clock, perMinute: number): Ration {
  let granted: number[] = [];
  return {
    take() {
      const now = clock.now();
      granted = granted.filter((at) => now - at < 60_000);
      if (granted.length >= perMinute) return false;
      granted.push(now);
      return true;
    },
  };
}
