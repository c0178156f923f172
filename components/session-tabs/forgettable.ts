import type { SessionSummary } from '@/lib/console/state.ts';

/** Only what is over can be forgotten: of a live session more would come. */
export function canForget({ connection: { phase } }: SessionSummary): boolean {
  return phase === 'refused' || phase === 'closed' || phase === 'failed';
}
