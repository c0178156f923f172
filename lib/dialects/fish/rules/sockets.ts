/** A09: too many sockets at once, or upgrades in quick succession. Looks at a list of sessions, not at one. */
import type { SocketsFinding, SocketTimes } from '../../rule.ts';
import { row } from './rule-text.ts';

export const socketText = row('A09', 'W', {
  title: 'More sockets at once than the account allows, or several upgrades within a second.',
  why: 'The server answers 429, or sends error with max_concurrency.',
  mend: 'Keep a pool of sockets, and queue what does not fit.',
  source: 'Fish Audio pricing and rate limits, 2026-08',
});

/** Accounts without a larger deposit may have this many sessions at once. */
export const smallestTier = 5;
/** Upgrades within one second that are taken for a storm of reconnects. */
const upgradesPerSecond = 3;

/** What is wrong with the list, in the order in which it went wrong. `most` is the tier of the account. */
export function socketFindings(sessions: readonly SocketTimes[], most = smallestTier): SocketsFinding[] {
  const sorted = [...sessions].sort((a, b) => a.from - b.from);
  return sorted.flatMap((one, i) => {
    // The most sockets are open when one has just been added.
    const open = sorted.slice(0, i + 1).filter((other) => other.to === null || other.to > one.from);
    if (open.length > most) {
      const says = `${open.length} sockets were open at once; the account allows ${most}.`;
      return [{ rule: socketText.id, says, id: one.id, sessions: open.map(({ id }) => id) }];
    }
    const burst = sorted.slice(0, i + 1).filter((other) => one.from - other.from < 1000);
    if (burst.length < upgradesPerSecond) return [];
    const says = `${burst.length} upgrades were made within a second.`;
    return [{ rule: socketText.id, says, id: one.id, sessions: burst.map(({ id }) => id) }];
  });
}
