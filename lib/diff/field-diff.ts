/** The values of two frames, field by field: by name in maps, by place in arrays. */
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { counted } from '../bytes/quantity.ts';
import { sameBytes } from '../bytes/same-bytes.ts';
import type { FrameEntry, Masked } from '../session/entry.ts';
import { aroundDifference, longestText } from './clipped.ts';
import type { Fact } from './entry-facts.ts';
import type { FieldDifference, FieldPlace } from './session-diff.ts';
import { isBeyond, type Tolerance } from './tolerance.ts';
import { maskedIn, unmasked } from './unmasked.ts';

/** So many differing fields of a pair are listed. */
export const mostFields = 40;
const longestPath = 400;
const longestName = 80;

/** Numbers of the server's clock, ms: the tolerance of times is theirs too. */
const elapsed = new Set(['time']);

/** A time that the server tells of itself. */
export function isTimeField(path: string): boolean {
  return elapsed.has(path.slice(path.lastIndexOf('.') + 1));
}

type Both = { path: string; name: string; a: TreeNode; b: TreeNode };

export type FrameSide = {
  seq: number;
  frame: Pick<FrameEntry, 'bytes' | 'opcode'> & { masked?: Masked[] };
  table: NodeTable | null;
};

/** Listed in the order of `a`, then what `b` has beyond it. Equal values encoded otherwise are equal; other types are not. */
export function frameDifferences(a: FrameSide, b: FrameSide, tolerance: Tolerance): FieldDifference[] {
  const out: FieldDifference[] = [];
  if (a.frame.opcode !== b.frame.opcode) {
    const place = ({ seq, frame }: FrameSide): FieldPlace => ({ text: frame.opcode, seq, span: null });
    out.push({ path: 'opcode', a: place(a), b: place(b) });
  }
  if (a.table === null || b.table === null || !a.table.ok || !b.table.ok) {
    const other = rawDifference(a, b);
    return other === null ? out : [...out, other];
  }
  const tables = { a: a.table, b: b.table };
  const open: Both[] = [];
  const roots = { a: a.table.nodes[0], b: b.table.nodes[0] };
  if (roots.a !== undefined && roots.b !== undefined) open.push({ path: '', name: '', a: roots.a, b: roots.b });
  const tell = (path: string, x: TreeNode | null, y: TreeNode | null) => {
    // Of a frame of a hundred thousand values the first ones are told, the others are counted.
    const isTold = out.length < mostFields;
    if (!isTold) return void out.push({ path: '$', a: null, b: null });
    const texts = aroundDifference(textOf(a, x), textOf(b, y));
    const place = (side: FrameSide, node: TreeNode | null, text: string) =>
      node === null ? null : placeOf(side, node, text);
    const named = path.replace(/^\./, '').slice(0, longestPath);
    out.push({ path: named === '' ? '$' : named, a: place(a, x, texts.a), b: place(b, y, texts.b) });
  };
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const { path, name } = pair;
    if (pair.a.type === pair.b.type && (pair.a.type === 'map' || pair.a.type === 'array')) {
      const [inA, inB] = [childrenOf(tables.a, pair.a), childrenOf(tables.b, pair.b)];
      const both: Both[] = [];
      for (const [key, node] of inA) {
        const other = inB.get(key);
        const at = path + key.slice(0, longestName);
        if (other === undefined) tell(at, node, null);
        else both.push({ path: at, name: key, a: node, b: other });
      }
      for (const [key, node] of inB) if (!inA.has(key)) tell(path + key.slice(0, longestName), null, node);
      for (const one of both.reverse()) open.push(one);
    } else if (!isSame(a, b, pair.a, pair.b) && !isNear(name, pair.a, pair.b, tolerance)) tell(path, pair.a, pair.b);
  }
  return out;
}

/** Of entries that are no frames. A name that comes again (headers do) is another fact. */
export function factDifferences(
  a: { seq: number; facts: readonly Fact[] },
  b: { seq: number; facts: readonly Fact[] },
): FieldDifference[] {
  const named = (facts: readonly Fact[]) => {
    const texts = new Map<string, string>();
    const times = new Map<string, number>();
    for (const { path, text } of facts) {
      const before = times.get(path) ?? 0;
      times.set(path, before + 1);
      texts.set(before === 0 ? path : `${path} (${before + 1})`, text);
    }
    return texts;
  };
  const [inA, inB] = [named(a.facts), named(b.facts)];
  const place = (text: string | undefined, seq: number, shown: string): FieldPlace | null =>
    text === undefined ? null : { text: shown, seq, span: null };
  return [...new Set([...inA.keys(), ...inB.keys()])].flatMap((path) => {
    const [x, y] = [inA.get(path), inB.get(path)];
    if (x === y) return [];
    const shown = aroundDifference(x ?? '', y ?? '');
    return [{ path: path.slice(0, longestText), a: place(x, a.seq, shown.a), b: place(y, b.seq, shown.b) }];
  });
}

/** Children by the name that stands behind the path. A doubled key is told apart by its number. */
function childrenOf(table: NodeTable, parent: TreeNode): Map<string, TreeNode> {
  const named = new Map<string, TreeNode>();
  const times = new Map<string, number>();
  let place = 0;
  for (const id of parent.children) {
    const node = table.nodes[id];
    if (node === undefined || node.role === 'key') continue;
    const key = node.role === 'value' ? table.nodes[node.keyNode] : undefined;
    const plain = key === undefined ? `[${place++}]` : `.${String(key.value ?? key.type)}`;
    const before = times.get(plain) ?? 0;
    times.set(plain, before + 1);
    named.set(before === 0 ? plain : `${plain} (${before + 1})`, node);
  }
  return named;
}

function isSame(a: FrameSide, b: FrameSide, x: TreeNode, y: TreeNode): boolean {
  if (x.type !== y.type) return false;
  const [masksA, masksB] = [a.frame.masked ?? [], b.frame.masked ?? []];
  if (maskedIn(masksA, x) || maskedIn(masksB, y))
    return unmasked(a.frame.bytes, bodyOf(x), masksA) === unmasked(b.frame.bytes, bodyOf(y), masksB);
  if (x.value !== undefined && y.value !== undefined) return Object.is(x.value, y.value);
  return x.extType === y.extType && sameBytes(bytesOf(a, x), bytesOf(b, y));
}

function isNear(name: string, x: TreeNode, y: TreeNode, tolerance: Tolerance): boolean {
  if (!isTimeField(name)) return false;
  const [a, b] = [Number(x.value ?? Number.NaN), Number(y.value ?? Number.NaN)];
  return Number.isFinite(a) && Number.isFinite(b) && !isBeyond(a, b, tolerance);
}

function bodyOf({ body, end }: TreeNode) {
  return { start: body, end };
}

function bytesOf({ frame }: FrameSide, { body, end }: TreeNode): Uint8Array {
  return frame.bytes.subarray(body, end);
}

function placeOf(side: FrameSide, node: TreeNode, value: string): FieldPlace {
  const text = node.type === 'str' ? JSON.stringify(value) : value;
  return { text, seq: side.seq, span: { start: node.start, end: node.end } };
}

/** The value in words: a text as it is, a number as written, of all else how much it is. */
function textOf(side: FrameSide, node: TreeNode | null): string {
  if (node === null) return '';
  if (node.type === 'map') return counted(node.children.length / 2, 'field');
  if (node.type === 'array') return counted(node.children.length, 'item');
  if (node.value === undefined) return counted(node.end - node.body, 'byte');
  if (node.type !== 'str')
    return `${String(node.value)}${node.type === 'float' && Number.isInteger(node.value) ? '.0' : ''}`;
  const masked = side.frame.masked ?? [];
  return maskedIn(masked, node) ? unmasked(side.frame.bytes, bodyOf(node), masked) : String(node.value);
}

/** Frames without values that can be told apart: the first byte that differs. */
function rawDifference(a: FrameSide, b: FrameSide): FieldDifference | null {
  const whole = ({ frame: { bytes, masked = [] } }: FrameSide) =>
    masked.length === 0 ? null : unmasked(bytes, { start: 0, end: bytes.length }, masked);
  const [textA, textB] = [whole(a), whole(b)];
  if (textA !== null && textA === textB) return null;
  const [x, y] = [a.frame.bytes, b.frame.bytes];
  let at = 0;
  while (at < x.length && x[at] === y[at]) at++;
  if (at === x.length && at === y.length) return null;
  const place = ({ seq, frame: { bytes } }: FrameSide): FieldPlace => ({
    text: `${counted(bytes.length, 'byte')}, other from byte ${at} on`,
    seq,
    span: { start: at, end: bytes.length },
  });
  return { path: 'bytes', a: place(a), b: place(b) };
}
