/** What went otherwise than the lesson means, in the lint's own words: findings of the newest session since its step began. */
import type { Finding, Severity } from '../../../dialects/rule.ts';
import type { WrongTurn } from '../../rooms/lessons-room.ts';
import type { LessonSight } from './lesson-sight.ts';

const mostTurns = 5;
const weight: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

export class WrongTurns {
  /** Of the sessions that were there when the step began: their findings then. */
  private before = new Map<string, ReadonlySet<string>>();

  /** Another step began: what was found before is of the one that is done. */
  step(sessions: readonly LessonSight[]): void {
    this.before = new Map(sessions.map((one) => [one.id, new Set(one.findings.map(({ key }) => key))]));
  }

  /** `meant`: rules that the lesson shows on purpose. */
  of(sessions: readonly LessonSight[], meant: readonly string[]): WrongTurn[] {
    const newest = sessions.at(-1);
    if (newest === undefined) return [];
    const known = this.before.get(newest.id);
    return newest.findings
      .filter(({ key, rule, severity }) => severity !== 'info' && !meant.includes(rule) && known?.has(key) !== true)
      .sort((a, b) => weight[a.severity] - weight[b.severity])
      .slice(0, mostTurns)
      .map((finding) => turnOf(finding, newest.id));
  }
}

function turnOf({ rule, severity, says, proofs }: Finding, session: string): WrongTurn {
  return { rule, severity, says, session, seq: proofs[0]?.seq ?? null };
}
