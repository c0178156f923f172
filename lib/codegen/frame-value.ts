/** A sent frame's event as a value, with the places of keys in its texts. */
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { KeyHole, KeyPart, Pieces, Value } from './script.ts';

/** Deeper than this the encoders of the targets give up (JavaScript's at 100). */
const deepest = 90;

/**
 * The one value that the frame is; null for what is none, or cannot be said in every language: extensions, integers beyond 2^53, keys
 * that are no texts or come twice, a key to the service anywhere but in a text.
 */
export function frameValue(table: NodeTable, bytes: Uint8Array, holes: readonly KeyHole[]): Value | null {
  const root = table.nodes[0];
  if (!table.ok || root === undefined || table.consumed !== bytes.length || table.maxDepth > deepest) return null;
  const used = new Set<KeyHole>();
  const value = read(table, bytes, root, holes, used);
  return used.size === holes.length ? value : null;
}

function read(
  table: NodeTable,
  bytes: Uint8Array,
  node: TreeNode,
  holes: readonly KeyHole[],
  used: Set<KeyHole>,
): Value | null {
  const children = node.children.map((id) => table.nodes[id] as TreeNode);
  const inside = (child: TreeNode) => read(table, bytes, child, holes, used);
  if (node.type === 'array') {
    const items = children.map(inside);
    return items.includes(null) ? null : { is: 'list', items: items as Value[] };
  }
  if (node.type === 'map') {
    const names = children.filter(({ role }) => role === 'key');
    const values = children.filter(({ role }) => role !== 'key').map(inside);
    if (values.includes(null) || names.length !== values.length || names.some(({ type }) => type !== 'str'))
      return null;
    const entries = names.map((name, at) => [String(name.value), values[at] as Value] as const);
    return new Set(entries.map(([name]) => name)).size === entries.length ? { is: 'map', entries } : null;
  }
  if (node.type === 'str') {
    const pieces = textPieces(table, bytes, node, holes, used);
    return pieces === null ? null : { is: 'text', pieces };
  }
  if (node.type === 'bin') return { is: 'bytes', bytes: bytes.slice(node.body, node.end) };
  if (node.type === 'bool' || node.type === 'nil') return { is: 'plain', value: node.value as boolean | null };
  if (typeof node.value !== 'number') return null;
  return { is: 'number', value: node.value, float: node.type === 'float' };
}

function textPieces(
  table: NodeTable,
  bytes: Uint8Array,
  node: TreeNode,
  holes: readonly KeyHole[],
  used: Set<KeyHole>,
): Pieces | null {
  const quotes = table.format === 'json' ? 1 : 0;
  const [from, to] = [node.body + quotes, node.end - quotes];
  const mine = holes.filter(({ start, end }) => start >= from && end <= to);
  if (mine.length === 0) return [String(node.value)];
  const pieces: (string | KeyPart)[] = [];
  let at = from;
  for (const hole of mine) {
    used.add(hole);
    const before = textOf(table, bytes, at, hole.start);
    if (before === null) return null;
    if (before !== '') pieces.push(before);
    pieces.push(hole.part);
    at = hole.end;
  }
  const rest = textOf(table, bytes, at, to);
  if (rest === null) return null;
  return rest === '' ? pieces : [...pieces, rest];
}

function textOf(table: NodeTable, bytes: Uint8Array, start: number, end: number): string | null {
  const { text, badAt } = decodeUtf8(bytes, start, end);
  if (badAt !== -1) return null;
  if (table.format !== 'json') return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return null;
  }
}
