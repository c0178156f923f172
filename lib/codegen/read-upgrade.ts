/** Whom a session called, and how: from its first entry. */
import type { Dialect } from '../dialects/dialect.ts';
import type { DialEntry, Masked, Shown } from '../session/entry.ts';
import { cutAtKeys, type KeyNumbers } from './key-numbers.ts';
import type { Pieces, SessionScript } from './script.ts';

type Upgrade = Pick<SessionScript, 'base' | 'path' | 'query' | 'headers' | 'protocols' | 'faults'>;

/** Set by whoever opens the connection, or a matter of that client alone. */
const notOurs =
  /^(?:host|connection|upgrade|origin|cookie|user-agent|accept.*|content-length|transfer-encoding|keep-alive|te|trailer|cache-control|pragma|sec-.*|proxy-.*)$/i;

export function readUpgrade(dial: DialEntry & { masked?: Masked[] }, dialect: Dialect, keys: KeyNumbers): Upgrade {
  const headers = dial.headers.filter(({ name }) => !notOurs.test(name));
  return {
    ...readUrl(dial, dialect, keys),
    ...(dial.faults === undefined ? {} : { faults: dial.faults }),
    headers: headers.map((header) => ({ name: header.name, value: headerValue(header, dialect, keys) })),
    protocols: dial.headers
      .filter(({ name }) => name.toLowerCase() === 'sec-websocket-protocol')
      .flatMap(({ value }) => value.split(',').map((one) => one.trim())),
  };
}

/** A key that is no secret (a word of the sandbox) is not masked: what stands at a secret place is a key all the same. */
function headerValue({ name, value, masked }: Shown, dialect: Dialect, keys: KeyNumbers): Pieces {
  if (masked !== undefined && masked.length > 0) return cutAtKeys(value, masked, keys);
  if (!dialect.secretHeaders.includes(name.toLowerCase())) return [value];
  const start = /^\S+\s+/.exec(value)?.[0].length ?? 0;
  return start === value.length ? [value] : cutAtKeys(value, [{ start, end: value.length }], keys);
}

function readUrl({ url, masked = [] }: DialEntry & { masked?: Masked[] }, dialect: Dialect, keys: KeyNumbers) {
  const question = url.indexOf('?');
  const address = question === -1 ? url : url.slice(0, question);
  const known = [...dialect.paths].sort((a, b) => b.length - a.length).find((path) => address.endsWith(path));
  const host = /^[a-z]+:\/\/[^/]*/i.exec(address)?.[0] ?? '';
  const path = known ?? address.slice(host.length);
  const query = question === -1 ? '' : url.slice(question);
  const spans = masked
    .filter((span) => span.in === 'url' && span.start >= address.length)
    .map(({ start, end, key }) => ({ start: start - address.length, end: end - address.length, key }));
  const all = [...spans, ...words(query, dialect).filter(({ start, end }) => !spans.some(overlaps(start, end)))];
  return {
    base: address.slice(0, address.length - path.length),
    path,
    query: cutAtKeys(
      query,
      all.sort((a, b) => a.start - b.start),
      keys,
    ),
  };
}

/** Values of secret parameters, as they stand in the query. */
function words(query: string, dialect: Dialect): { start: number; end: number }[] {
  return [...query.matchAll(/[?&]([^=&]*)=([^&]+)/g)]
    .filter(([, name = '']) => dialect.secretQuery.includes(name.toLowerCase()))
    .map(({ index, 0: all, 2: value = '' }) => ({ start: index + all.length - value.length, end: index + all.length }));
}

export function overlaps(start: number, end: number): (span: { start: number; end: number }) => boolean {
  return (span) => span.start < end && start < span.end;
}
