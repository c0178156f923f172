/** An event as rules look at it: the same whether it came off the wire or stands in the editor. */
import type { NodeTable, TreeNode } from '../../../bytes/node-table.ts';
import type { Span } from '../../../bytes/span.ts';

/** `path` is the field path (`request.prosody.speed`); `span` is there for values off the wire. */
export type Value = { readonly path: string; readonly span?: Span } & (
  | { readonly is: 'nil' | 'bool' | 'bytes' | 'other' }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | MapValue
);
export type MapValue = {
  readonly path: string;
  readonly span?: Span;
  readonly is: 'map';
  readonly fields: ReadonlyMap<string, Value>;
};

/** No event nests deeper; what does is not looked into. */
const deepest = 12;

/** The root of a table of MessagePack nodes. Of a doubled key the last counts, as in the readers of the known clients. */
export function valueOfTable(table: NodeTable): Value {
  const root = table.nodes[0];
  return root === undefined ? { path: '', is: 'other' } : ofNode(table, root, '', 0);
}

function ofNode(table: NodeTable, node: TreeNode, path: string, depth: number): Value {
  const at = { path, span: { start: node.start, end: node.end } };
  if (node.type === 'nil') return { ...at, is: 'nil' };
  if (node.type === 'bool') return { ...at, is: 'bool' };
  if (node.type === 'bin') return { ...at, is: 'bytes' };
  if (node.type === 'str') return { ...at, is: 'text', text: node.value as string };
  if (node.type === 'int' || node.type === 'uint' || node.type === 'float') {
    return { ...at, is: 'number', number: Number(node.value) };
  }
  if ((node.type !== 'map' && node.type !== 'array') || depth > deepest) return { ...at, is: 'other' };
  const children = node.children.map((id) => table.nodes[id] as TreeNode);
  if (node.type === 'array') {
    return { ...at, is: 'list', items: children.map((child, i) => ofNode(table, child, `${path}[${i}]`, depth + 1)) };
  }
  const fields = new Map<string, Value>();
  for (const child of children) {
    const key = table.nodes[child.keyNode];
    if (child.role !== 'value' || key?.type !== 'str') continue;
    const name = key.value as string;
    fields.set(name, ofNode(table, child, joined(path, name), depth + 1));
  }
  return { ...at, is: 'map', fields };
}

/** An event in step notation: `{"$bin": ...}` and `{"$file": ...}` are bytes, `{"$key": true}` is a text. */
export function valueOfNotation(value: unknown, path = '', depth = 0): Value {
  if (value === null) return { path, is: 'nil' };
  if (typeof value === 'boolean') return { path, is: 'bool' };
  if (typeof value === 'number') return { path, is: 'number', number: value };
  if (typeof value === 'string') return { path, is: 'text', text: value };
  if (typeof value !== 'object' || depth > deepest) return { path, is: 'other' };
  if (Array.isArray(value)) {
    return { path, is: 'list', items: value.map((item, i) => valueOfNotation(item, `${path}[${i}]`, depth + 1)) };
  }
  if (Object.hasOwn(value, '$bin') || Object.hasOwn(value, '$file')) return { path, is: 'bytes' };
  if (Object.hasOwn(value, '$key')) return { path, is: 'text', text: '' };
  const fields = new Map<string, Value>();
  for (const [name, item] of Object.entries(value)) {
    fields.set(name, valueOfNotation(item, joined(path, name), depth + 1));
  }
  return { path, is: 'map', fields };
}

/** The value of a field; undefined for what is no map, or has no such field. */
export function fieldIn(value: Value | undefined, name: string): Value | undefined {
  return value?.is === 'map' ? value.fields.get(name) : undefined;
}

/** What a field holds when it is a text; undefined otherwise. */
export function textIn(value: Value | undefined, name: string): string | undefined {
  const field = fieldIn(value, name);
  return field?.is === 'text' ? field.text : undefined;
}

/** What a field holds when it is a number; undefined otherwise. */
export function numberIn(value: Value | undefined, name: string): number | undefined {
  const field = fieldIn(value, name);
  return field?.is === 'number' ? field.number : undefined;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
