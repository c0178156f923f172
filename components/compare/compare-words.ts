import { firstDifference } from '@/lib/diff/clipped.ts';
import type { Pair } from '@/lib/diff/session-diff.ts';
import { deltaText, msText } from '../ui/numbers.ts';

const kinds: Readonly<Record<Pair['kind'], string>> = {
  same: 'same',
  differs: 'differs',
  'only-a': 'only in A',
  'only-b': 'only in B',
  moved: 'moved',
};

/** How a pair differs, in a word or two. */
export function kindWords({ kind, otherTime }: Pick<Pair, 'kind' | 'otherTime'>): string {
  return kind === 'same' && otherTime ? 'other time' : kinds[kind];
}

export const laneWords: Readonly<Record<Pair['lane'], string>> = {
  connection: 'connection',
  sent: 'sent',
  received: 'received',
};
export const laneArrows: Readonly<Record<Pair['lane'], string>> = { connection: '·', sent: '↑', received: '↓' };

/** `A #12 at 340.0 ms`: its time as the log has it. */
export function placeWords(side: 'A' | 'B', place: Pair['a']): string {
  if (place === null) return `not in ${side}`;
  const through = place.last > place.seq && place.frames > 1 ? `–${place.last}` : '';
  return `${side} #${place.seq}${through} at ${msText(place.t)} ms`;
}

/** `B +230.0 ms in its turn`, `B -63.0 ms from the start`: that far apart, counted from there; empty where one side has none. */
export function apartWords({ a, b }: Pick<Pair, 'a' | 'b'>): string {
  if (a === null || b === null) return '';
  const from = (inTurn: boolean) => (inTurn ? 'in its turn' : 'from the start');
  const where = a.inTurn === b.inTurn ? from(b.inTurn) : `${from(b.inTurn)}, A ${from(a.inTurn)}`;
  return `B ${deltaText(b.offsetMs - a.offsetMs)} ms ${where}`;
}

/** So much that both have in common is shown before the first letter that differs. */
const shownHead = 12;

/** Both values from a little before their first difference: a row has room for few letters. */
export function aroundBoth(a: string, b: string): { a: string; b: string } {
  const at = firstDifference(a, b);
  if (at <= 2 * shownHead) return { a, b };
  const from = at - shownHead;
  const shown = (text: string) => `…${text.slice(from)}`;
  return { a: shown(a), b: shown(b) };
}
