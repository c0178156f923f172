/** What went otherwise than the lesson means, in the lint's own words: findings of the session that was begun last. */
import type { Finding, Severity } from '../../../dialects/rule.ts';
import type { LessonSession } from '../../../lessons/lesson.ts';
import type { WrongTurn } from '../../rooms/lessons-room.ts';

const mostTurns = 5;
const weight: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Errors first, without what is only worth a note. `meant`: rules that the lesson shows on purpose. A session may have completed steps
 * before the one that is now: what was found in it counts all the same, since it may be why this one is not done.
 */
export function wrongTurns(sessions: readonly LessonSession[], meant: readonly string[]): WrongTurn[] {
  const newest = sessions.at(-1);
  if (newest === undefined) return [];
  return newest.findings
    .filter(({ rule, severity }) => severity !== 'info' && !meant.includes(rule))
    .sort((a, b) => weight[a.severity] - weight[b.severity])
    .slice(0, mostTurns)
    .map((finding) => turnOf(finding, newest.id));
}

function turnOf({ rule, severity, says, proofs }: Finding, session: string): WrongTurn {
  return { rule, severity, says, session, seq: proofs[0]?.seq ?? null };
}
