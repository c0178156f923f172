/** A table read back as plain values, for comparison in tests. */
import { toHex } from '../../bytes/hex.ts';
import type { NodeTable, TreeNode } from '../../bytes/node-table.ts';

/**
 * The value of node `id` and of all below it. Whole numbers as bigint (a table holds them as number or bigint, whichever is
 * exact), maps as lists of pairs (keys may be doubled, or no strings), bin as `bin` with hex, ext as `ext`, its type and hex.
 */
export function readBack(table: NodeTable, bytes: Uint8Array, id = 0): unknown {
  const node = table.nodes[id] as TreeNode;
  const children = node.children.map((child) => readBack(table, bytes, child));
  const hex = () => toHex(bytes.subarray(node.body, node.end));
  if (node.type === 'map') return children.flatMap((key, i) => (i % 2 === 0 ? [[key, children[i + 1]]] : []));
  if (node.type === 'array') return { items: children };
  if (node.type === 'bin') return { bin: hex() };
  if (node.type === 'ext' || node.type === 'timestamp') return { ext: node.extType, hex: hex() };
  if (node.type === 'int' || node.type === 'uint') return BigInt(node.value as number | bigint);
  return node.value;
}

/** How often each byte of the frame belongs to a leaf, or to the header of a container: once, everywhere. */
export function coverage(table: NodeTable, bytes: Uint8Array): number[] {
  const covered = new Array<number>(bytes.length).fill(0);
  for (const node of table.nodes) {
    const end = node.type === 'map' || node.type === 'array' ? node.body : node.end;
    for (let i = node.start; i < end; i++) covered[i] = (covered[i] as number) + 1;
  }
  return covered;
}
