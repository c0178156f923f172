import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import { bytesText, grouped } from '../ui/numbers.ts';

export type FieldRow = {
  node: TreeNode;
  depth: number;
  name: string;
  value: string;
  quoted: boolean;
  open: boolean | null;
};

/** Values shown open at first: the message and what stands directly in it, unless it is long. */
export function openAtFirst(table: NodeTable): Set<number> {
  const open = new Set<number>([0]);
  for (const child of table.nodes[0]?.children ?? []) {
    const node = table.nodes[child];
    if (node !== undefined && node.children.length > 0 && node.children.length <= 40) open.add(child);
  }
  return open;
}

/** The tree as a list: every value whose parents are all open, in byte order. Keys are shown as names of their values. */
export function fieldRows(table: NodeTable, open: ReadonlySet<number>): FieldRow[] {
  const rows: FieldRow[] = [];
  const root = table.nodes[0];
  if (root === undefined) return rows;
  const stack: { id: number; depth: number; place: number }[] = [{ id: 0, depth: 0, place: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const node = table.nodes[next.id];
    if (node === undefined) continue;
    const children = shownChildren(table, node);
    const isOpen = children.length === 0 ? null : open.has(node.id);
    rows.push({
      node,
      depth: next.depth,
      name: nameOf(table, node, next.place),
      ...valueText(node),
      open: isOpen,
    });
    if (isOpen !== true) continue;
    for (let i = children.length - 1; i >= 0; i--)
      stack.push({ id: children[i] as number, depth: next.depth + 1, place: i });
  }
  return rows;
}

/** A map's values (and a key left without one, when the frame was cut), an array's elements. */
function shownChildren(table: NodeTable, node: TreeNode): number[] {
  if (node.type !== 'map') return node.children;
  return node.children.filter((id, at) => table.nodes[id]?.role !== 'key' || at === node.children.length - 1);
}

function nameOf(table: NodeTable, node: TreeNode, place: number): string {
  if (node.role === 'root') return 'message';
  if (node.role === 'element') return `[${place}]`;
  if (node.role === 'key') return 'key without value';
  const key = table.nodes[node.keyNode];
  return key?.value === undefined ? (key?.type ?? '?') : String(key.value);
}

function valueText(node: TreeNode): { value: string; quoted: boolean } {
  const cut = node.cut === true ? ', cut' : '';
  switch (node.type) {
    case 'map':
      return plain(`${counted(node.claimed, 'key')}${cut}`);
    case 'array':
      return plain(`${counted(node.claimed, 'item')}${cut}`);
    case 'bin':
      return plain(`${bytesText(node.end - node.body)}${cut}`);
    case 'ext':
      return plain(`type ${node.extType ?? '?'}, ${bytesText(node.end - node.body)}${cut}`);
    case 'str':
      return { value: `${String(node.value ?? '')}${cut}`, quoted: true };
    default:
      return plain(`${String(node.value)}${cut}`);
  }
}

function plain(value: string): { value: string; quoted: boolean } {
  return { value, quoted: false };
}

function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
