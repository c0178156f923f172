/**
 * The clocks of one connection: two that end it (no upgrade, no answer to our close), two that leave a mark, and two that do so or end it,
 * as the limits say (a long session, nothing after the peer was done).
 */
import type { Clock, Timer } from '../clock/clock.ts';
import type { Limits } from './limits.ts';

export type Deadlines = {
  /** A refusal came in time: how long its body may take is not for this clock to say. */
  answering(): void;
  upgraded(): void;
  /** A frame went or came. */
  moved(received: boolean): void;
  /** The frame that came says that the peer has finished, or failed. Runs out unless one follows, either way. */
  done(): void;
  closing(): void;
  /** Our close was answered. */
  goodbye(): void;
  stop(): void;
};

export type DeadlineEvents = {
  noUpgrade(): void;
  noCloseAck(): void;
  mark(says: string): void;
  enough(why: string): void;
};

export function openDeadlines(clock: Clock, limits: Limits, on: DeadlineEvents): Deadlines {
  const timers = new Map<string, Timer>();
  const set = (name: string, ms: number, run: () => void) => {
    clock.cancel(timers.get(name));
    timers.set(name, clock.after(ms, run));
  };
  const drop = (name: string) => {
    clock.cancel(timers.get(name));
    timers.delete(name);
  };
  const seconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;
  let lastMove = 0;

  /** One timer for all frames: it looks back when it fires instead of being set anew for each of them. */
  const watchIdle = (ms: number) =>
    set('idle', ms, () => {
      const quiet = clock.now() - lastMove;
      if (quiet < limits.idleMs) return watchIdle(limits.idleMs - quiet);
      on.mark(`no frame either way for ${seconds(limits.idleMs)}`);
      timers.delete('idle');
    });

  /** `why` as a clause: it stands in the mark, and in the reason of the close. */
  const run = (name: string, ms: number, why: string) =>
    set(name, ms, () => (limits.closes ? on.enough(why) : on.mark(why)));

  set('connect', limits.connectMs, on.noUpgrade);
  return {
    answering: () => drop('connect'),
    upgraded() {
      drop('connect');
      lastMove = clock.now();
      set('first', limits.firstFrameMs, () => on.mark(`nothing received in the first ${seconds(limits.firstFrameMs)}`));
      run('session', limits.sessionMs, `this session is ${limits.sessionMs / 60_000} minutes old`);
      watchIdle(limits.idleMs);
    },
    moved(received) {
      lastMove = clock.now();
      if (received) drop('first');
      drop('done');
      if (!timers.has('idle')) watchIdle(limits.idleMs);
    },
    done: () =>
      run(
        'done',
        limits.afterDoneMs,
        `open and silent for ${seconds(limits.afterDoneMs)} after the server had finished or failed`,
      ),
    closing: () => set('close', limits.closeAckMs, on.noCloseAck),
    goodbye: () => drop('close'),
    stop() {
      for (const name of [...timers.keys()]) drop(name);
    },
  };
}
