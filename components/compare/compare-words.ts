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

/** `A #12 at 340.0 ms`: in its turn. */
export function placeWords(side: 'A' | 'B', place: Pair['a']): string {
  if (place === null) return `not in ${side}`;
  const through = place.last > place.seq && place.frames > 1 ? `–${place.last}` : '';
  return `${side} #${place.seq}${through} at ${msText(place.offsetMs)} ms`;
}

/** `+230.0 ms`; empty where one side has none. */
export function apartWords({ a, b }: Pick<Pair, 'a' | 'b'>): string {
  return a === null || b === null ? '' : `${deltaText(b.offsetMs - a.offsetMs)} ms`;
}
