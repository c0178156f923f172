/** A frame's values as rows of a tree. */
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { counted, grouped } from '../bytes/quantity.ts';
import { rawWords } from './raw-words.ts';

export type FieldRow = {
  node: TreeNode;
  depth: number;
  name: string;
  value: string;
  quoted: boolean;
  /** What the value says less exactly than its bytes; empty for most. */
  raw: string;
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

/**
 * The tree as a list: every value whose parents are all open, in byte order. Keys are shown as names of their values. `bytes`: the
 * frame's, where they are at hand.
 */
export function fieldRows(table: NodeTable, open: ReadonlySet<number>, bytes?: Uint8Array): FieldRow[] {
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
      raw: bytes === undefined ? '' : rawWords(table, node, bytes),
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
  if (key?.type === 'str') return key.value === '' ? '""' : String(key.value ?? '');
  // A number is not the text of it: readers disagree about such keys.
  return key?.value === undefined ? (key?.type ?? '?') : `${key.type} ${scalar(key.value)}`;
}

function scalar(value: unknown): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function valueText(node: TreeNode): Pick<FieldRow, 'value' | 'quoted'> {
  const cut = node.cut === true ? ', cut' : '';
  switch (node.type) {
    case 'map':
      return plain(`${counted(node.claimed, 'key')}${cut}`);
    case 'array':
      return plain(`${counted(node.claimed, 'item')}${cut}`);
    case 'bin':
      return plain(`${grouped(node.end - node.body)} B${cut}`);
    case 'ext':
      return plain(`type ${extWords(node.extType)}, ${grouped(node.end - node.body)} B${cut}`);
    case 'str':
      return { value: `${String(node.value ?? '')}${cut}`, quoted: true };
    default:
      if (node.value === undefined) return plain(node.cut === true ? 'cut' : 'not to be read');
      return plain(`${scalar(node.value)}${cut}`);
  }
}

/** The specification keeps the negative types for itself. */
function extWords(type: number | undefined): string {
  return type === undefined ? '?' : `${type}${type < 0 ? ' (reserved range)' : ''}`;
}

function plain(value: string): { value: string; quoted: boolean } {
  return { value, quoted: false };
}
