/** What a form changes, as edits of the text: comments and the writing of everything else stay. */
import { getNodePath, modify, type Node } from 'jsonc-parser';

/** Replaces UTF-16 units [offset, offset + length) by `content`. */
export type TextEdit = { offset: number; length: number; content: string };

const formattingOptions = { insertSpaces: true, tabSize: 2 };

/** Writes `value` at `path` of the step whose object is `step`; undefined takes the field out. `step` must be of this very text. */
export function setField(text: string, step: Node, path: readonly string[], value: unknown): TextEdit[] {
  return modify(text, [...getNodePath(step), ...path], value, { formattingOptions, getInsertionIndex });
}

/** Behind what is there, as a reader would add it. */
const getInsertionIndex = (properties: readonly string[]) => properties.length;

/** The text after the edits, which do not overlap and are in any order. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const backwards = edits.toSorted((a, b) => b.offset - a.offset);
  return backwards.reduce(
    (now, { offset, length, content }) => now.slice(0, offset) + content + now.slice(offset + length),
    text,
  );
}
