import type { ConsoleState } from '@/lib/console/state.ts';

/** The connection on show is a client's own, through the tap: not while the page's own attempt, which has no session yet, is shown in its place. */
export function isOfClient({
  sessions,
  active,
  connection,
}: Pick<ConsoleState, 'sessions' | 'active' | 'connection'>): boolean {
  const shown = sessions.find(({ id }) => id === active);
  return shown?.tap !== undefined && shown.connection.words === connection.words;
}
