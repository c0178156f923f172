import type { ConsoleState } from '@/lib/console/state.ts';

/** Where the session in the editor goes, and with whose key: one typed here comes before the server's. */
export function goesToWords({
  upstreams,
  upstream,
  key,
}: Pick<ConsoleState, 'upstreams' | 'upstream' | 'key'>): string {
  const chosen = upstreams.find(({ id }) => id === upstream);
  if (chosen?.sandbox ?? true) return 'The sandbox speaks; no key needed.';
  const whose = key === null && chosen?.heldKey !== undefined ? 'the server’s' : 'your';
  return `It goes to the upstream chosen above, with ${whose} key.`;
}
