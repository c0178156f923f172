/** What the page asks of the import room, what it is answered, and what it sees of it meanwhile. */
import type { Problem } from '../../problem/problem.ts';

export type ImportWish = { op: 'nothing' };
export type ImportAnswer = Problem | null;
/** The part of the page's state that this room makes. */
export type ImportView = { busy: boolean };
export const noImport: ImportView = { busy: false };
