import type { Clock, Timer } from '../clock/clock.ts';

export type Change = {
  /** Resolves at the next signal or after `ms`, whichever comes first. A signal that came since the last call counts. */
  next(ms: number): Promise<void>;
  signal(): void;
  close(): void;
};

/** One waiter that many causes can wake, with a time limit. */
export function changes(clock: Clock): Change {
  let wake: (() => void) | null = null;
  let timer: Timer | undefined;
  let missed = false;
  const signal = () => {
    clock.cancel(timer);
    timer = undefined;
    const run = wake;
    wake = null;
    if (run === null) missed = true;
    else run();
  };
  return {
    next(ms) {
      if (missed) {
        missed = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        wake = resolve;
        timer = clock.after(ms, signal);
      });
    },
    signal,
    close: () => clock.cancel(timer),
  };
}
