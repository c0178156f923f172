import type { LogView } from '@/lib/console/state.ts';

/** Why a session that has entries shows no row; empty when there is a row, or nothing to show yet. Facets count since the last clear. */
export function emptyNote(view: Pick<LogView, 'rowCount' | 'clearedBefore' | 'facets'>, paused: boolean): string {
  if (view.rowCount > 0) return '';
  const isCleared = view.clearedBefore > 1;
  if (isCleared && (paused || view.facets.length === 0))
    return 'Cleared: what comes next is shown here. The session still holds the rest.';
  return view.facets.length > 0 && !paused ? 'No row passes the filter.' : '';
}
