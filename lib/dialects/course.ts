/** The course of a socket as its client sees it: which event leads from which state to which. */

/** Anything else leaves the state as it is. */
export type CourseMove<State extends string = string> = {
  from: readonly State[];
  by: 'client' | 'server';
  event: string;
  to: State;
};

/** Where an event leads. */
export function stateAfter<State extends string>(
  moves: readonly CourseMove<State>[],
  state: State,
  by: 'client' | 'server',
  event: string,
): State {
  for (const move of moves) if (move.event === event && move.by === by && move.from.includes(state)) return move.to;
  return state;
}
