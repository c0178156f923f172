/** Which sessions a lesson looks at: those that began after it did, on this console or through its tap, the newest of them. */
import type { Clock } from '../../../clock/clock.ts';
import { isOver } from '../connection-words.ts';
import type { HeldSession } from '../held-session.ts';
import type { SessionClocks } from '../session-clocks.ts';
import { LessonSight } from './lesson-sight.ts';

/** Of more than these the oldest are let go: a lesson is about what was done last. */
const mostSessions = 40;
const mostFramesOfAll = 60_000;
/** So long they are read in one go. */
const sliceMs = 4;
const sliceEntries = 200;

export class LessonSessions {
  private readonly clock: Clock;
  private readonly all: () => Iterable<HeldSession>;
  private readonly clocksOf: (id: string) => Pick<SessionClocks, 'sessionTime'> | null;
  private readonly since: number;
  /** Those that were there before: each is the lesson's all the same if nothing had been sent on it. */
  private readonly before = new Map<HeldSession, boolean>();
  private readonly sights = new WeakMap<HeldSession, LessonSight>();

  constructor(clock: Clock, all: () => Iterable<HeldSession>, clocksOf: LessonSessions['clocksOf']) {
    this.clock = clock;
    this.all = all;
    this.clocksOf = clocksOf;
    this.since = clock.now();
    for (const held of all()) this.before.set(held, held.session.lastSent === 0 && !isOver(held.session.connection));
  }

  /** In the order they began. */
  list(): LessonSight[] {
    const held = [...this.all()].filter((one) => this.counts(one)).sort((a, b) => a.begunAt - b.begunAt);
    const kept: LessonSight[] = [];
    let frames = 0;
    for (const one of held.slice(-mostSessions).reverse()) {
      const sight = this.sights.get(one) ?? new LessonSight(one);
      this.sights.set(one, sight);
      frames += sight.frames.length;
      if (kept.length > 0 && frames > mostFramesOfAll) break;
      kept.push(sight);
    }
    return kept.reverse();
  }

  /** Reads on for a few milliseconds; false when some of it is left. */
  catchUp(list: readonly LessonSight[]): boolean {
    const end = this.clock.now() + sliceMs;
    for (const sight of list) while (!sight.catchUp(sliceEntries)) if (this.clock.now() >= end) return false;
    return true;
  }

  private counts(held: HeldSession): boolean {
    const { session } = held;
    if (held.isAdopted || held.isLost) return false;
    // A recording that is served is no teacher, but a client that is pointed at it is a client.
    if (session.tap === null && session.log.head.upstream.startsWith('replay-')) return false;
    return this.before.get(held) ?? (held.begunAt >= this.since && !this.isOlder(held));
  }

  /** The server keeps what clients did while no page was open, and this page may learn of it late: it began when its record did. */
  private isOlder({ session }: HeldSession): boolean {
    const time = this.clocksOf(session.log.head.id)?.sessionTime(this.since) ?? null;
    return time === null ? session.tap !== null : time.t > time.uncertainMs;
  }
}
