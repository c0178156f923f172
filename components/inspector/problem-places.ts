import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { nodeAt, shownNode } from '../bytes/node-at.ts';

/** Which value each problem is about, by node id: what was met, and expected, stands beside the value. The first one counts. */
export function problemsByNode(table: NodeTable, problems: readonly Problem[]): Map<number, Problem> {
  const places = new Map<number, Problem>();
  for (const problem of problems) {
    const byte = problem.at?.byte;
    const node = byte === undefined ? null : nodeOfByte(table, byte);
    if (node !== null && !places.has(node.id)) places.set(node.id, problem);
  }
  return places;
}

/** The value that holds the byte; for one past the end, or after the message, the value that was being read there. */
function nodeOfByte(table: NodeTable, byte: number): TreeNode | null {
  const inside = nodeAt(table, byte);
  if (inside !== null && !hasLaterCut(table, inside, byte)) return shownNode(table, inside);
  const cut = table.nodes.findLast((node) => node.cut === true && node.end <= byte);
  const last = cut ?? inside ?? table.nodes[0];
  return last === undefined ? null : shownNode(table, last);
}

/** A container that was cut right behind an unfinished child: the child is meant. */
function hasLaterCut(table: NodeTable, node: TreeNode, byte: number): boolean {
  if (node.cut !== true || node.children.length === 0) return false;
  const last = table.nodes[node.children.at(-1) as number];
  return last?.cut === true && last.end <= byte;
}

/** The values that must stand open for these to be seen. */
export function parentsOf(table: NodeTable, nodes: Iterable<number>): Set<number> {
  const parents = new Set<number>();
  for (const id of nodes) {
    for (let at = table.nodes[id]?.parent ?? -1; at >= 0 && !parents.has(at); at = table.nodes[at]?.parent ?? -1) {
      parents.add(at);
    }
  }
  return parents;
}
