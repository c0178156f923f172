/** One line of JSON for each session that is over: who, how and how much; no payload, header, address or text. */
import type { Clock } from '../../clock/clock.ts';
import type { PassedSession } from '../../relay/allowance.ts';
import type { User } from '../login/logins.ts';

export function auditLine(clock: Clock, user: User, session: PassedSession): string {
  return JSON.stringify({ audit: 'session', at: new Date(clock.wall()).toISOString(), user: user.id, ...session });
}
