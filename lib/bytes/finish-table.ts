/** The end of a walk, whatever the format: nodes and problems become the table. */
import type { ProblemList } from '../problem/problem-list.ts';
import type { NodeTable, TreeNode } from './node-table.ts';

/** `consumed`: bytes of the one value a frame should be. A frame with a W_ problem only is still `ok`. */
export function finishTable(
  format: NodeTable['format'],
  nodes: TreeNode[],
  { list, left }: ProblemList,
  consumed: number,
  maxDepth: number,
): NodeTable {
  const table: NodeTable = {
    format,
    nodes,
    problems: list,
    ok: list.length === 0 || !list.some((p) => p.code.startsWith('E_')),
    consumed,
    maxDepth,
  };
  if (left > 0) table.moreProblems = left;
  return table;
}
