/** How many places of an entry are masked: one way to count, for every screen and every verdict. */
import type { Entry } from '../session/entry.ts';

/** Those of its headers too. */
export function maskedPlaces(entry: Entry): number {
  const asked = entry.kind === 'http' ? (entry.requestHeaders ?? []) : [];
  const headers = 'headers' in entry ? [...entry.headers, ...asked] : [];
  return (entry.masked?.length ?? 0) + headers.reduce((sum, { masked }) => sum + (masked?.length ?? 0), 0);
}
