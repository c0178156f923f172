/**
 * What the walker says of a frame: the sentences, one function each. They stand apart so that the hot functions of the walk
 * hold no closures: V8 makes a place for what a closure may see at every call, whether or not it is ever made.
 */
import type { TreeNode } from '../bytes/node-table.ts';
import { counted, grouped } from '../bytes/quantity.ts';
import type { TextMark } from '../bytes/text-marks.ts';
import type { ProblemList } from '../problem/problem-list.ts';
import { encodingNames, kindNames } from './header.ts';

export function sayEmpty(found: ProblemList): void {
  found.add('E_EMPTY', () => 'the frame has 0 bytes', { byte: 0 });
}

/** `extra` bytes stand after the value, from `byte` on. */
export function sayTrailing(found: ProblemList, byte: number, extra: number): void {
  found.add('E_TRAILING', () => `${counted(extra, 'byte')} after the value`, { byte });
}

export function sayReserved(found: ProblemList, byte: number): void {
  found.add('E_RESERVED', () => `0xc1 at byte ${byte}`, { byte });
}

export function sayTooDeep(found: ProblemList, byte: number, limit: number): void {
  found.add('E_DEPTH', () => `nested more than ${limit} deep from byte ${byte} on`, { byte });
}

export function sayTooMany(found: ProblemList, byte: number, limit: number): void {
  found.add('E_NODES', () => `the first ${grouped(limit)} values are listed`, { byte });
}

/** A container at `byte` claims `items` values where `left` bytes remain. */
export function sayFalseClaim(found: ProblemList, byte: number, kind: number, items: number, left: number): void {
  found.add(
    'E_LENGTH_CLAIM',
    () =>
      `the ${kindNames[kind]} at byte ${byte} claims ${counted(items, 'value')}; ${counted(left, 'byte')} left for all that is due`,
    { byte },
  );
}

/** The frame ended at `end` where more values belong into `parent`; undefined where not all values are listed. */
export function sayMissing(found: ProblemList, end: number, parent: TreeNode | undefined): void {
  if (parent === undefined) {
    found.add('E_TRUNCATED', () => 'values beyond the listed ones are missing', { byte: end });
    return;
  }
  const claimed = parent.type === 'map' ? parent.claimed * 2 : parent.claimed;
  const missing = counted(claimed - parent.children.length, 'value');
  found.add('E_TRUNCATED', () => `${missing} of the ${parent.type} at byte ${parent.start} are missing`, { byte: end });
}

/** The value at `start` takes `needs` bytes (`orMore`: at least; its length is cut off too); the frame ends at `end`. */
export function sayCut(
  found: ProblemList,
  start: number,
  header: number,
  needs: number,
  orMore: boolean,
  end: number,
): void {
  const more = orMore ? ' or more' : '';
  found.add(
    'E_TRUNCATED',
    () =>
      `${encodingNames[header]} at byte ${start} needs ${counted(needs, 'byte')}${more}, has ${grouped(end - start)}`,
    { byte: end },
  );
}

export function sayLongLength(found: ProblemList, byte: number, header: number, size: number): void {
  found.add('W_NONMINIMAL', () => `${encodingNames[header]} for ${grouped(size)}`, { byte });
}

export function sayLongInteger(found: ProblemList, node: TreeNode, shortest: number): void {
  found.add('W_NONMINIMAL', () => `${node.encoding} where ${counted(shortest, 'byte')} would do`, { byte: node.start });
}

export function sayUnsafe(found: ProblemList, byte: number, value: bigint): void {
  found.add('W_INT_UNSAFE', () => `exactly ${grouped(value)}`, { byte });
}

/** NaN, an infinity, or -0. */
export function sayOddFloat(found: ProblemList, byte: number, value: number): void {
  if (value === 0) found.add('W_NEGZERO', () => 'the value is -0', { byte });
  else found.add('W_NONFINITE', () => `the value is ${value}`, { byte });
}

export function sayKeyType(found: ProblemList, key: TreeNode): void {
  found.add('W_NONSTRING_KEY', () => `the key is of type ${key.type}`, { byte: key.start });
}

export function sayPrototypeKey(found: ProblemList, key: TreeNode): void {
  found.add('W_PROTO_KEY', () => `the key is ${key.value}`, { byte: key.start });
}

export function sayDoubledKey(found: ProblemList, key: TreeNode, first: TreeNode): void {
  found.add('W_DUP_KEY', () => `the same key stands at byte ${first.start}`, { byte: key.start });
}

/** `value` is the byte at `at`, the first that does not fit in the text of `node`. */
export function sayBadUtf8(found: ProblemList, node: TreeNode, at: number, value: number): void {
  const byte = `0x${value.toString(16).padStart(2, '0')}`;
  found.add('E_UTF8', () => `byte ${byte} does not fit in the text that begins at byte ${node.body}`, { byte: at });
}

export function sayTextMark(found: ProblemList, node: TreeNode, mark: TextMark): void {
  found.add(mark, () => `in the text at byte ${node.start}`, { byte: node.start });
}

export function sayUnknownExtension(found: ProblemList, node: TreeNode): void {
  const size = node.end - node.body;
  found.add('W_EXT_UNKNOWN', () => `type ${node.extType}, ${counted(size, 'byte')}`, { byte: node.start });
}

export function sayTimestampLength(found: ProblemList, node: TreeNode): void {
  const size = node.end - node.body;
  found.add('E_TIMESTAMP', () => `a timestamp of ${counted(size, 'byte')}; it has 4, 8 or 12`, { byte: node.start });
}

export function sayNanoseconds(found: ProblemList, node: TreeNode, nanoseconds: number): void {
  found.add('E_TIMESTAMP', () => `${grouped(nanoseconds)} nanoseconds, more than 999,999,999`, { byte: node.body });
}

export function sayTimestampRange(found: ProblemList, node: TreeNode, seconds: bigint): void {
  found.add('W_TIMESTAMP_RANGE', () => `${grouped(seconds)} seconds since 1970`, { byte: node.start });
}
