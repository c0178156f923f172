/** What the observers of a conversation have in common. */
import type { Conversation } from './conversation.ts';
import type { Observed, ProfileField, ProfileValue } from './profile.ts';

/** A field that was observed, or the reason why it was not. */
export type Finds = { [field in ProfileField]?: Observed | { why: string } };
export type Observer = (told: Conversation) => Finds;

const mostSeqs = 16;

/** `seen`: all entries that prove it, the first of which are kept; `times`: how often it was, where that is not one for each. */
export function observed(
  value: ProfileValue,
  seen: readonly { seq: number }[],
  says?: string,
  times = Math.max(1, seen.length),
): Observed {
  const seqs = seen.slice(0, mostSeqs).map(({ seq }) => seq);
  return { value, times, seqs, ...(says === undefined ? {} : { says }) };
}
