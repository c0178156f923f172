/** Texts inside source code: nothing in them can end the literal, run, or hide what it is. */
import { isHidden } from '../bytes/visible.ts';

/** How a language writes a character by its number. */
export type Escapes = (codePoint: number) => string;

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

export const scriptEscapes: Escapes = (code) =>
  code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 5)}}`;

export const pythonEscapes: Escapes = (code) =>
  code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;

const named: Readonly<Record<string, string>> = { "'": "\\'", '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `text` in single quotes. What cannot be seen as itself is written by its number, lone surrogates too. */
export function quotedText(text: string, escapes: Escapes): string {
  let out = "'";
  // By code point: what is left of a surrogate pair that is none comes as a point of its own.
  for (const point of text) {
    const code = point.codePointAt(0) as number;
    out += named[point] ?? (needsNumber(code) ? escapes(code) : point);
  }
  return `${out}'`;
}

function needsNumber(code: number): boolean {
  // Variation selectors, blanks that look like the blank, private use: not seen either, though a row shows them as they are.
  if (code >= 0x20 && code < 0x7f) return false;
  if (isHidden(code) || code === 0xa0 || (code >= 0xfe00 && code <= 0xfe0f)) return true;
  return (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f || code === 0x3000 || code >= 0xe0000;
}

/** One line for a comment: no line ends, nothing that cannot be seen. */
export function commentText(text: string): string {
  let out = '';
  for (const point of text) {
    const code = point.codePointAt(0) as number;
    out += needsNumber(code) ? scriptEscapes(code) : point;
  }
  return out;
}
