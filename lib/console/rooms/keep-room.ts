/** What the page asks of the keep room, what it is answered, and what it sees of it meanwhile. */
import type { Problem } from '../../problem/problem.ts';

export type KeepWish = { op: 'nothing' };
export type KeepAnswer = Problem | null;
/** The part of the page's state that this room makes. */
export type KeepView = { busy: boolean };
export const noKeep: KeepView = { busy: false };
