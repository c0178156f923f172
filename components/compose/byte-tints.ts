/** Which colour each byte of a frame to be sent gets, by the node that owns it; and where values begin. */
import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import type { Hole } from '@/lib/dialects/dialect.ts';
import type { Change } from './byte-diff.ts';

/** In the order of the legend. `hole` is where the sender will put the key. */
export const tints = ['map', 'key', 'str', 'bin', 'num', 'hole'] as const;
export type Tint = (typeof tints)[number];

/** `byByte[i]` is an index in `tints`, -1 for none; `starts[i]` is 1 where a value or key begins. */
export type ByteTints = { byByte: Int8Array; starts: Uint8Array };

/** Tints of `length` bytes. Parents come first in the table, so that children paint over them. Holes paint last. */
export function tintBytes(length: number, table: NodeTable | null, holes: readonly Hole[]): ByteTints {
  const byByte = new Int8Array(length).fill(-1);
  const starts = new Uint8Array(length);
  for (const node of table?.nodes ?? []) {
    byByte.fill(tints.indexOf(tintOf(node)), node.start, node.end);
    if (node.start < length) starts[node.start] = 1;
  }
  for (const hole of holes) {
    byByte.fill(tints.indexOf('hole'), hole.start, hole.end);
    if (hole.start < length) starts[hole.start] = 1;
  }
  return { byByte, starts };
}

/** Keys have a colour of their own; numbers, booleans and nil share one. */
export function tintOf(node: TreeNode): Tint {
  if (node.role === 'key') return 'key';
  switch (node.type) {
    case 'map':
    case 'array':
      return 'map';
    case 'str':
      return 'str';
    case 'bin':
    case 'ext':
      return 'bin';
    default:
      return 'num';
  }
}

/**
 * Bytes of one row that share a colour, `from` and `to` absolute. `starts` tells whether a value begins with the first; `differs`, that
 * they are not what was sent last; `gap`, that bytes which were there then are gone in front of the first.
 */
export type Run = { from: number; to: number; tint: Tint | null; starts: boolean; differs: boolean; gap: boolean };

/** Cuts `[from, to)` where the colour changes, a value begins, or a change begins or ends. */
export function runsOf(
  { byByte, starts }: ByteTints,
  from: number,
  to: number,
  changes: readonly Change[] = [],
): Run[] {
  const runs: Run[] = [];
  for (let i = from; i < to; i++) {
    const tint = tints[byByte[i] as number] ?? null;
    const change = changes.find(({ start, end }) => start <= i && i < Math.max(end, start + 1));
    const differs = change !== undefined && i < change.end;
    const gap = change !== undefined && change.end === change.start;
    const last = runs.at(-1);
    if (last !== undefined && last.tint === tint && starts[i] === 0 && last.differs === differs && !gap && !last.gap)
      last.to = i + 1;
    else runs.push({ from: i, to: i + 1, tint, starts: starts[i] === 1, differs, gap });
  }
  return runs;
}

/** Legend: the tints met, with the size of the root for `map, 2 keys`. */
export function legendOf({ byByte }: ByteTints, table: NodeTable | null): { tint: Tint; words: string }[] {
  const met = new Set<number>(byByte);
  const root = table?.nodes[0];
  const words: Record<Tint, string> = {
    map:
      root?.type === 'map'
        ? `${table?.format === 'json' ? 'object' : 'map'}, ${count(root.claimed, 'key')}`
        : 'container',
    key: 'key',
    str: 'string',
    bin: 'bytes',
    num: 'number, boolean',
    hole: 'key filler',
  };
  return tints.filter((_, i) => met.has(i)).map((tint) => ({ tint, words: words[tint] }));
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
