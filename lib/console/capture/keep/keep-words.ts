/** What the keep room says. */
import { type Problem, problem } from '../../../problem/problem.ts';
import type { KeptSession } from '../../rooms/keep-room.ts';

/** For the screen reader: what was deleted. */
export function deletedWords([first, ...others]: readonly KeptSession[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${first?.title ?? ''}${more} deleted; can be brought back for a minute`;
}

export function gone(): Problem {
  return problem('kept_gone', 'it is not in the list any more');
}
