/** An event as plain values, out of the table of its frame. */
import type { NodeTable } from '../../bytes/node-table.ts';
import type { EventValue } from '../dialect.ts';

/** Null for a frame that has no table. `bytes` are those of the frame. */
export function plainValue(table: NodeTable | null, bytes: Uint8Array): EventValue {
  const read = (id: number): EventValue => {
    const node = table?.nodes[id];
    if (node === undefined) return null;
    if (node.type === 'array') return node.children.map(read);
    if (node.type === 'bin') return bytes.slice(node.body, node.end);
    if (node.type !== 'map') return typeof node.value === 'bigint' ? Number(node.value) : (node.value as EventValue);
    const pairs = node.children.flatMap((child) => {
      const value = table?.nodes[child];
      if (value === undefined || value.role !== 'value') return [];
      return [[String(table?.nodes[value.keyNode]?.value), read(child)] as const];
    });
    return Object.fromEntries(pairs);
  };
  return read(0);
}
