import { toHex } from '../bytes/hex.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { readTimestamp } from '../msgpack/timestamp.ts';

/** Longer payloads are seen in the bytes alone. */
const mostBytes = 16;

/**
 * What stands in the bytes where the value shown cannot say it: the payload of an extension, the seconds of a timestamp, the bytes
 * of a text that is not UTF-8, a number of JSON that is none in the computer. Empty for all else.
 */
export function rawWords(table: NodeTable, node: TreeNode, bytes: Uint8Array): string {
  const payload = bytes.subarray(node.body, Math.min(node.end, node.body + mostBytes));
  const hex = () => `${toHex(payload).toUpperCase()}${node.end - node.body > mostBytes ? '…' : ''}`;
  if (node.type === 'ext') return hex();
  if (node.type === 'timestamp') {
    const time = readTimestamp(bytes, node.body, node.end);
    return 'bad' in time ? hex() : `${time.seconds} s${time.nanoseconds === 0 ? '' : ` ${time.nanoseconds} ns`}`;
  }
  if (node.type === 'str' && table.format === 'msgpack' && String(node.value).includes('\uFFFD')) {
    return decodeUtf8(bytes, node.body, node.end).badAt === -1 ? '' : hex();
  }
  const isOther = node.type === 'float' && typeof node.value === 'number' && !Number.isFinite(node.value);
  return isOther && table.format === 'json' ? decodeUtf8(bytes, node.start, node.end).text.slice(0, 40) : '';
}
