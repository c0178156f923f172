/** What stands between values of a text: commas, comments, ends of lines. Offsets are UTF-16. */
import { createScanner } from 'jsonc-parser';
import { tokenKinds } from '../token-kinds.ts';

/** Offset of the comma that follows, over blanks and comments; -1 when another token comes first. */
export function commaAfter(text: string, from: number): number {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  return Number(scanner.scan()) === tokenKinds.comma ? scanner.getTokenOffset() : -1;
}

/** End of the line when only blanks and comments are left on it, else `from`. */
export function quietLineEnd(text: string, from: number): number {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === tokenKinds.lineBreak) return scanner.getTokenOffset();
    const { blank, lineComment, blockComment, end } = tokenKinds;
    if (kind !== blank && kind !== lineComment && kind !== blockComment) {
      return kind === end ? text.length : from;
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
