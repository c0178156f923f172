import { toBase64 } from '@/lib/bytes/base64.ts';
import { toHex } from '@/lib/bytes/hex.ts';
import { pathOf } from '@/lib/bytes/node-path.ts';
import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import { jsonText } from './json-text.ts';

/** What of a value is taken along as bytes: the payload of byte strings and extensions, of all else the value with its header. */
export function nodeBytes(node: TreeNode, bytes: Uint8Array): { bytes: Uint8Array; what: 'payload' | 'value' } {
  const isPayload = node.type === 'bin' || node.type === 'ext';
  return {
    bytes: bytes.subarray(isPayload ? node.body : node.start, node.end),
    what: isPayload ? 'payload' : 'value',
  };
}

export type NodeForm = 'JSON' | 'hex' | 'base64' | 'path';

/** One value of a frame as text for the clipboard. */
export function nodeText(form: NodeForm, table: NodeTable, node: TreeNode, bytes: Uint8Array): string {
  if (form === 'path') return pathOf(table, node);
  if (form === 'JSON') return jsonText(table, bytes, Number.POSITIVE_INFINITY, node.id).text;
  const part = nodeBytes(node, bytes).bytes;
  return form === 'hex' ? toHex(part) : toBase64(part);
}

/** A file name from a path: `wiretone-3fa1-12-request-references-0-audio.bin`. Nothing of it can be a path, whatever the keys say. */
export function nodeFileName(session: string, seq: number, path: string): string {
  const plain = path.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-+|-+$/g, '');
  return ['wiretone', session.slice(0, 8), seq, plain.slice(0, 80)]
    .filter((part) => part !== '')
    .join('-')
    .concat('.bin');
}
