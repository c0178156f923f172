/** Secrets that free text names: `token=...`, `"password": "..."`, `api_key: ...`, "My password is ...". */
import type { Span } from '../../bytes/span.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { openNeedleSearch } from '../../session/needle-search.ts';
import { isSecretName } from './secret-names.ts';
import type { Spot } from './spot.ts';
import { isDistinctive, isWord } from './token-search.ts';

const words = [
  'token',
  'secret',
  'passw',
  'passphrase',
  'passcode',
  'api key',
  'access key',
  'secret key',
  'api_key',
  'api-key',
  'apikey',
  'authorization',
  'cookie',
  'signature',
  'credential',
];
const search = openNeedleSearch(
  words.map((word) => ({ bytes: encodeUtf8(word), before: false, after: false, width: 1, bigEnd: false })),
);

/** On either side of the word that was found. */
const longestName = 40;
/** So much of a value says whether it is one: no text is read again and again to its end. */
const looked = 256;
const quotes = [0x22, 0x27, 0x5c];
const schemes = ['bearer ', 'basic ', 'token '].map(encodeUtf8);
const verbs = ['is ', 'was '].map(encodeUtf8);

/** `bytes` is text. Read once from its start to its end. */
export function searchNamedValues(bytes: Uint8Array, into: Spot[]): void {
  const lower = lowerCase(bytes);
  for (let hit = search.next(lower, 0); hit !== null; ) {
    const nameStart = backWhile(bytes, hit.start, isNameCharacter);
    const nameEnd = onWhile(bytes, hit.end, isNameCharacter, longestName);
    const name = decodeUtf8(bytes, nameStart, nameEnd).text;
    const span = { start: nameStart, end: nameEnd };
    const value = isSecretName(name, 'field') ? valueAfter(bytes, lower, span) : null;
    if (value !== null) {
      into.push({
        start: value.start,
        end: value.end,
        why: 'name',
        name,
        value: bytes.subarray(value.start, value.own),
      });
    }
    hit = search.next(lower, Math.max(hit.end, value?.end ?? nameEnd));
  }
}

/** What says that a value follows: a sign, or a word as in "My password is ...". */
type Follows = { at: number; sign: '=' | ':' | 'is' };

/** `own`: where it ends itself; what follows up to `end` may be the sentence's, and goes with it. */
type NamedValue = Span & { own: number };

function valueAfter(bytes: Uint8Array, lower: Uint8Array, name: Span): NamedValue | null {
  const follows = signAfter(bytes, lower, name.end);
  if (follows === null) return null;
  let at = onWhile(bytes, follows.at, isBlank, 4);
  const opening = at;
  at = onWhile(bytes, at, isQuote, 4);
  const quote = at > opening ? (bytes[at - 1] as number) : null;
  at += schemeLength(lower.subarray(at, at + 10));
  const stop = quote !== null ? endOfQuoted(quote) : isInQuery(bytes, name, at) ? endsInQuery : endsInText;
  const looksAt = valueEnd(bytes, at, stop, Math.min(bytes.length, at + looked));
  if (!isValue(bytes, { start: at, end: looksAt }, follows.sign, quote !== null, startsAsPassword(lower, name)))
    return null;
  const end = valueEnd(bytes, looksAt, stop, bytes.length);
  return { start: at, end, own: quote !== null ? end : withoutSigns(bytes, at, end) };
}

function signAfter(bytes: Uint8Array, lower: Uint8Array, nameEnd: number): Follows | null {
  const at = onWhile(bytes, nameEnd, isBlankOrQuote, 4);
  if (bytes[at] === 0x3d) return { at: at + 1, sign: '=' };
  if (bytes[at] === 0x3a) return { at: at + 1, sign: ':' };
  const verb = at === nameEnd ? undefined : verbs.find((one) => one.every((byte, i) => lower[at + i] === byte));
  if (verb === undefined) return null;
  const after = onWhile(bytes, at + verb.length, isBlank, 4);
  return { at: bytes[after] === 0x3a ? after + 1 : after, sign: 'is' };
}

/** "The token: a word" and "the password is easy" are sentences. */
function isValue(
  bytes: Uint8Array,
  value: Span,
  sign: Follows['sign'],
  isQuoted: boolean,
  isPassword: boolean,
): boolean {
  const length = value.end - value.start;
  const isNamed = isQuoted ? sign !== 'is' || isPassword : sign === '=' && !closing.has(bytes[value.start] ?? 0);
  if (isNamed) return length >= 4;
  const end = withoutSigns(bytes, value.start, value.end);
  if (isDistinctive(bytes, value.start, end)) return true;
  return isPassword && end - value.start >= 6 && bytes.subarray(value.start, end).some(isDigit);
}

/** `password`, `passcode`, `passwd`: short ones are used too. */
function startsAsPassword(lower: Uint8Array, { start, end }: Span): boolean {
  return decodeUtf8(lower, start, end).text.includes('pass');
}

/** Behind `?` or `&`, or the first of a form: there `&` ends a value, and in words it does not. */
function isInQuery(bytes: Uint8Array, name: Span, from: number): boolean {
  const before = bytes[name.start - 1];
  if (before === 0x3f || before === 0x26) return true;
  if (name.start > 0) return false;
  const most = Math.min(bytes.length, from + looked);
  const sign = valueEnd(bytes, from, endsInQuery, most);
  const next = onWhile(bytes, sign + 1, isNameCharacter, longestName);
  return bytes[sign] === 0x26 && next > sign + 1 && bytes[next] === 0x3d;
}

/** Of `Bearer ` before a key; 0 for none. */
export function schemeLength(value: Uint8Array): number {
  const lower = lowerCase(value.subarray(0, 10));
  return schemes.find((scheme) => scheme.every((byte, i) => lower[i] === byte))?.length ?? 0;
}

type Ends = (bytes: Uint8Array, at: number) => boolean;

function valueEnd(bytes: Uint8Array, from: number, ends: Ends, most: number): number {
  let end = from;
  while (end < most && !ends(bytes, end)) end++;
  return end;
}

/** `&),;>]}`: what may stand behind a value, or be a part of it. */
const closing: ReadonlySet<number> = new Set([0x26, 0x29, 0x2c, 0x3b, 0x3e, 0x5d, 0x7d]);
/** `"'<` and a backtick. */
const borders: ReadonlySet<number> = new Set([0x22, 0x27, 0x3c, 0x60]);

const endsInText: Ends = (bytes, at) => {
  const byte = bytes[at] as number;
  return byte <= 0x20 || byte === 0x5c || borders.has(byte);
};

/** Of an address: at `&`, `;` and `#` too. */
const endsInQuery: Ends = (bytes, at) => {
  const byte = bytes[at] as number;
  return byte === 0x26 || byte === 0x3b || byte === 0x23 || endsInText(bytes, at);
};

function endOfQuoted(quote: number): Ends {
  return (bytes, at) => {
    const byte = bytes[at] as number;
    return byte < 0x20 || byte === 0x5c || byte === quote;
  };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

const full: ReadonlySet<number> = new Set([0x21, 0x2e, 0x3f]);

/** Where the last sign of it that no sentence or list ends with stands, plus one. */
function withoutSigns(bytes: Uint8Array, start: number, from: number): number {
  let end = from;
  while (end > start && (full.has(bytes[end - 1] as number) || closing.has(bytes[end - 1] as number))) end--;
  return end;
}

/** The same without what the sentence or the program goes on with: `abc123` of `abc123, b)`, of `abc123&x=1`. */
export function bareValue(value: Uint8Array): Uint8Array {
  const cut = value.findIndex((byte) => closing.has(byte));
  let end = cut === -1 ? value.length : cut;
  while (end > 0 && full.has(value[end - 1] as number)) end--;
  return value.subarray(0, end);
}

function lowerCase(bytes: Uint8Array): Uint8Array {
  const lower = bytes.slice();
  for (let i = 0; i < lower.length; i++) {
    const byte = lower[i] as number;
    if (byte >= 0x41 && byte <= 0x5a) lower[i] = byte + 0x20;
  }
  return lower;
}

function backWhile(bytes: Uint8Array, from: number, fits: (byte: number) => boolean): number {
  let at = from;
  while (at > 0 && from - at < longestName && fits(bytes[at - 1] as number)) at--;
  return at;
}

function onWhile(bytes: Uint8Array, from: number, fits: (byte: number) => boolean, most: number): number {
  let at = from;
  while (at < bytes.length && at - from < most && fits(bytes[at] as number)) at++;
  return at;
}

function isNameCharacter(byte: number): boolean {
  return isWord(byte) || byte === 0x2d || byte === 0x5f;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isQuote(byte: number): boolean {
  return quotes.includes(byte);
}

function isBlankOrQuote(byte: number): boolean {
  return isBlank(byte) || isQuote(byte);
}
