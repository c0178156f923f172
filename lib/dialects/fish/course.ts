/** The course of a session of Fish Audio (protocol reference A6): the rules go by it, and the reference draws it. */
import type { CourseMove } from '../course.ts';

/** `silent`: nothing was sent yet; `started`: text may come; `waiting`: after stop; `over`: finish or error came. */
export type State = 'silent' | 'started' | 'waiting' | 'over';

const begun: readonly State[] = ['started', 'waiting', 'over'];

export const fishMoves: readonly CourseMove<State>[] = [
  { from: ['silent', ...begun], by: 'client', event: 'start', to: 'started' },
  { from: ['started'], by: 'client', event: 'stop', to: 'waiting' },
  { from: begun, by: 'server', event: 'finish', to: 'over' },
  { from: begun, by: 'server', event: 'error', to: 'over' },
];
