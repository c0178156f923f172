/** What went otherwise than the lesson means, in the lint's own words: findings of the session that was begun last. */
import type { Finding, Severity } from '../../../dialects/rule.ts';
import type { LessonSession } from '../../../lessons/lesson.ts';
import type { WrongTurn } from '../../rooms/lessons-room.ts';

const mostTurns = 5;
const weight: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Errors first, without what is only worth a note. `meant`: rules that the lesson shows on purpose. A session may have completed steps
 * before the one that is now: what was found in it counts all the same, since it may be why this one is not done. Where a connection is
 * used again, its newest start counts, with what was found of the connection itself.
 */
export function wrongTurns(sessions: readonly LessonSession[], meant: readonly string[]): WrongTurn[] {
  const newest = sessions.at(-1);
  if (newest === undefined) return [];
  const counts = ofLastTry(newest);
  return newest.findings
    .filter(({ rule, severity }) => severity !== 'info' && !meant.includes(rule))
    .map((finding) => ({ finding, seq: finding.proofs.find((proof) => counts(proof.seq))?.seq ?? null }))
    .filter(({ finding, seq }) => seq !== null || finding.proofs.length === 0)
    .sort((a, b) => weight[a.finding.severity] - weight[b.finding.severity])
    .slice(0, mostTurns)
    .map(({ finding, seq }) => turnOf(finding, newest.id, seq));
}

/** Whether an entry belongs to the last try: to all of a connection that was started once, else to its newest start or its beginning. */
function ofLastTry({ frames }: LessonSession): (seq: number) => boolean {
  const starts = frames.filter(({ dir, role }) => dir === 'sent' && role === 'config');
  const from = starts.length < 2 ? 0 : (starts.at(-1)?.seq ?? 0);
  const first = frames[0]?.seq ?? 0;
  return (seq) => seq >= from || seq < first;
}

function turnOf({ rule, severity, says }: Finding, session: string, seq: number | null): WrongTurn {
  return { rule, severity, says, session, seq };
}
