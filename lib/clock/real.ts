/** The machine's own clock and randomness: the one place in `lib` that touches them. */
import type { Clock } from './clock.ts';

type Handle = { id: ReturnType<typeof setTimeout> };

export const realClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(ms, run) {
    const handle: Handle = { id: setTimeout(run, ms) };
    return handle;
  },
  cancel(timer) {
    if (timer !== undefined) clearTimeout((timer as Handle).id);
  },
};

/** Where this context's `now()` is 0, in milliseconds on a scale that a page and its workers share; it never moves. */
export function originMs(): number {
  return performance.timeOrigin;
}

/** Random id of 128 bits as 32 hex characters. Works in Node, page and worker. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
