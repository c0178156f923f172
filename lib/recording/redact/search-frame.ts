/** Secrets in a frame, and in a body, which is looked at as if it were one. */
import type { NodeTable, TreeNode } from '../../bytes/node-table.ts';
import type { Dialect, FrameLike } from '../../dialects/dialect.ts';
import { inspectJson } from '../../json/inspect.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import { isFiller, isSandboxWord } from './fill.ts';
import { readJsonEscapes } from './respelled-text.ts';
import { type Search, searchBinary, searchKnown, searchText } from './search-bytes.ts';
import { searchTree, textSpan } from './search-tree.ts';
import { addAll, apart, type Spot } from './spot.ts';

/** What of a frame is looked for. */
type Wanted = { secrets: boolean; referenceAudio: boolean };

export function searchFrame(frame: FrameLike, dialect: Dialect | null, search: Search, wanted: Wanted): Spot[] {
  const { bytes, opcode, dir } = frame;
  if (bytes.length === 0) return [];
  const table = opcode === 'text' ? inspectJson(bytes) : opcode === 'binary' ? binaryTable(bytes) : null;
  const found: Spot[] = [];
  if (wanted.secrets) {
    addAll(found, positions(frame, dialect));
    addAll(found, searchAll(bytes, table, search, opcode === 'text'));
  }
  if (wanted.referenceAudio && dir === 'sent' && table !== null) addAll(found, referenceAudio(bytes, table));
  return apart(found);
}

/** A body of HTTP: JSON, or text. */
export function searchBody(bytes: Uint8Array, search: Search): Spot[] {
  return apart(searchAll(bytes, inspectJson(bytes), search, true));
}

function searchAll(bytes: Uint8Array, table: NodeTable | null, search: Search, isText: boolean): Spot[] {
  const found = table === null ? [] : searchTree(bytes, table, search);
  // What the tree does not hold: all of a frame that cannot be read, what follows on one that can.
  if (table === null || !table.ok || table.consumed < bytes.length) {
    addAll(found, isText ? searchText(bytes, search) : searchBinary(bytes, search));
  }
  searchKnown(bytes, search.known, found);
  return found;
}

function binaryTable(bytes: Uint8Array): NodeTable | null {
  const first = bytes[0] as number;
  const isContainer = (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
  return isContainer ? inspectMsgpack(bytes) : null;
}

function positions(frame: FrameLike, dialect: Dialect | null): Spot[] {
  const name = dialect?.secretFields[0]?.field;
  return (dialect?.secretsIn(frame) ?? []).flatMap(({ start, end }): Spot[] => {
    const value = frame.bytes.subarray(start, end);
    if (value.length === 0 || isFiller(value) || isSandboxWord(value)) return [];
    // As it is meant: elsewhere it may stand without these escapes.
    const meant = (frame.opcode === 'text' ? readJsonEscapes(value)?.bytes : undefined) ?? value;
    return [{ start, end, why: 'position', value: meant, ...(name === undefined ? {} : { name }) }];
  });
}

/** `references[].audio`, as bytes or as text of them, wherever in the event the references stand. */
function referenceAudio(bytes: Uint8Array, table: NodeTable): Spot[] {
  return table.nodes.flatMap((node): Spot[] => {
    if (keyOf(table, node) !== 'audio' || !isInReferences(table, node)) return [];
    if (node.type !== 'bin' && node.type !== 'str') return [];
    const { start, end } = node.type === 'bin' ? { start: node.body, end: node.end } : textSpan(table, node);
    // Silence of the same size: a byte string stays one, and base64 stays base64.
    const filler = new Uint8Array(end - start).fill(node.type === 'bin' ? 0 : 0x41);
    if (bytes.subarray(start, end).every((byte, i) => byte === filler[i])) return [];
    return [{ start, end, why: 'audio', name: 'references.audio', filler }];
  });
}

function isInReferences(table: NodeTable, node: TreeNode): boolean {
  for (let at = table.nodes[node.parent]; at !== undefined; at = table.nodes[at.parent]) {
    if (keyOf(table, at) === 'references') return true;
    if (at.role === 'root') return false;
  }
  return false;
}

function keyOf(table: NodeTable, node: TreeNode): unknown {
  return node.role === 'value' ? table.nodes[node.keyNode]?.value : undefined;
}
