/** What readings follow: a session as its client saw it. */
import type { Leg } from './entry.ts';

/** False for a frame that only the upstream's wire carried: before a rule or fault changed it, or after. */
export function crossedClient(frame: { leg?: Leg }): boolean {
  return frame.leg !== 'upstream';
}
