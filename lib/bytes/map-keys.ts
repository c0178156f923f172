/** Finds keys that were written twice in one map. Keys are compared, never used as property names. */
import { toHex } from './hex.ts';
import type { TreeNode } from './node-table.ts';

/** Up to this many keys, comparing pairs is cheaper than a table. */
const few = 16;

export class MapKeys {
  /** Made for the first map with many keys; most frames have none. */
  private tables: Map<number, Map<string, TreeNode>> | undefined;
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
    const { children } = map;
    for (let i = 0; i < children.length - 1; i++) {
      const other = this.nodes[children[i] as number] as TreeNode;
      if (other.role !== 'key') continue;
      // Texts that differ are different keys, most of them already by length; only equal ones are worth a closer look.
      if (key.type === 'str' && other.type === 'str' && !sameText(key.value as string, other.value as string)) continue;
      const name = this.identity(key);
      if (name !== undefined && this.identity(other) === name) return other;
    }
    return undefined;
  }

  /** The map is complete: its table is not needed any more. */
  forget(map: number): void {
    this.tables?.delete(map);
  }

  private tableOf(map: TreeNode, key: TreeNode): Map<string, TreeNode> {
    this.tables ??= new Map();
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

function sameText(a: string, b: string): boolean {
  const last = a.length - 1;
  // Keys of one length often differ in their last letter only.
  return b.length - 1 === last && (last < 0 || (a.charCodeAt(last) === b.charCodeAt(last) && a === b));
}

const prototypeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a key means something to a reader that builds plain JavaScript objects. */
export function isPrototypeKey(key: string): boolean {
  // Asked for every key: by length almost all are out, without hashing.
  return (key.length === 9 || key.length === 11) && prototypeKeys.has(key);
}
