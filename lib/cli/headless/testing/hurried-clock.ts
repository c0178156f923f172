/**
 * A clock for tests that never waits: whenever the process has nothing else to do, time jumps to the next timer. What takes real time
 * (a voice at work) is told by `isBusy`: time stands still meanwhile.
 */
import type { Clock } from '../../../clock/clock.ts';
import type { Spoken, Voice } from '../../../sandbox/voice.ts';

type Pending = { at: number; order: number; run: () => void };

/** So many turns of the event loop without news: streams and promises hand things on for a few of them. */
const quietTurns = 6;

export type HurriedClock = Clock & {
  /** Lets time run until `work` is settled. */
  during<T>(work: Promise<T>): Promise<T>;
};

export function hurriedClock(isBusy: () => boolean): HurriedClock {
  let now = 0;
  let order = 0;
  const queue = new Set<Pending>();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const next = () => {
    let first: Pending | undefined;
    for (const one of queue)
      if (first === undefined || one.at < first.at || (one.at === first.at && one.order < first.order)) first = one;
    return first;
  };
  return {
    now: () => now,
    wall: () => 1_700_000_000_000 + now,
    after(ms, run) {
      const entry: Pending = { at: now + Math.max(0, ms), order: order++, run };
      queue.add(entry);
      return entry;
    },
    cancel(timer) {
      queue.delete(timer as Pending);
    },
    async during(work) {
      let over = false;
      const settled = work.finally(() => {
        over = true;
      });
      settled.catch(() => {});
      while (!over) {
        for (let quiet = 0; quiet < quietTurns && !over; quiet = isBusy() ? 0 : quiet + 1) await turn();
        const due = over ? undefined : next();
        if (due === undefined) continue;
        queue.delete(due);
        now = Math.max(now, due.at);
        due.run();
      }
      return settled;
    },
  };
}

/** A voice that tells whether it is at work. */
export function watchedVoice(voice: Voice): { voice: Voice; isBusy: () => boolean } {
  let working = 0;
  const watch = (spoken: Promise<Spoken>) => {
    working++;
    const over = () => {
      working--;
    };
    spoken.then(over, over);
    return spoken;
  };
  return {
    isBusy: () => working > 0,
    voice: {
      open(ask) {
        const stream = voice.open(ask);
        return {
          speak: (text, speaker) => watch(stream.speak(text, speaker)),
          end: () => watch(stream.end()),
          drop: () => stream.drop(),
        };
      },
    },
  };
}
