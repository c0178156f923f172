/** What is done with rules and held frames by buttons and palette alike. */
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { TapView } from '@/lib/console/rooms/tap-room.ts';
import type { ConsoleState, SessionSummary } from '@/lib/console/state.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { numberOfId } from '@/lib/relay/tap/rules.ts';

/** Everything that waits goes on as it is, in the order in which it was held, so many milliseconds later. */
export async function passOnAll(facade: ConsoleFacade, delayMs = 0): Promise<Problem | null> {
  let why: Problem | null = null;
  for (const { session, held } of facade.getState().tap.held)
    why = (await facade.ask('tap', { op: 'release', session, held, act: 'pass', ...after(delayMs) })) ?? why;
  return why;
}

/** What a release says of it; nothing of none. */
export function after(delayMs: number): { delayMs?: number } {
  return delayMs > 0 ? { delayMs } : {};
}

/** Unlike those of the rules there are, and of those there were (`used`): marks name it. */
export function nextRuleId({ rules, used }: Pick<TapView, 'rules' | 'used'>): string {
  const numbers = (rules ?? []).map(({ id }) => numberOfId(id));
  return `r${Math.max(used, ...numbers) + 1}`;
}

/** Connections that a frame can be put into: tapped, open, and read frame by frame. */
export function canTakeFrames(session: SessionSummary): boolean {
  return session.connection.phase === 'open' && session.tap?.kind === 'parsed';
}

/** The open ones among the sessions. */
export function openTaps({ sessions }: Pick<ConsoleState, 'sessions'>): readonly SessionSummary[] {
  return sessions.filter(canTakeFrames);
}
