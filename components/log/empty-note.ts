import type { LogView } from '@/lib/console/state.ts';

/** Why a session that has entries shows no row. */
export type EmptyNote = 'cleared' | 'filtered' | 'looking';

/** Null when there is a row, or nothing to show yet. Facets count since the last clear. */
export function emptyNote(
  view: Pick<LogView, 'rowCount' | 'clearedBefore' | 'facets' | 'looked'>,
  paused: boolean,
): EmptyNote | null {
  if (view.rowCount > 0) return null;
  const isCleared = view.clearedBefore > 1;
  if (isCleared && (paused || view.facets.length === 0)) return 'cleared';
  if (view.facets.length === 0 || paused) return null;
  return view.looked === null ? 'filtered' : 'looking';
}
