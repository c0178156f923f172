/** The outside's time, as a parameter: monotonic milliseconds, wall milliseconds and timers. */
export type Timer = object;

export type Clock = {
  /** Monotonic milliseconds since an arbitrary start; never jumps. */
  now(): number;
  /** Milliseconds since the Unix epoch; may jump. Used once per session. */
  wall(): number;
  /** Calls `run` once after `ms`; returns a handle for `cancel`. */
  after(ms: number, run: () => void): Timer;
  cancel(timer: Timer | undefined): void;
};

/** Resolves after `ms` on the given clock. */
export function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
