/** JSON strings with the place of the first byte that does not fit. Source: RFC 8259 section 7. */
import { decodeUtf8 } from '../bytes/utf8.ts';
import { wholeCharactersEnd } from '../bytes/utf8-cut.ts';

/**
 * `end` is the offset after the closing quote, or where reading stopped. `badAt` is the byte that breaks the grammar (-1:
 * none; the length of the frame: it is cut), `why` says how. `utf8At` is the first byte that is no UTF-8, -1 when all is.
 */
export type ScannedString = { end: number; text: string; badAt: number; why: string; utf8At: number };

const escapes: ReadonlyMap<number, string> = new Map([
  [0x22, '"'],
  [0x5c, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);

/** Reads the string whose opening quote is at `start`. */
export function scanString(bytes: Uint8Array, start: number): ScannedString {
  const parts: string[] = [];
  let utf8At = -1;
  let from = start + 1;
  let at = from;
  const takeUpTo = (end: number) => {
    if (end <= from) return;
    const { text, badAt } = decodeUtf8(bytes, from, end);
    if (utf8At === -1) utf8At = badAt;
    parts.push(text);
  };
  const stop = (end: number, badAt: number, why: string) => ({ end, text: parts.join(''), badAt, why, utf8At });
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x22) {
      takeUpTo(at);
      return stop(at + 1, -1, '');
    }
    if (byte < 0x20) {
      takeUpTo(at);
      return stop(at, at, 'a control character must be escaped in a string');
    }
    if (byte !== 0x5c) continue;
    takeUpTo(at);
    const unit = readEscape(bytes, at);
    if (unit.why !== '') return stop(at, unit.badAt, unit.why);
    parts.push(unit.text);
    at = unit.end - 1;
    from = unit.end;
  }
  const cutAt = wholeCharactersEnd(bytes, from);
  takeUpTo(cutAt);
  return stop(bytes.length, bytes.length, 'the string does not end');
}

function readEscape(bytes: Uint8Array, at: number): { text: string; end: number; badAt: number; why: string } {
  const letter = bytes[at + 1];
  const cut = { text: '', end: bytes.length, badAt: bytes.length, why: 'the string does not end' };
  if (letter === undefined) return cut;
  const simple = escapes.get(letter);
  if (simple !== undefined) return { text: simple, end: at + 2, badAt: -1, why: '' };
  if (letter !== 0x75) return { text: '', end: at, badAt: at, why: 'this escape does not exist in JSON' };
  let unit = 0;
  for (let i = at + 2; i < at + 6; i++) {
    const byte = bytes[i];
    if (byte === undefined) return cut;
    const digit = Number.parseInt(String.fromCharCode(byte), 16);
    if (Number.isNaN(digit)) return { text: '', end: at, badAt: i, why: 'four hexadecimal digits must follow \\u' };
    unit = unit * 16 + digit;
  }
  return { text: String.fromCharCode(unit), end: at + 6, badAt: -1, why: '' };
}
