/** Secrets in what is no frame: headers and addresses. */
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { percentDecoded } from './address-passwords.ts';
import { isFiller, isSandboxWord } from './fill.ts';
import { schemeLength } from './named-values.ts';
import { type Search, searchText } from './search-bytes.ts';
import { isSecretName } from './secret-names.ts';
import { apart, type Spot, type Why } from './spot.ts';

/** In the bytes of the header's value. */
export function searchHeader(name: string, value: Uint8Array, dialect: Dialect | null, search: Search): Spot[] {
  const plain = name.toLowerCase();
  const byProtocol = dialect?.secretHeaders.includes(plain) === true;
  if (plain === 'sec-websocket-protocol') return apart([...subprotocols(value), ...searchWords(value, search)]);
  if (!byProtocol && !isSecretName(name, 'header')) return searchWords(value, search);
  const why: Why = byProtocol ? 'position' : 'name';
  const parts = plain.endsWith('cookie')
    ? cookieValues(value, plain === 'set-cookie')
    : [schemeLength(value)].map((start) => ({ start, end: value.length }));
  return apart([...parts.flatMap((part) => named(value, part, why, name)), ...searchWords(value, search)]);
}

/** In the bytes of an address: parameters and what stands before the host by their names, all else as text. */
export function searchAddress(url: Uint8Array, dialect: Dialect | null, search: Search): Spot[] {
  const found: Spot[] = [];
  const query = url.indexOf(0x3f);
  const stop = url.indexOf(0x23);
  const end = stop === -1 ? url.length : stop;
  if (query !== -1 && query < end) {
    for (const part of split(url, query + 1, end, [0x26, 0x3b])) {
      const sign = url.subarray(part.start, part.end).indexOf(0x3d);
      if (sign === -1) continue;
      const name = percentDecoded(decodeUtf8(url, part.start, part.start + sign).text);
      const byProtocol = dialect?.secretQuery.includes(name.toLowerCase()) === true;
      if (!byProtocol && !isSecretName(name, 'parameter')) continue;
      found.push(
        ...named(url, { start: part.start + sign + 1, end: part.end }, byProtocol ? 'position' : 'name', name),
      );
    }
  }
  const host = indexOf(url, '://') + 3;
  if (host > 2) {
    const path = [0x2f, 0x3f, 0x23].map((sign) => url.indexOf(sign, host)).filter((at) => at !== -1);
    const before = url.subarray(host, Math.min(url.length, ...path)).lastIndexOf(0x40);
    const colon = before === -1 ? -1 : url.subarray(host, host + before).indexOf(0x3a);
    if (colon !== -1)
      found.push(...named(url, { start: host + colon + 1, end: host + before }, 'position', 'password'));
  }
  return apart([...found, ...searchWords(url, search)]);
}

/** Text that is part of nothing larger. */
export function searchWords(bytes: Uint8Array, search: Search): Spot[] {
  return searchText(bytes, search, 0, true);
}

function named(bytes: Uint8Array, { start, end }: { start: number; end: number }, why: Why, name: string): Spot[] {
  const written = bytes.subarray(start, end);
  if (written.length === 0 || isFiller(written) || isSandboxWord(written)) return [];
  return [{ start, end, why, name, value: encodeUtf8(percentDecoded(decodeUtf8(written).text)) }];
}

/** `token, abc123`: a page has no other place for its key than among the names of protocols. */
function subprotocols(value: Uint8Array): Spot[] {
  let name: string | null = null;
  return split(value, 0, value.length, [0x2c]).flatMap(({ start: from, end }) => {
    let start = from;
    while (value[start] === 0x20) start++;
    const before = name;
    name = decodeUtf8(value, start, end).text.trim();
    return before !== null && isSecretName(before, 'field') ? named(value, { start, end }, 'name', before) : [];
  });
}

/** `a=1; b=2`: each value; of a cookie that is set only the first is one, what follows are its properties. */
function cookieValues(value: Uint8Array, isSet: boolean): { start: number; end: number }[] {
  const parts = split(value, 0, value.length, [0x3b]).flatMap(({ start, end }) => {
    const sign = value.subarray(start, end).indexOf(0x3d);
    return sign === -1 ? [] : [{ start: start + sign + 1, end }];
  });
  return isSet ? parts.slice(0, 1) : parts;
}

function split(bytes: Uint8Array, from: number, to: number, at: readonly number[]): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let start = from;
  for (let i = from; i <= to; i++) {
    if (i < to && !at.includes(bytes[i] as number)) continue;
    parts.push({ start, end: i });
    start = i + 1;
  }
  return parts;
}

function indexOf(bytes: Uint8Array, text: string): number {
  const word = encodeUtf8(text);
  for (let at = bytes.indexOf(word[0] as number); at !== -1; at = bytes.indexOf(word[0] as number, at + 1)) {
    if (word.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
