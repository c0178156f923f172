import type { KeepPlace } from '@/lib/console/rooms/keep-room.ts';
import type { SessionSummary } from '@/lib/console/state.ts';

/** Only what is over can be forgotten: of a live session more would come. */
export function canForget({ connection: { phase } }: SessionSummary): boolean {
  return phase === 'refused' || phase === 'closed' || phase === 'failed';
}

/** Where no session is on a tab. */
export function noTabWords(kept: number): string {
  return kept === 0 ? 'No session yet' : 'No session open';
}

/** What closing a tab does to its session. */
export function closeWords(place: KeepPlace | null): string {
  return place === null || place === 'memory' ? 'its rows are forgotten' : 'the session stays kept';
}
