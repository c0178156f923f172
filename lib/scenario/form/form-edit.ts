/** What a form changes, as edits of the text: comments and the writing of everything else stay. */
import type { Node } from 'jsonc-parser';
import { propertiesOf } from '../properties.ts';
import { commaAfter, indentAt, lineStart, quietLineEnd } from './text-gaps.ts';

/** Replaces UTF-16 units [offset, offset + length) by `content`. */
export type TextEdit = { offset: number; length: number; content: string };

/** Names of fields, and numbers of items in lists, from 0. */
export type FieldPath = readonly (string | number)[];

/**
 * Writes `value` at `path` of the object or list `at`, which must be of this very text; undefined takes the field or item out. A number
 * behind the last item adds one. Of a name that stands twice the last counts. What is missing on the way is made.
 */
export function setField(text: string, at: Node, path: FieldPath, value: unknown): TextEdit[] {
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined ? [] : [replaced(at, value)];
  const found = childOf(at, name);
  if (found === null) return value === undefined ? [] : inserted(text, at, written(name, wrapped(rest, value)));
  if (rest.length === 0) return value === undefined ? removed(text, at, found.whole) : [replaced(found.value, value)];
  if (found.value.type === (typeof rest[0] === 'number' ? 'array' : 'object'))
    return setField(text, found.value, rest, value);
  return value === undefined ? [] : [replaced(found.value, wrapped(rest, value))];
}

/** The text after the edits, which do not overlap and are in any order. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const backwards = edits.toSorted((a, b) => b.offset - a.offset);
  return backwards.reduce(
    (now, { offset, length, content }) => now.slice(0, offset) + content + now.slice(offset + length),
    text,
  );
}

/** `whole`: with its name. */
function childOf(at: Node, name: string | number): { whole: Node; value: Node } | null {
  const children = at.children ?? [];
  if (typeof name === 'number') {
    const item = at.type === 'array' ? children[name] : undefined;
    return item === undefined ? null : { whole: item, value: item };
  }
  const index = at.type === 'object' ? propertiesOf(at).findLastIndex(({ key }) => key === name) : -1;
  const whole = children.filter(({ children: parts }) => parts?.length === 2)[index];
  const value = whole?.children?.[1];
  return whole === undefined || value === undefined ? null : { whole, value };
}

function wrapped(path: FieldPath, value: unknown): unknown {
  return path.reduceRight((inside, name) => (typeof name === 'number' ? [inside] : { [name]: inside }), value);
}

/** On one line, as a person would write it. */
function source(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(source).join(', ')}]`;
  const parts = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${source(one)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function written(name: string | number, value: unknown): string {
  return typeof name === 'number' ? source(value) : `${JSON.stringify(name)}: ${source(value)}`;
}

function replaced({ offset, length }: Node, value: unknown): TextEdit {
  return { offset, length, content: source(value) };
}

/** Behind what is there, on a line of its own where the last one has one. */
function inserted(text: string, at: Node, what: string): TextEdit[] {
  const last = at.children?.at(-1);
  const close = at.offset + at.length - 1;
  // Of a text that is being typed the end may be missing.
  if (last === undefined && !'}]'.includes(text[close] ?? '')) return [put(at.offset + 1, ` ${what} `)];
  if (last === undefined) {
    const inside = text.slice(at.offset + 1, close);
    if (inside.trim() === '') return [{ offset: at.offset + 1, length: inside.length, content: inBrackets(at, what) }];
    const breaks = inside.includes('\n');
    return [put(close, breaks ? `  ${what}\n${indentAt(text, close)}` : ` ${what} `)];
  }
  const end = last.offset + last.length;
  const comma = commaAfter(text, end);
  const own = text.slice(lineStart(text, last.offset), last.offset).trim() === '';
  const gap = own ? `\n${indentAt(text, last.offset)}` : ' ';
  const behind = comma === -1 ? end : comma + 1;
  const place = own ? quietLineEnd(text, behind) : behind;
  const added = `${gap}${what}${comma === -1 ? '' : ','}`;
  if (comma !== -1) return [put(place, added)];
  return place === end ? [put(end, `,${added}`)] : [put(end, ','), put(place, added)];
}

const inBrackets = (at: Node, what: string) => (at.type === 'object' ? ` ${what} ` : what);
const put = (offset: number, content: string): TextEdit => ({ offset, length: 0, content });
const cut = (from: number, to: number): TextEdit => ({ offset: from, length: to - from, content: '' });

/** With the comma it no longer needs, and its line where nothing else is on it. Comments stay. */
function removed(text: string, at: Node, whole: Node): TextEdit[] {
  const end = whole.offset + whole.length;
  const comma = commaAfter(text, end);
  if (comma !== -1) {
    const apart = text.slice(end, comma).trim() !== '';
    if (apart) return [cut(whole.offset, end), cut(comma, comma + 1)];
    return [cut(...withBlanks(text, whole.offset, comma + 1))];
  }
  const before = at.children?.[at.children.indexOf(whole) - 1];
  const earlier = before === undefined ? -1 : commaAfter(text, before.offset + before.length);
  if (earlier === -1) return [cut(...withBlanks(text, whole.offset, end))];
  if (text.slice(earlier + 1, whole.offset).trim() === '' && !text.slice(earlier, whole.offset).includes('\n'))
    return [cut(earlier, end)];
  return [cut(earlier, earlier + 1), cut(...withBlanks(text, whole.offset, end))];
}

/** The line that [from, to) is alone on, else what it is with the blanks behind it. */
function withBlanks(text: string, from: number, to: number): [number, number] {
  const start = lineStart(text, from);
  const after = /^[ \t]*(\r?\n)?/.exec(text.slice(to))?.[0] ?? '';
  const alone = start > 0 && text.slice(start, from).trim() === '';
  if (after.endsWith('\n')) return alone ? [start, to + after.length] : [from, to];
  return [from, to + after.length];
}
