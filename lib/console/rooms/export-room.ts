/** What the page asks of the export room, what it is answered, and what it sees of it meanwhile. */
import type { Problem } from '../../problem/problem.ts';

export type ExportWish = { op: 'nothing' };
export type ExportAnswer = Problem | null;
/** The part of the page's state that this room makes. */
export type ExportView = { busy: boolean };
export const noExport: ExportView = { busy: false };
