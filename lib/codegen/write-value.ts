/** Values as literals: the layout is the same in both languages, the words are the language's. */
import type { KeyPart, Pieces, Value } from './script.ts';

export type Words = {
  key(name: string): string;
  text(text: string): string;
  /** The variable that holds a key. */
  secret(part: KeyPart): string;
  bytes(bytes: Uint8Array): string;
  number(value: number, float: boolean): string;
  plain(value: boolean | null): string;
  /** A step of indentation; what stands between a brace and what is in it. */
  step: string;
  brace: string;
};

/** Longer containers are laid out over several lines. */
const lineWidth = 96;

/** `indent`: of the line that the literal begins on. */
export function writeValue(value: Value, words: Words, indent = ''): string {
  if (value.is === 'text') return writePieces(value.pieces, words);
  if (value.is === 'bytes') return words.bytes(value.bytes);
  if (value.is === 'number') return words.number(value.value, value.float);
  if (value.is === 'plain') return words.plain(value.value);
  const inner = indent + words.step;
  // Once: what fits on a line is the same text at any indent, and twice at every level is two to the power of the depth.
  const parts =
    value.is === 'list'
      ? value.items.map((item) => writeValue(item, words, inner))
      : value.entries.map(([name, item]) => `${words.key(name)}: ${writeValue(item, words, inner)}`);
  const [open, close, blank] = value.is === 'list' ? ['[', ']', ''] : ['{', '}', words.brace];
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open}${blank}${parts.join(', ')}${blank}${close}`;
  if (line.length <= lineWidth && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

/** A text with keys in it: literals and variables, added up. */
export function writePieces(pieces: Pieces, words: Pick<Words, 'text' | 'secret'>): string {
  if (pieces.length === 0) return words.text('');
  return pieces.map((piece) => (typeof piece === 'string' ? words.text(piece) : words.secret(piece))).join(' + ');
}
