/** How long the first audio of a turn let itself be waited for. */
import type { TurnView } from './timing-view.ts';

/** An answer slower than this is no conversation. */
export const lateAnswerMs = 3000;
export const lateAnswerWords = `A first audio is late from ${lateAnswerMs / 1000} s on, counted from when it was asked for; the figures count from the first text.`;

/** Since the first audio of a turn was due; while there is none, to now. Null for a turn that was not asked for, or ended without. */
export function answerMs(
  turn: Pick<TurnView, 'dueMs' | 't0Ms' | 'firstByteMs' | 'endedBy'>,
  untilMs: number,
): number | null {
  if (turn.dueMs === null) return null;
  if (turn.firstByteMs !== null) return turn.t0Ms + turn.firstByteMs - turn.dueMs;
  return turn.endedBy === null ? untilMs - turn.dueMs : null;
}
