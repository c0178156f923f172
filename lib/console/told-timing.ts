/** What the page is told of a session's timing: all but the figures of each turn, which weigh ten times the rest, four times a second. */
import type { TimingView, TurnView } from '../timing/timing-view.ts';

export type ToldTurn = Omit<TurnView, 'figures'>;
export type ToldTiming = Omit<TimingView, 'turns'> & { turns: readonly ToldTurn[] };

export function toldTiming(view: TimingView): ToldTiming {
  return { ...view, turns: view.turns.map(({ figures: _, ...turn }) => turn) };
}
