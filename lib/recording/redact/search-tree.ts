/** Looks through the values of a frame: by what they stand under, and into each text. */
import type { NodeTable, TreeNode } from '../../bytes/node-table.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { isFiller, isSandboxWord } from './fill.ts';
import { schemeLength } from './named-values.ts';
import { readJsonEscapes } from './respelled-text.ts';
import { asWritten, type Search, searchBinary, searchText } from './search-bytes.ts';
import { isSecretName } from './secret-names.ts';
import type { Spot } from './spot.ts';

/** Spots in `bytes`, which `table` was made of. Names count for all that stands below them. */
export function searchTree(bytes: Uint8Array, table: NodeTable, search: Search, depth = 0): Spot[] {
  const found: Spot[] = [];
  const secretBelow = new Map<number, string>();
  const pairs = namedPairs(table);
  for (const node of table.nodes) {
    const name = nameOf(table, node) ?? pairs.get(node.id) ?? secretBelow.get(node.parent);
    if (node.type === 'map' || node.type === 'array') {
      if (name !== undefined) secretBelow.set(node.id, name);
    } else if (node.type === 'str') textSpots(bytes, table, node, name, search, depth, found);
    else if (node.type === 'bin' || node.type === 'ext') binarySpots(bytes, node, name, search, depth, found);
    else if (node.type !== 'bool' && node.type !== 'nil' && name !== undefined && table.format === 'json') {
      numberSpot(bytes, node, name, found);
    }
  }
  return found;
}

/** The name of the field a value stands in, where that says secret. */
function nameOf(table: NodeTable, node: TreeNode): string | undefined {
  if (node.role !== 'value') return undefined;
  const key = table.nodes[node.keyNode];
  return key?.type === 'str' && isSecretName(String(key.value), 'field') ? String(key.value) : undefined;
}

/** `{"name": "x-api-key", "value": ...}`, as lists of headers are written: the values, and what each is called. */
function namedPairs({ nodes }: NodeTable): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const values = new Map<number, number>();
  for (const node of nodes) {
    const key = node.role === 'value' ? nodes[node.keyNode]?.value : undefined;
    if (key === 'value') values.set(node.parent, node.id);
    else if (key === 'name' && node.type === 'str' && isSecretName(String(node.value), 'header'))
      names.set(node.parent, String(node.value));
  }
  const found = new Map<number, string>();
  for (const [parent, name] of names) {
    const value = values.get(parent);
    if (value !== undefined) found.set(value, name);
  }
  return found;
}

/** Where the text of a string stands, without quotes or header. */
export function textSpan(table: NodeTable, node: TreeNode): { start: number; end: number } {
  if (table.format === 'msgpack') return { start: node.body, end: node.end };
  return { start: node.start + 1, end: Math.max(node.start + 1, node.cut === true ? node.end : node.end - 1) };
}

function textSpots(
  bytes: Uint8Array,
  table: NodeTable,
  node: TreeNode,
  name: string | undefined,
  search: Search,
  depth: number,
  into: Spot[],
): void {
  const { start, end } = textSpan(table, node);
  const written = bytes.subarray(start, end);
  if (written.length === 0) return;
  if (name !== undefined && node.role !== 'key') {
    const value = encodeUtf8(String(node.value ?? ''));
    const scheme = schemeLength(value);
    if (isFiller(value.subarray(scheme)) || isSandboxWord(value.subarray(scheme))) return;
    into.push({ start: start + scheme, end, why: 'name', name, value: value.subarray(scheme) });
    return;
  }
  const read = table.format === 'json' ? readJsonEscapes(written) : null;
  const spots =
    read === null ? searchText(written, search, depth) : asWritten(searchText(read.bytes, search, depth, true), read);
  for (const spot of spots) into.push({ ...spot, start: start + spot.start, end: start + spot.end });
}

function binarySpots(
  bytes: Uint8Array,
  node: TreeNode,
  name: string | undefined,
  search: Search,
  depth: number,
  into: Spot[],
): void {
  const { body: start, end } = node;
  const part = bytes.subarray(start, end);
  if (name !== undefined && part.length > 0) {
    if (!isFiller(part)) into.push({ start, end, why: 'name', name, value: part });
    return;
  }
  for (const spot of searchBinary(part, search, depth)) {
    into.push({ ...spot, start: start + spot.start, end: start + spot.end });
  }
}

/** A number under such a name stays one. */
function numberSpot(bytes: Uint8Array, { start, end }: TreeNode, name: string, into: Spot[]): void {
  const digits = bytes.subarray(start, end);
  // A count of tokens, a moment: not long enough to be a secret.
  if (digits.length < 6 || digits.every((byte) => byte === 0x31)) return;
  const filler = new Uint8Array(digits.length).fill(0x31);
  into.push({ start, end, why: 'name', name, filler });
}
