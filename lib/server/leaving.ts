/** What signals do: the first begins the way down, a second one does not wait for anybody. */
import type { Clock } from '../clock/clock.ts';

export type LeavingParts = {
  clock: Clock;
  /** How long what is under way may go on; 0 for not at all. */
  drainMs: number;
  drain: (ms: number) => Promise<void>;
  /** Called again it does nothing. */
  end: () => void;
  say: (line: string) => void;
};

const oneSignalMs = 500;

/** Returns what to do at each signal. */
export function openLeaving({ clock, drainMs, drain, end, say }: LeavingParts): () => void {
  let askedAt: number | null = null;
  return () => {
    // A terminal signals us and who started us, who passes it on: that is one.
    if (askedAt !== null && clock.now() - askedAt < oneSignalMs) return;
    if (askedAt !== null || drainMs === 0) return end();
    askedAt = clock.now();
    say(`Going down: what is under way may end within ${drainMs / 1000} s; a second signal ends it now.`);
    drain(drainMs).finally(end);
  };
}
