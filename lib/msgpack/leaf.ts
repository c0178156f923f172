/** Fills in a node that has no children: its cooked value, and the warnings its value deserves. */
import type { TreeNode } from '../bytes/node-table.ts';
import { counted, grouped } from '../bytes/quantity.ts';
import { textMarks } from '../bytes/text-marks.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { wholeCharactersEnd } from '../bytes/utf8-cut.ts';
import type { ProblemList } from '../problem/problem-list.ts';
import { kinds } from './header.ts';
import { shortestInteger } from './minimal.ts';
import { plainText, readFloat, readInteger } from './scalar.ts';
import { isDate, readTimestamp, timestampType, timestampWords } from './timestamp.ts';

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
  const plain = plainText(bytes, node.body, node.end);
  if (plain !== undefined) {
    node.value = plain;
    return;
  }
  const { text, badAt } = decodeUtf8(bytes, node.body, node.end);
  node.value = text;
  if (badAt !== -1) {
    const byte = `0x${(bytes[badAt] as number).toString(16).padStart(2, '0')}`;
    found.add('E_UTF8', () => `byte ${byte} does not fit in the text that begins at byte ${node.body}`, {
      byte: badAt,
    });
  }
  for (const mark of textMarks(text)) found.add(mark, () => `in the text at byte ${node.start}`, { byte: node.start });
}

function cookInteger(bytes: Uint8Array, node: TreeNode, found: ProblemList): void {
  const value = readInteger(bytes, node.start);
  node.value = value;
  const size = node.end - node.start;
  if (typeof value === 'bigint') {
    found.add('W_INT_UNSAFE', () => `exactly ${grouped(value)}`, { byte: node.start });
  }
  const shortest = size === 1 ? 1 : shortestInteger(value);
  if (size > shortest) {
    found.add('W_NONMINIMAL', () => `${node.encoding} where ${counted(shortest, 'byte')} would do`, {
      byte: node.start,
    });
  }
}

function cookFloat(bytes: Uint8Array, node: TreeNode, found: ProblemList): void {
  const value = readFloat(bytes, node.start);
  node.value = value;
  if (!Number.isFinite(value)) found.add('W_NONFINITE', () => `the value is ${value}`, { byte: node.start });
  else if (Object.is(value, -0)) found.add('W_NEGZERO', () => 'the value is -0', { byte: node.start });
}

function cookExtension(bytes: Uint8Array, node: TreeNode, found: ProblemList): void {
  if (node.extType !== timestampType) {
    const size = node.end - node.body;
    found.add('W_EXT_UNKNOWN', () => `type ${node.extType}, ${counted(size, 'byte')}`, { byte: node.start });
    return;
  }
  node.type = 'timestamp';
  const time = readTimestamp(bytes, node.body, node.end);
  if ('bad' in time) {
    if (time.bad === 'length') {
      const size = node.end - node.body;
      found.add('E_TIMESTAMP', () => `a timestamp of ${counted(size, 'byte')}; it has 4, 8 or 12`, {
        byte: node.start,
      });
    } else {
      found.add('E_TIMESTAMP', () => `${grouped(time.nanoseconds)} nanoseconds, more than 999,999,999`, {
        byte: node.body,
      });
    }
    return;
  }
  node.value = timestampWords(time.seconds, time.nanoseconds);
  if (!isDate(time.seconds)) {
    found.add('W_TIMESTAMP_RANGE', () => `${grouped(time.seconds)} seconds since 1970`, { byte: node.start });
  }
}
