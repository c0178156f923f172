import type { NodeTable, TreeNode } from './node-table.ts';

/** Where a value stands, as one would write it in code: `request.references[0].audio`; `$` for the message itself. */
export function pathOf(table: NodeTable, node: TreeNode): string {
  const parts: string[] = [];
  for (let at: TreeNode | undefined = node; at !== undefined && at.role !== 'root'; at = table.nodes[at.parent]) {
    if (at.role === 'element') parts.push(`[${table.nodes[at.parent]?.children.indexOf(at.id) ?? 0}]`);
    else parts.push(keyPart(at.role === 'key' ? at : table.nodes[at.keyNode]));
  }
  return parts.reverse().join('').replace(/^\./, '') || '$';
}

function keyPart(key: TreeNode | undefined): string {
  const name = key?.value === undefined ? (key?.type ?? '?') : String(key.value);
  return key?.type === 'str' && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** The value at a path of plain names and places (`request.references[0].audio`, `references.0`); null when there is none. */
export function nodeAtPath(table: NodeTable, path: string): TreeNode | null {
  let node = table.nodes[0] ?? null;
  for (const part of path.split(/[.[\]]+/).filter((word) => word !== '' && word !== '$')) {
    if (node === null) return null;
    node = childNamed(table, node, part);
  }
  return node;
}

/** Of a doubled key the last value counts, as in the readers of the known clients. */
function childNamed(table: NodeTable, parent: TreeNode, name: string): TreeNode | null {
  if (parent.type === 'array') return table.nodes[parent.children[Number(name)] ?? -1] ?? null;
  for (let at = parent.children.length - 1; at >= 0; at--) {
    const child = table.nodes[parent.children[at] as number];
    if (child?.role === 'value' && String(table.nodes[child.keyNode]?.value) === name) return child;
  }
  return null;
}
