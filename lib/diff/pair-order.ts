/** The pairs of all lanes in one list: in the order of x, and what y alone has behind what came before it there. */
import { partitionPoint } from '../session/partition-point.ts';
import type { Match } from './pair-up.ts';

export function inOrderOfBoth(matches: readonly Match[]): Match[] {
  const known = matches
    .flatMap(({ x, y, moved }) => (x === null || y === null || moved ? [] : [{ x: x.seq, y: y.seq }]))
    .sort((a, b) => a.y - b.y);
  const placeOf = ({ x, y }: Match): number => {
    if (x !== null) return x.seq;
    const seq = y?.seq ?? 0;
    return known[partitionPoint(known.length, (i) => (known[i]?.y ?? 0) < seq) - 1]?.x ?? 0;
  };
  return matches
    .map((match) => ({ match, place: placeOf(match), alone: match.x === null ? (match.y?.seq ?? 0) : 0 }))
    .sort((a, b) => a.place - b.place || a.alone - b.alone)
    .map(({ match }) => match);
}
