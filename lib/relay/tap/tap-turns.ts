/** Reading taps is done aside: in turns of a few milliseconds, with rests in which the sockets have their way. */
import type { Clock } from '../../clock/clock.ts';

export type Turns = {
  /** Whether there is time for a little more work now. */
  mayWork(): boolean;
  /** Runs once the rest is over; only after `mayWork` said no. */
  whenRested(run: () => void): void;
};

const workMs = 2;
const restMs = 3;

export function openTurns(clock: Clock): Turns {
  let began = Number.NEGATIVE_INFINITY;
  let asked = Number.NEGATIVE_INFINITY;
  let isResting = false;
  const waiting = new Set<() => void>();
  const rested = () => {
    isResting = false;
    began = clock.now();
    const runs = [...waiting];
    waiting.clear();
    for (const run of runs) run();
  };
  return {
    mayWork() {
      if (isResting) return false;
      const now = clock.now();
      // Nothing was done for a while: that was a rest.
      if (now - asked > restMs) began = now;
      asked = now;
      if (now - began <= workMs) return true;
      isResting = true;
      clock.after(restMs, rested);
      return false;
    },
    whenRested(run) {
      waiting.add(run);
    },
  };
}
