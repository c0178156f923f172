/** Values as written to values as meant: variables filled, `$text` and `$hex` made plain, every `$` notation checked. */
import { getNodeValue, type Node } from 'jsonc-parser';
import { toBase64 } from '../bytes/base64.ts';
import { fromHex } from '../bytes/hex.ts';
import { Misfit } from './misfit.ts';
import { propertiesOf } from './properties.ts';
import type { Variable } from './scenario.ts';
import { fillText, tooMuch, type Variables, wholeReference } from './variables.ts';

/** What texts are filled with, and what that came to so far in one reading of a text: values in copies, and text between text. */
export type Filling = { variables: Variables; filled: { size: number } };

/** As many values as that, and 8 million characters, are read in a second. */
const mostFilled = 250_000;
const charactersOfValue = 32;

/**
 * The node to read instead of `node`: the same one where nothing had to change, else a copy whose every part has the place of what
 * stands in the text. Afterwards only `$bin`, `$file` and `$key` are left. Throws a `Misfit` for what cannot be meant.
 */
export function readValue(node: Node, filling: Filling): Node {
  if (node.type === 'string') {
    if (!(node.value as string).includes('{{')) return node;
    return filledNode(node, filling);
  }
  if (node.type !== 'object' && node.type !== 'array') return node;
  const plain = node.type === 'object' ? notation(node, filling) : null;
  if (plain !== null) return plain;
  return withChildren(node, (child) => readValue(child, filling));
}

function filledNode(node: Node, { variables, filled }: Filling): Node {
  const text = node.value as string;
  const left = (mostFilled - filled.size) * charactersOfValue;
  const made = fillText(text, variables, left);
  if (!made.ok) throw new Misfit('bad_value', made.says, node);
  // A text that is the variable itself is not copied.
  if (!wholeReference.test(text)) filled.size += String(made.value).length / charactersOfValue;
  const copy = nodeOf(made.value, node, filled);
  // A variable may hold notation of its own; a text in it is not looked at again.
  return typeof made.value === 'object' ? plainNotation(copy) : copy;
}

function plainNotation(node: Node): Node {
  if (node.type !== 'object' && node.type !== 'array') return node;
  const plain = node.type === 'object' ? notation(node, null) : null;
  return plain ?? withChildren(node, plainNotation);
}

/** A copy with other values below; the node itself where none changed. */
function withChildren(node: Node, read: (value: Node) => Node): Node {
  let changed = false;
  const children = (node.children ?? []).map((child) => {
    if (child.type !== 'property') {
      const made = read(child);
      changed ||= made !== child;
      return made;
    }
    const [name, value] = child.children ?? [];
    if (name === undefined || value === undefined) return child;
    const made = read(value);
    if (made === value) return child;
    changed = true;
    return { ...child, children: [name, made] };
  });
  if (!changed) return node;
  const copy: Node = { ...node, children };
  for (const child of children) adopt(child, copy);
  return copy;
}

function adopt(child: Node, parent: Node): void {
  (child as { parent?: Node }).parent = parent;
  if (child.type === 'property') for (const inner of child.children ?? []) (inner as { parent?: Node }).parent = child;
}

/** What an object with a `$` name stands for; null for plain objects. `filling` null: texts are taken as they are. */
function notation(node: Node, filling: Filling | null): Node | null {
  const properties = propertiesOf(node);
  const marked = properties.find((p) => p.key.startsWith('$'));
  if (marked === undefined) return null;
  const { key: name } = marked;
  if (!known.has(name)) throw new Misfit('bad_value', `"${name}" is not known; there are ${knownWords}`, node);
  // `len` beside `$bin` is a reader's note in recorded samples: it has to be true.
  const others = properties.filter((p) => p !== marked && !(name === '$bin' && p.key === 'len'));
  if (others.length > 0) throw new Misfit('bad_value', `"${name}" stands alone in its object`, node);
  if (name === '$text') {
    if (marked.value.type !== 'string') throw new Misfit('bad_value', '"$text" holds a text', marked.value);
    return { type: 'string', value: marked.value.value, offset: node.offset, length: node.length };
  }
  const value = filling === null ? marked.value : readValue(marked.value, filling);
  if (name === '$key') {
    if (value.value !== true) throw new Misfit('bad_value', '"$key" is written {"$key": true}', value);
    return node;
  }
  if (name === '$file') {
    if (typeof value.value !== 'string' || value.value === '')
      throw new Misfit('bad_value', '"$file" holds the name of a file', value);
    return value === marked.value ? node : nodeOf({ $file: value.value }, node);
  }
  if (name === '$hex') {
    const bytes = typeof value.value === 'string' ? fromHex(value.value) : null;
    if (bytes === null) throw new Misfit('bad_value', '"$hex" holds pairs of hexadecimal digits', value);
    return nodeOf({ $bin: toBase64(bytes) }, node);
  }
  const size = typeof value.value === 'string' ? base64Size(value.value) : null;
  if (size === null) throw new Misfit('bad_value', '"$bin" holds padded base64 text', value);
  const length = properties.find((p) => p.key === 'len')?.value;
  if (length !== undefined && length.value !== size)
    throw new Misfit('bad_value', `"len" differs from the ${size} bytes of "$bin"`, length);
  return value === marked.value ? node : nodeOf({ $bin: value.value as string }, node);
}

const known = new Set(['$bin', '$hex', '$file', '$key', '$text']);
const knownWords = '"$bin", "$hex", "$file", "$key" and "$text"';

/** How many bytes padded base64 stands for; null for what is none. Not decoded: a text is read at every key press. */
function base64Size(text: string): number | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
}

/** A value as nodes that all have the place of `at`. */
function nodeOf(value: Variable, at: Node, filled = { size: 0 }): Node {
  if (++filled.size > mostFilled) throw new Misfit('bad_value', tooMuch, at);
  const place = { offset: at.offset, length: at.length };
  if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    const children = isList
      ? (value as readonly Variable[]).map((item) => nodeOf(item, at, filled))
      : Object.entries(value as Readonly<Record<string, Variable>>).map(([name, item]): Node => {
          return {
            type: 'property',
            ...place,
            children: [{ type: 'string', value: name, ...place }, nodeOf(item, at, filled)],
          };
        });
    const made: Node = { type: isList ? 'array' : 'object', ...place, children };
    for (const child of children) adopt(child, made);
    return made;
  }
  const type = value === null ? 'null' : (typeof value as 'string' | 'number' | 'boolean');
  return { type, value, ...place };
}

/** The JSON value of a node already read. */
export function plainValue(node: Node): unknown {
  return getNodeValue(node);
}
