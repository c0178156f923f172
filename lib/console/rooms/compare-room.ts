/** What the page asks of the compare room, what it is answered, and what it sees of it meanwhile. */
import type { Problem } from '../../problem/problem.ts';

export type CompareWish = { op: 'nothing' };
export type CompareAnswer = Problem | null;
/** The part of the page's state that this room makes. */
export type CompareView = { busy: boolean };
export const noCompare: CompareView = { busy: false };
