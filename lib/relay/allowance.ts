/** What one user has under way, within limits: sessions of pages, taps, plain calls and clients of replays are counted alike. Pure. */
import type { Clock, Timer } from '../clock/clock.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { UserLimits } from './user-limits.ts';

export type Way = 'relay' | 'tap' | 'replay';

/** One that is over. Bytes of messages and bodies, as seen by the client's side; `code` null where no close frame crossed. */
export type PassedSession = {
  way: Way;
  upstream: string;
  durationMs: number;
  sentBytes: number;
  receivedBytes: number;
  code: number | null;
};

/** The place of one session. */
export type Pass = {
  /** Once: what ends it when a limit is reached, given the reason as a clause. `timed` false: its own deadlines see to its length. */
  endedBy(end: (why: string) => void, timed?: boolean): void;
  moved(sent: boolean, bytes: number): void;
  closed(code: number): void;
  /** Over: the place is free. May be called again. */
  leave(): void;
};

export type Allowance = {
  /** A place, or why there is none now. */
  enter(way: Way, upstream: string): Pass | Problem;
  /** Under way now. */
  live(): number;
  /** So many seconds from now it is of use to ask again, after a refusal. */
  nextInS(): number;
};

export type AllowanceParts = {
  clock: Clock;
  limits: UserLimits;
  /** Why nothing new is begun at all; null for nothing of the kind. */
  closed: () => Problem | null;
  over: (session: PassedSession) => void;
};

const minuteMs = 60_000;
const hint = 'Wait, or close another one.';
/** Nobody knows when a connection that is open will end. */
const fullRetryS = 5;

export function createAllowance({ clock, limits, closed, over }: AllowanceParts): Allowance {
  const live = new Set<Pass>();
  let begun: number[] = [];

  const minuteInS = (now: number) => Math.max(1, Math.ceil(((begun[0] ?? now) + minuteMs - now) / 1000));

  const refusal = (): Problem | null => {
    const why = closed();
    if (why !== null) return why;
    if (live.size >= limits.sessions) {
      const says = `${limits.sessions} connections of yours are open, and no more may be at a time: the next one when one of them has ended.`;
      return problem('limit_reached', says, undefined, hint);
    }
    const now = clock.now();
    begun = begun.filter((at) => now - at < minuteMs);
    if (begun.length < limits.connectsPerMinute) return null;
    const seconds = minuteInS(now);
    const says = `You opened ${limits.connectsPerMinute} connections within a minute, and no more may be: the next one in ${seconds} s.`;
    return problem('limit_reached', says, undefined, hint);
  };

  return {
    live: () => live.size,
    nextInS: () => (live.size >= limits.sessions ? fullRetryS : minuteInS(clock.now())),
    enter(way, upstream) {
      const why = refusal();
      if (why !== null) return why;
      const startedAt = clock.now();
      begun.push(startedAt);
      const bytes = { sent: 0, received: 0 };
      let code: number | null = null;
      let end: ((why: string) => void) | null = null;
      let timer: Timer | undefined;
      const enough = (says: string) => {
        const ending = end;
        end = null;
        ending?.(says);
      };
      const pass: Pass = {
        endedBy(run, timed = true) {
          end = run;
          const words = `this connection is ${limits.sessionMs / 60_000} minutes old, the most a user has here`;
          if (timed) timer = clock.after(limits.sessionMs, () => enough(words));
        },
        moved(sent, size) {
          bytes[sent ? 'sent' : 'received'] += size;
          if (bytes.sent + bytes.received > limits.sessionBytes)
            enough(`${limits.sessionBytes / 2 ** 20} MiB have crossed, the most a connection of a user may carry here`);
        },
        closed(number) {
          code = number;
        },
        leave() {
          if (!live.delete(pass)) return;
          end = null;
          clock.cancel(timer);
          const durationMs = Math.round(clock.now() - startedAt);
          over({ way, upstream, durationMs, sentBytes: bytes.sent, receivedBytes: bytes.received, code });
        },
      };
      live.add(pass);
      return pass;
    },
  };
}
