/** The figures of two sessions and of their turns side by side, each told whether it differs beyond the tolerance. */
import type { FigureId, Unit as FigureUnit } from '../timing/figure.ts';
import type { TimingView, TurnView } from '../timing/timing-view.ts';
import type { Match } from './pair-up.ts';
import type { TimingDifference } from './session-diff.ts';
import { isBeyond, type Tolerance } from './tolerance.ts';

/** Times that a server answers for. */
const compared: readonly FigureId[] = [
  'upgrade',
  'first-byte',
  'first-playable',
  'first-audible',
  'gap-p50',
  'gap-p95',
  'gap-max',
  'stalled',
  'prebuffer',
];
const ofTurn: readonly (readonly [keyof TurnView, string])[] = [
  ['firstByteMs', 'First audio byte'],
  ['firstPlayableMs', 'First playable'],
  ['firstAudibleMs', 'First audible'],
  ['longestGapMs', 'Gap, longest'],
];
const mostTurns = 500;

/** All that were compared: figures of the session, then of each pair of turns that has one beyond the tolerance. `lengths`: ms. */
export function timingDifferences(
  a: TimingView | null,
  b: TimingView | null,
  lengths: { x: number; y: number },
  matches: readonly Match[],
  tolerance: Tolerance,
): TimingDifference[] {
  const make = (id: string, label: string, unit: FigureUnit, x: number | null, y: number | null) => {
    return { id, label, turn: null, unit, a: x, b: y, beyond: isBeyond(x, y, tolerance) };
  };
  const figures = compared.flatMap((id) => {
    const [x, y] = [a, b].map((view) => view?.figures.find((figure) => figure.id === id));
    const { label, unit } = x ?? y ?? {};
    if (label === undefined || unit === undefined) return [];
    const values = [x?.value ?? null, y?.value ?? null] as const;
    return values[0] === null && values[1] === null ? [] : [make(id, label, unit, ...values)];
  });
  const length = make('length', 'Length of the session', 'ms', lengths.x, lengths.y);
  return [...figures, length, ...turnDifferences(a, b, matches, tolerance)];
}

function turnDifferences(a: TimingView | null, b: TimingView | null, matches: readonly Match[], tolerance: Tolerance) {
  if (a === null || b === null || Math.max(a.turns.length, b.turns.length) < 2) return [];
  const out: TimingDifference[] = [];
  for (const [x, y] of turnPairs(a.turns, b.turns, matches).slice(0, mostTurns)) {
    const turn = { a: x.index, b: y.index };
    for (const [name, label] of ofTurn) {
      const [p, q] = [x[name] as number | null, y[name] as number | null];
      if (isBeyond(p, q, tolerance)) out.push({ id: name, label, turn, unit: 'ms', a: p, b: q, beyond: true });
    }
  }
  return out;
}

/** Turns whose texts stand opposite each other, each once. */
function turnPairs(a: readonly TurnView[], b: readonly TurnView[], matches: readonly Match[]): [TurnView, TurnView][] {
  const inA = new Map(a.map((turn) => [turn.fromSeq, turn]));
  const inB = new Map(b.map((turn) => [turn.fromSeq, turn]));
  return matches.flatMap(({ x, y }): [TurnView, TurnView][] => {
    const [one, other] = [x === null ? undefined : inA.get(x.seq), y === null ? undefined : inB.get(y.seq)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
}
