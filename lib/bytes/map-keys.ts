/** Finds keys that were written twice in one map. Keys are compared, never used as property names. */
import { toHex } from './hex.ts';
import type { TreeNode } from './node-table.ts';

/** Up to this many keys, comparing pairs is cheaper than a table. */
const few = 8;

export class MapKeys {
  private readonly tables = new Map<number, Map<string, TreeNode>>();
  private readonly nodes: readonly TreeNode[];
  private readonly bytes: Uint8Array;

  constructor(nodes: readonly TreeNode[], bytes: Uint8Array) {
    this.nodes = nodes;
    this.bytes = bytes;
  }

  /** The earlier key of `map` that equals `key`, which is the last of its children; undefined when it is new. */
  earlier(map: TreeNode, key: TreeNode): TreeNode | undefined {
    if (key.cut === true) return undefined;
    if (map.children.length <= few * 2) return this.earlierOfFew(map, key);
    const name = this.identity(key);
    if (name === undefined) return undefined;
    const table = this.tableOf(map, key);
    const first = table.get(name);
    if (first === undefined) table.set(name, key);
    return first;
  }

  private earlierOfFew(map: TreeNode, key: TreeNode): TreeNode | undefined {
    for (const id of map.children) {
      const other = this.nodes[id] as TreeNode;
      if (other.role !== 'key' || other === key) continue;
      // Texts that differ are different keys; only what looks the same is worth a closer look.
      if (other.type === 'str' && key.type === 'str' && other.value !== key.value) continue;
      const name = this.identity(key);
      if (name !== undefined && this.identity(other) === name) return other;
    }
    return undefined;
  }

  /** The map is complete: its table is not needed any more. */
  forget(map: number): void {
    if (this.tables.size > 0) this.tables.delete(map);
  }

  private tableOf(map: TreeNode, key: TreeNode): Map<string, TreeNode> {
    const known = this.tables.get(map.id);
    if (known !== undefined) return known;
    const table = new Map<string, TreeNode>();
    for (const id of map.children) {
      const node = this.nodes[id] as TreeNode;
      if (node.role !== 'key' || node === key) continue;
      const name = this.identity(node);
      if (name !== undefined && !table.has(name)) table.set(name, node);
    }
    this.tables.set(map.id, table);
    return table;
  }

  /** Equal for equal keys. Undefined for keys that are not compared: containers, extensions, long bin, what was cut. */
  private identity(key: TreeNode): string | undefined {
    if (key.cut === true) return undefined;
    if (key.type === 'str') {
      const text = key.value as string;
      // Text that could not be read is compared by its bytes: two different ones may look alike.
      return text.includes('\ufffd') ? `x${toHex(this.bytes.subarray(key.body, key.end))}` : `s${text}`;
    }
    if (key.type === 'bin' && key.end - key.body <= 64) return `b${toHex(this.bytes.subarray(key.body, key.end))}`;
    if (key.type === 'int' || key.type === 'uint') return `i${key.value}`;
    if (key.type === 'float' || key.type === 'bool' || key.type === 'nil') return `${key.type}${key.value}`;
    return undefined;
  }
}

/** Keys that mean something to a reader that builds plain JavaScript objects. */
export const prototypeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
