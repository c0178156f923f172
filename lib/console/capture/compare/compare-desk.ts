/** The compare room of the capture core: one comparison at a time, in slices, of two sessions of the list. */
import { wait } from '../../../clock/clock.ts';
import { diffSessions } from '../../../diff/diff-sessions.ts';
import type { Pair, SessionDiff } from '../../../diff/session-diff.ts';
import { isOtherEvent, summaryOf } from '../../../diff/summary.ts';
import type { Tolerance } from '../../../diff/tolerance.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import {
  type CompareAnswer,
  type ComparedSession,
  type CompareView,
  type CompareWish,
  noCompare,
} from '../../rooms/compare-room.ts';
import { isOver } from '../connection-words.ts';
import { evidenceOf } from '../evidence-of.ts';
import type { HeldSession } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { comparedWaves } from './compare-waves.ts';
import { diffSideOf } from './diff-side-of.ts';

const sliceMs = 6;
const mostRows = 500;

/** Sessions by their ids: one that is forgotten meanwhile is not kept for this. */
type Done = { diff: SessionDiff; a: string; b: string; other: readonly Pair[] };

export class CompareDesk {
  private readonly parts: RoomParts;
  /** Rises with each comparison and each stop: what was begun before is given up. */
  private job = 0;
  private done: Done | null = null;
  private told: CompareView = noCompare;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(wish: CompareWish): Promise<CompareAnswer> {
    if (wish.op === 'compare') return this.compare(wish.a, wish.b, wish.tolerance);
    if (wish.op === 'stop') return this.stop();
    if (this.done === null) return problem('no_session', 'nothing was compared yet');
    if (wish.op === 'rows') {
      const list = wish.all ? this.done.diff.pairs : this.done.other;
      const from = Math.max(0, Math.floor(wish.from));
      return { rows: list.slice(from, from + Math.min(mostRows, wish.count)), from };
    }
    const both = this.both(this.done.a, this.done.b);
    if ('code' in both) return both;
    return { waves: await comparedWaves(both.a.track.sound, both.b.track.sound, this.done.diff.sound, wish) };
  }

  private stop(): null {
    this.job++;
    this.say({ busy: false });
    return null;
  }

  private async compare(idA: string, idB: string, tolerance: Tolerance): Promise<CompareAnswer> {
    const { sessions } = this.parts;
    const both = this.both(idA, idB);
    if ('code' in both) return both;
    const { a, b } = both;
    const job = ++this.job;
    this.say({ busy: true });
    try {
      const beside = () => sessions.all();
      const breathe = this.breather(job);
      for (const held of new Set([a, b])) await evidenceOf(held).settled();
      const [sideA, sideB] = [diffSideOf(a, beside), diffSideOf(b, beside)];
      const of = { a: comparedSession(a, sideA.length()), b: comparedSession(b, sideB.length()) };
      const diff = await diffSessions(sideA, sideB, { tolerance, breathe });
      if (this.job !== job) return null;
      if (a.session.log.unread + b.session.log.unread > 0) {
        this.say({ busy: false });
        return problem('spill_unreadable', 'zeros would be compared with bytes that came');
      }
      const other = diff.pairs.filter((pair) => isOtherEvent(pair) || pair.kind !== 'same' || pair.otherTime);
      this.done = { diff, a: idA, b: idB, other };
      const { sentence, same } = summaryOf(diff);
      const { pairs, ...rest } = diff;
      const counts = { events: pairs.length, otherEvents: other.length };
      this.say({ busy: false, result: { ...rest, ...counts, number: job, of, sentence, same } });
      return null;
    } catch (thrown) {
      if (thrown === givenUp) return null;
      if (this.job === job) this.say({ busy: false });
      throw thrown;
    }
  }

  private both(idA: string, idB: string): { a: HeldSession; b: HeldSession } | Problem {
    const { sessions } = this.parts;
    const [a, b] = [sessions.find(idA), sessions.find(idB)];
    return a === undefined || b === undefined
      ? problem('no_session', 'one of the two is no longer in the list')
      : { a, b };
  }

  /** Lets the log go on after each slice; throws once something else is wanted. */
  private breather(job: number): () => Promise<void> {
    const { clock } = this.parts.host;
    let until = clock.now() + sliceMs;
    return async () => {
      if (this.job !== job) throw givenUp;
      if (clock.now() < until) return;
      await wait(clock, 0);
      until = clock.now() + sliceMs;
      if (this.job !== job) throw givenUp;
    };
  }

  private say(view: Partial<CompareView>): void {
    this.told = { ...this.told, ...view };
    this.parts.page.say({ comparison: this.told });
    this.parts.page.touchView();
  }
}

const givenUp = new Error('given up');

function comparedSession({ session }: HeldSession, entries: number): ComparedSession {
  return { id: session.log.head.id, title: session.title, entries, live: !isOver(session.connection) };
}
