import { counted } from '@/lib/bytes/quantity.ts';
import type { SessionSummary, TapSummary } from '@/lib/console/state.ts';

/** A session that came through the tap. */
export type Tapped = SessionSummary & { tap: TapSummary };

/** Those that came through the tap: live ones first, of each the newest first. */
export function tappedOf(sessions: readonly SessionSummary[]): Tapped[] {
  const tapped = sessions.filter((session): session is Tapped => session.tap !== undefined);
  return tapped.sort((a, b) => Number(isLive(b)) - Number(isLive(a)) || b.startedAt - a.startedAt);
}

export function isLive({ connection }: Pick<SessionSummary, 'connection'>): boolean {
  return ['dialling', 'open', 'closing'].includes(connection.phase);
}

/** `2 rounds, 34 frames`; `3 calls`; and what was said besides frames. */
export function soFar({ tap, frames }: Pick<Tapped, 'tap' | 'frames'>): string {
  const calls = tap.calls > 0 ? [counted(tap.calls, 'call')] : [];
  if (tap.kind === 'calls') return calls[0] ?? 'no call yet';
  const rounds = tap.rounds > 0 ? [counted(tap.rounds, 'round')] : [];
  return [...rounds, counted(frames, 'frame'), ...calls].join(', ');
}

export const kindWords: Readonly<Record<TapSummary['kind'], string>> = {
  spliced: 'spliced',
  parsed: 'parsed',
  calls: 'plain HTTP',
};
