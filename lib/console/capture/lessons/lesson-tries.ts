/** How often the step that is on was tried without success: runs begun since it came on that have ended, or came to rest. */
import type { LessonSession } from '../../../lessons/lesson.ts';

/** What completes the step may still come so long after the end: a close, the last look of the rules. */
const settleMs = 1000;
/** So long nothing crossed the wire: the run has come to rest, also where its client never ended it. */
const restMs = 5000;

export class LessonTries {
  private step: string | null = null;
  /** By session, the rounds that had begun when the step came on: what is left of them is no try of it. */
  private readonly before = new Map<string, number>();
  private ended = 0;
  private sinceMs = 0;
  private told = 0;

  /** The count as it is to be told at `nowMs`. `step`: the id of the one that is on. */
  count(step: string, sessions: readonly LessonSession[], nowMs: number): number {
    if (step !== this.step) {
      this.step = step;
      this.before.clear();
      for (const one of sessions) this.before.set(one.id, hasSent(one) ? roundOf(one) : -1);
      this.ended = 0;
      this.told = 0;
      return 0;
    }
    const ended = sessions.reduce((sum, one) => sum + this.endedOf(one), 0);
    if (ended !== this.ended) this.sinceMs = nowMs;
    this.ended = ended;
    if (nowMs - this.sinceMs >= settleMs) this.told = Math.max(this.told, ended);
    return this.told;
  }

  /** A run has ended that is not told yet: look again. */
  get isSettling(): boolean {
    return this.ended > this.told;
  }

  private endedOf(one: LessonSession): number {
    const round = roundOf(one);
    const from = Math.max(this.before.get(one.id) ?? -1, round === 0 ? -1 : 0);
    return Math.max(0, (isAtEnd(one, round) ? round : round - 1) - from);
  }
}

const roundOf = ({ frames }: LessonSession): number => frames.at(-1)?.round ?? 0;
const hasSent = ({ frames }: LessonSession): boolean => frames.some(({ dir }) => dir === 'sent');

function isAtEnd(one: LessonSession, round: number): boolean {
  if (one.isOver) return true;
  if (!hasSent(one)) return false;
  const last = one.frames.at(-1);
  if (last !== undefined && one.timeMs - last.t >= restMs) return true;
  return one.frames.findLast(({ role }) => role === 'done')?.round === round && round > 0;
}
