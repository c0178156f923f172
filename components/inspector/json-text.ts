import { toBase64 } from '@/lib/bytes/base64.ts';
import type { NodeTable, TreeNode } from '@/lib/bytes/node-table.ts';
import { grouped } from '../ui/numbers.ts';

/**
 * A frame's values as JSON text, indented. What JSON cannot say is said in the notation of steps: bytes as `{"$bin": base64}`;
 * numbers keep every digit, keys that occur twice stand twice, NaN and infinities become strings. `limit` (characters) ends it
 * early; `cut` says so. `from`: the value to write, the whole message unless given. `mostBytes`: of longer byte strings the first
 * ones are shown and the rest is counted, which is for eyes alone (no longer JSON) and tells as `cut` too.
 */
export function jsonText(
  table: NodeTable,
  bytes: Uint8Array,
  limit = 2_000_000,
  from = 0,
  mostBytes = Number.POSITIVE_INFINITY,
): { text: string; cut: boolean } {
  const out: string[] = [];
  let length = 0;
  let isShort = false;
  const put = (text: string) => {
    out.push(text);
    length += text.length;
  };
  // An explicit stack, since a frame may be nested as deep as it likes.
  const stack: (TreeNode | string)[] = [];
  const root = table.nodes[from];
  if (root !== undefined) stack.push(root);
  const depths = new Map<number, number>([[from, 0]]);
  while (stack.length > 0 && length < limit) {
    const item = stack.pop() as TreeNode | string;
    if (typeof item === 'string') put(item);
    else if (item.type === 'map' || item.type === 'array') pushContainer(table, item, stack, depths);
    else {
      put(scalarText(item, bytes, mostBytes));
      isShort ||= holdsBytes(item) && item.end - item.body > mostBytes;
    }
  }
  return { text: out.join(''), cut: stack.length > 0 || isShort };
}

function pushContainer(
  table: NodeTable,
  node: TreeNode,
  stack: (TreeNode | string)[],
  depths: Map<number, number>,
): void {
  const [first, last] = node.type === 'map' ? ['{', '}'] : ['[', ']'];
  if (node.children.length === 0) {
    stack.push(`${first}${last}`);
    return;
  }
  const depth = (depths.get(node.id) ?? 0) + 1;
  const indent = '\n'.padEnd(1 + Math.min(depth, 64) * 2);
  const parts: (TreeNode | string)[] = [first as string];
  node.children.forEach((id, at) => {
    const child = table.nodes[id];
    if (child === undefined) return;
    depths.set(id, depth);
    const isValue = child.role === 'value';
    if (!isValue) parts.push(at === 0 ? indent : `,${indent}`);
    parts.push(isValue ? ': ' : '', child.role === 'key' ? keyText(child) : child);
  });
  const lastChild = table.nodes[node.children.at(-1) ?? -1];
  if (lastChild?.role === 'key') parts.push(': null');
  parts.push('\n'.padEnd(1 + Math.min(depth - 1, 64) * 2), last as string);
  for (let i = parts.length - 1; i >= 0; i--) stack.push(parts[i] as TreeNode | string);
}

function keyText(node: TreeNode): string {
  return JSON.stringify(node.value === undefined ? node.type : String(node.value));
}

function holdsBytes(node: TreeNode): boolean {
  return node.type === 'bin' || node.type === 'ext';
}

/** Base64 in quotes; of more than `most` bytes the first, with a word on the rest. */
function bytesValue(bytes: Uint8Array, most: number): string {
  if (bytes.length <= most) return JSON.stringify(toBase64(bytes));
  return `"${toBase64(bytes.subarray(0, most))}…" /* the first ${most} of ${grouped(bytes.length)} bytes */`;
}

function scalarText(node: TreeNode, bytes: Uint8Array, mostBytes: number): string {
  const { value } = node;
  if (holdsBytes(node)) {
    const data = bytesValue(bytes.subarray(node.body, node.end), mostBytes);
    return node.type === 'bin' ? `{"$bin": ${data}}` : `{"$ext": ${node.extType ?? 0}, "$bin": ${data}}`;
  }
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'string' && node.type === 'float') return value;
  return JSON.stringify(value ?? null);
}
