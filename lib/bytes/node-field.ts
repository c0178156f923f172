/** Looking things up in a node table by name. */
import type { NodeTable, TreeNode } from './node-table.ts';

/**
 * The value of string key `name` in map `parent` (a node id, the root by default); undefined when there is none. Of a
 * doubled key the last value counts, as in the readers of the known clients. A key whose value was cut off has none.
 */
export function fieldOf(table: NodeTable, name: string, parent = 0): TreeNode | undefined {
  const map = table.nodes[parent];
  if (map?.type !== 'map') return undefined;
  for (let i = map.children.length - 1; i >= 0; i--) {
    const node = table.nodes[map.children[i] as number];
    if (node?.role !== 'value') continue;
    const key = table.nodes[node.keyNode];
    if (key !== undefined && key.type === 'str' && key.value === name) return node;
  }
  return undefined;
}
