/** What the upgrade shows: the key in the address, headers of the other protocol. */
import type { DialEntry } from '../../../session/entry.ts';

/** The query's token as the record has it (masked: its filler); null when the address has none, or an empty one. */
export function queryToken(url: string): string | null {
  // By hand: a filler holds `#`, at which a URL parser would stop reading.
  const at = url.indexOf('?');
  if (at === -1) return null;
  for (const part of url.slice(at + 1).split('&')) {
    if (part.startsWith('token=') && part.length > 6) return part.slice(6);
  }
  return null;
}

/** Names of headers that mean nothing here. */
export function strayHeaders(dial: DialEntry): string[] {
  return dial.headers
    .filter(({ name, value }) => {
      const lower = name.toLowerCase();
      return lower === 'model' || (lower === 'authorization' && /^bearer\b/i.test(value));
    })
    .map(({ name }) => name);
}

/**
 * Whether two tokens of the record are the same key. A masked key shows its handle (`key#1...`), whatever its spelling and
 * length; asterisks hide a key too short to be told apart, which is never held against anybody.
 */
export function sameToken(inQuery: string, inStart: string): boolean {
  const [a, b] = [inQuery, inStart].map((token) => /^(key#\d+)\.*$/.exec(token)?.[1] ?? token) as [string, string];
  return a === b || /^\*+$/.test(a) || /^\*+$/.test(b) || unescaped(a) === b;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
