/** A clock advanced by hand, for tests and for replies planned ahead of time. */
import type { Clock } from './clock.ts';

type Pending = { at: number; order: number; run: () => void };

export type FakeClock = Clock & {
  /** Moves time on by `ms`, running due timers in order; each may plan further ones. Lets promises settle between. */
  advance(ms: number): Promise<void>;
  /** Time goes on by `ms` and nothing runs, as when a machine sleeps: what was due meanwhile runs late, with the next `advance`. */
  sleep(ms: number): void;
  /** Timers still waiting. */
  pending(): number;
};

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

export function fakeClock(startWall = 1_700_000_000_000): FakeClock {
  let now = 0;
  let order = 0;
  let queue: Pending[] = [];
  return {
    now: () => now,
    wall: () => startWall + now,
    after(ms, run) {
      const entry: Pending = { at: now + Math.max(0, ms), order: order++, run };
      queue.push(entry);
      return entry;
    },
    cancel(timer) {
      queue = queue.filter((p) => p !== timer);
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const due = queue.filter((p) => p.at <= until).sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (due === undefined) break;
        queue = queue.filter((p) => p !== due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = until;
    },
    sleep(ms) {
      now += ms;
    },
    pending: () => queue.length,
  };
}
