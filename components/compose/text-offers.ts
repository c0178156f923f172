/** What can be written at a place of the text, beyond what the schema knows: variables, files, upstreams of this server. Pure. */
import { getLocation, parseTree } from 'jsonc-parser';
import { visible } from '@/lib/bytes/visible.ts';
import { propertiesOf } from '@/lib/scenario/properties.ts';

/** Takes the place of `[start, end)` of the text (UTF-16). `says` explains it. */
export type Offer = { label: string; insert: string; says: string; start: number; end: number };

/** What the page knows beside the text. */
export type Known = {
  /** Names and values of the environment that is chosen. */
  environment: ReadonlyMap<string, unknown>;
  files: readonly string[];
  /** Ids beside those that the schema names. */
  upstreams: readonly string[];
};

/** Offers for the caret at `offset`; none where the schema's own are all there is. */
export function offersAt(text: string, offset: number, known: Known): Offer[] {
  const place = stringAt(text, offset);
  if (place === null) return [];
  const { path, start, end, isValue } = place;
  const reference = referenceAt(text, offset, start, end);
  if (reference !== null) {
    return [...variablesOf(text, known)].map(([name, value]) => {
      return { label: name, insert: `{{${name}}}`, says: valueWords(value), ...reference };
    });
  }
  if (!isValue) return [];
  const whole = (names: readonly [string, string][]) =>
    names.map(([name, says]) => ({ label: name, insert: JSON.stringify(name).slice(1, -1), says, start, end }));
  const [parent, last] = [path.at(-2), path.at(-1)];
  if (last === '$file' || (last === 'file' && parent === 'soundsLike')) {
    return whole(known.files.map((name) => [name, 'A file chosen in this page.']));
  }
  if (path.length === 1 && last === 'upstream')
    return whole(known.upstreams.map((id) => [id, 'An upstream of this server.']));
  return [];
}

/** What there is to say of the word under a pointer: the value of a variable. Null for nothing. */
export function wordAt(
  text: string,
  offset: number,
  known: Known,
): { says: string; start: number; end: number } | null {
  const place = stringAt(text, offset);
  if (place === null) return null;
  const { start, end } = place;
  const inside = text.slice(start, end);
  for (const found of inside.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
    const from = start + found.index;
    const to = from + found[0].length;
    if (offset < from || offset > to) continue;
    const name = found[1] ?? '';
    const all = variablesOf(text, known);
    const says = all.has(name) ? `${name} is ${valueWords(all.get(name))}` : `No variable is called ${name}.`;
    return { says, start: from, end: to };
  }
  return null;
}

/** Variables that a text can name: the environment's, which come first, its own, and the counters of its `$repeat`s. */
export function variablesOf(text: string, { environment }: Pick<Known, 'environment'>): Map<string, unknown> {
  const found = new Map(environment);
  let root: ReturnType<typeof parseTree>;
  try {
    root = parseTree(text, [], { allowTrailingComma: true });
  } catch {
    return found;
  }
  for (const { key, value } of root?.type === 'object' ? propertiesOf(root) : []) {
    if (key !== 'variables' || value.type !== 'object') continue;
    for (const own of propertiesOf(value)) {
      if (!found.has(own.key)) found.set(own.key, JSON.parse(sourceOf(text, own.value) ?? 'null'));
    }
  }
  for (const { 1: name } of text.matchAll(/"as"\s*:\s*"([A-Za-z_][\w-]*)"/g)) {
    if (name !== undefined && !found.has(name)) found.set(name, counter);
  }
  return found;
}

const counter = Symbol('counts from 1');

function sourceOf(text: string, node: { offset: number; length: number }): string | null {
  const source = text.slice(node.offset, node.offset + node.length);
  try {
    JSON.parse(source);
    return source;
  } catch {
    // Comments inside of it, or half of it is written.
    return null;
  }
}

function valueWords(value: unknown): string {
  if (value === counter) return 'the number of the round, from 1';
  const words = visible(JSON.stringify(value) ?? 'null');
  return words.length > 120 ? `${words.slice(0, 120)}...` : words;
}

/** The text between the quotes around `offset`, and where it stands in the document. */
function stringAt(
  text: string,
  offset: number,
): { path: (string | number)[]; start: number; end: number; isValue: boolean } | null {
  const { previousNode: node, path, isAtPropertyKey } = getLocation(text, offset);
  if (node === undefined || node.offset >= offset || offset > node.offset + node.length) return null;
  if (node.type !== 'string' && node.type !== 'property') return null;
  const closed = node.length > 1 && text[node.offset + node.length - 1] === '"';
  const end = node.offset + node.length - (closed ? 1 : 0);
  if (offset > end) return null;
  return { path, start: node.offset + 1, end, isValue: !isAtPropertyKey };
}

/** Where a reference that is begun before the caret stands: from its `{{` to its end, as far as that is written. */
function referenceAt(text: string, offset: number, start: number, end: number): { start: number; end: number } | null {
  const before = /\{\{\s*[\w-]*$/.exec(text.slice(start, offset));
  if (before === null) return null;
  const after = /^[\w-]*\s*(?:\}\}?)?/.exec(text.slice(offset, end));
  return { start: start + before.index, end: offset + (after?.[0].length ?? 0) };
}
