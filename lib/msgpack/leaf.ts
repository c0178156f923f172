/** Fills in a node that has no children: its cooked value, and the warnings its value deserves. */
import type { TreeNode } from '../bytes/node-table.ts';
import { textMarks } from '../bytes/text-marks.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { wholeCharactersEnd } from '../bytes/utf8-cut.ts';
import type { ProblemList } from '../problem/problem-list.ts';
import { kinds } from './header.ts';
import { shortestInteger } from './minimal.ts';
import { readFloat, readInteger } from './scalar.ts';
import { shortText } from './short-text.ts';
import { isDate, readTimestamp, timestampType, timestampWords } from './timestamp.ts';
import {
  sayBadUtf8,
  sayLongInteger,
  sayNanoseconds,
  sayOddFloat,
  sayTextMark,
  sayTimestampLength,
  sayTimestampRange,
  sayUnknownExtension,
  sayUnsafe,
} from './walk-problems.ts';

/** Cooks the node, whose bytes are all there. */
export function cookLeaf(bytes: Uint8Array, node: TreeNode, kind: number, found: ProblemList): void {
  if (kind === kinds.str) cookText(bytes, node, found);
  else if (kind === kinds.uint || kind === kinds.int) cookInteger(bytes, node, found);
  else if (kind === kinds.nil) node.value = null;
  else if (kind === kinds.bool) node.value = node.header === 0xc3;
  else if (kind === kinds.float) cookFloat(bytes, node, found);
  else if (kind === kinds.ext) cookExtension(bytes, node, found);
}

/** A text cut off by the end of the frame: what is there, without the character that was cut. */
export function cookCutText(bytes: Uint8Array, node: TreeNode): void {
  node.value = decodeUtf8(bytes, node.body, wholeCharactersEnd(bytes, node.body)).text;
}

function cookText(bytes: Uint8Array, node: TreeNode, found: ProblemList): void {
  const plain = shortText(bytes, node.body, node.end);
  if (plain !== undefined) {
    node.value = plain;
    return;
  }
  const { text, badAt } = decodeUtf8(bytes, node.body, node.end);
  node.value = text;
  if (badAt !== -1) sayBadUtf8(found, node, badAt, bytes[badAt] as number);
  for (const mark of textMarks(text)) sayTextMark(found, node, mark);
}

function cookInteger(bytes: Uint8Array, node: TreeNode, found: ProblemList): void {
  const value = readInteger(bytes, node.start);
  node.value = value;
  if (typeof value === 'bigint') sayUnsafe(found, node.start, value);
  const size = node.end - node.start;
  if (size === 1) return;
  const shortest = shortestInteger(value);
  if (size > shortest) sayLongInteger(found, node, shortest);
}

function cookFloat(bytes: Uint8Array, node: TreeNode, found: ProblemList): void {
  const value = readFloat(bytes, node.start);
  node.value = value;
  if (!Number.isFinite(value) || Object.is(value, -0)) sayOddFloat(found, node.start, value);
}

function cookExtension(bytes: Uint8Array, node: TreeNode, found: ProblemList): void {
  if (node.extType !== timestampType) {
    sayUnknownExtension(found, node);
    return;
  }
  node.type = 'timestamp';
  const time = readTimestamp(bytes, node.body, node.end);
  if ('bad' in time) {
    if (time.bad === 'length') sayTimestampLength(found, node);
    else sayNanoseconds(found, node, time.nanoseconds);
    return;
  }
  node.value = timestampWords(time.seconds, time.nanoseconds);
  if (!isDate(time.seconds, time.nanoseconds)) sayTimestampRange(found, node, time.seconds);
}
