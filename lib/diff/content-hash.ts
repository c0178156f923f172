/** A number for a piece of content, so that events are compared by it. What is no audio is checked again before it is called equal. */
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import type { Masked } from '../session/entry.ts';
import { maskedIn, unmasked } from './unmasked.ts';

/** 53 bits over bytes and texts, in any pieces. */
export class ContentHash {
  private a = 0x811c9dc5;
  private b = 0x1b873593;

  bytes(bytes: Uint8Array): this {
    let { a, b } = this;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ byte ^ (b >>> 15), 0x85ebca6b);
    }
    this.a = a;
    this.b = b;
    return this;
  }

  text(text: string): this {
    let { a, b } = this;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit ^ (b >>> 15), 0x85ebca6b);
    }
    // One text behind another is not both joined.
    this.a = Math.imul(a ^ 0x100, 0x01000193);
    this.b = Math.imul(b ^ 0x100, 0x85ebca6b);
    return this;
  }

  value(): number {
    return (this.a >>> 0) * 0x20_0000 + ((this.b >>> 0) & 0x1f_ffff);
  }
}

/** Of all values of a frame: the order of keys in a map does not count, nor does a masked key. */
export function tableHash(table: NodeTable, bytes: Uint8Array, masked: readonly Masked[]): number {
  const hashes = new Float64Array(table.nodes.length);
  // Children come after their parents: backwards, each is known when it is asked for. Nothing recurses into hostile depths.
  for (let id = table.nodes.length - 1; id >= 0; id--) {
    const node = table.nodes[id] as TreeNode;
    hashes[id] = nodeHash(node, bytes, masked, hashes);
  }
  return hashes[0] ?? 0;
}

function nodeHash(node: TreeNode, bytes: Uint8Array, masked: readonly Masked[], hashes: Float64Array): number {
  const hash = new ContentHash().text(node.type);
  if (node.type === 'array') for (const child of node.children) hash.text(String(hashes[child]));
  else if (node.type === 'map') {
    const entries: string[] = [];
    for (let i = 0; i < node.children.length; i += 2)
      entries.push(`${hashes[node.children[i] as number]} ${hashes[node.children[i + 1] ?? -1] ?? ''}`);
    for (const entry of entries.sort()) hash.text(entry);
  } else if (node.value === undefined) hash.bytes(bytes.subarray(node.body, node.end));
  else if (maskedIn(masked, node)) hash.text(unmasked(bytes, { start: node.body, end: node.end }, masked));
  else hash.text(String(node.value));
  return hash.value();
}
