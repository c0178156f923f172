/** What stands between values of a text: commas, comments, ends of lines. Offsets are UTF-16. */
import { createScanner } from 'jsonc-parser';

// The kinds of jsonc-parser's scanner that matter here: its own list is a `const enum`, which cannot be imported by value.
const comma = 5;
const lineComment = 12;
const blockComment = 13;
const lineBreak = 14;
const blank = 15;
const endOfText = 17;

/** Offset of the comma that follows, over blanks and comments; -1 when another token comes first. */
export function commaAfter(text: string, from: number): number {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  return Number(scanner.scan()) === comma ? scanner.getTokenOffset() : -1;
}

/** End of the line when only blanks and comments are left on it, else `from`. */
export function quietLineEnd(text: string, from: number): number {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === lineBreak) return scanner.getTokenOffset();
    if (kind !== blank && kind !== lineComment && kind !== blockComment) {
      return kind === endOfText ? text.length : from;
    }
  }
}

/** Offset of the first character of the line that `offset` is in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The blanks that the line of `offset` begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}
