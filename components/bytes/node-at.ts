import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import type { Span } from '@/lib/bytes/span.ts';

export type Tint = 'map' | 'key' | 'str' | 'bin' | 'num';

/** The innermost value (or key) whose bytes hold `offset`; null outside the message. */
export function nodeAt(table: NodeTable, offset: number): TreeNode | null {
  let node = table.nodes[0];
  if (node === undefined || offset < node.start || offset >= node.end) return null;
  for (;;) {
    const inner = childAt(table, node, offset);
    if (inner === null) return node;
    node = inner;
  }
}

/** Children stand in byte order: the one that holds `offset` is found by halving. */
function childAt(table: NodeTable, node: TreeNode, offset: number): TreeNode | null {
  let low = 0;
  let high = node.children.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const child = table.nodes[node.children[middle] as number];
    if (child === undefined) return null;
    if (offset < child.start) high = middle - 1;
    else if (offset >= child.end) low = middle + 1;
    else return child;
  }
  return null;
}

/** Which tint a node's bytes take. */
export function tintOf(node: TreeNode): Tint {
  if (node.role === 'key') return 'key';
  if (node.type === 'map' || node.type === 'array') return 'map';
  if (node.type === 'str') return 'str';
  if (node.type === 'bin' || node.type === 'ext') return 'bin';
  return 'num';
}

/** The node that stands for it in the tree: a key is shown with its value. */
export function shownNode(table: NodeTable, node: TreeNode): TreeNode {
  if (node.role !== 'key') return node;
  const siblings = table.nodes[node.parent]?.children ?? [];
  const value = table.nodes[siblings[siblings.indexOf(node.id) + 1] ?? -1];
  return value ?? node;
}

/** Bytes of a shown node, its key included. */
export function shownSpan(table: NodeTable, node: TreeNode): Span {
  const key = node.keyNode === -1 ? undefined : table.nodes[node.keyNode];
  return { start: key?.start ?? node.start, end: node.end };
}
