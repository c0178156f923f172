/**
 * The JSON twin of the MessagePack walker: text frames to a table of values with their spans. Total: it never throws and
 * never recurses; nothing is handed to `JSON.parse`, which loses spans, duplicate keys and digits. Source: RFC 8259.
 */
import { finishTable } from '../bytes/finish-table.ts';
import { isPrototypeKey, MapKeys } from '../bytes/map-keys.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { grouped } from '../bytes/quantity.ts';
import { textMarks } from '../bytes/text-marks.ts';
import { ProblemList } from '../problem/problem-list.ts';
import { numberValue, scanNumber } from './number.ts';
import { textPlace } from './place.ts';
import { scanString } from './string.ts';

/** Values nested deeper, and values beyond this many, are checked and counted, not listed. */
export const depthLimit = 128;
export const nodeLimit = 200_000;

const noChildren: number[] = [];
/** `[` and `{`, also as the marks on the stack of open containers. */
const arrayMark = 0x5b;
const objectMark = 0x7b;
const literals = [
  ['true', true, 'bool'],
  ['false', false, 'bool'],
  ['null', null, 'nil'],
] as const;

/**
 * Inspects one text frame. Spans of strings include the quotes; the exact text of a number is its span. Problems: E_EMPTY,
 * E_JSON (with byte, line and column), E_DEPTH, E_NODES, E_UTF8, and W_ codes as in the MessagePack walker.
 */
export function inspectJson(bytes: Uint8Array): NodeTable {
  return new Scan(bytes).run();
}

class Scan {
  private readonly bytes: Uint8Array;
  private readonly nodes: TreeNode[] = [];
  private readonly found = new ProblemList();
  private readonly keys: MapKeys;
  /** Kinds of the open containers; one byte a level, so that depth costs no more than the frame itself. */
  private marks = new Uint8Array(depthLimit);
  private readonly openNodes: number[] = [];
  private depth = 0;
  private maxDepth = 0;
  private pos = 0;
  private keyNode = -1;
  private full = false;
  private tooDeep = false;
  /** A container has just been opened: no comma stands before its first item. */
  private fresh = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.keys = new MapKeys(this.nodes, bytes);
  }

  run(): NodeTable {
    const { bytes } = this;
    if (bytes.length === 0) this.found.add('E_EMPTY', () => 'the frame has 0 bytes', { byte: 0, line: 1, column: 1 });
    else {
      this.byteOrderMark();
      this.space();
      const whole = this.value() && this.rest();
      if (whole) {
        this.space();
        if (this.pos < bytes.length) this.fail(this.pos, 'the text goes on after the value');
      } else this.cutOpenNodes();
    }
    return finishTable('json', this.nodes, this.found, this.pos, this.maxDepth);
  }

  /** Goes on until every container that was opened is closed. */
  private rest(): boolean {
    while (this.depth > 0) if (!this.step()) return false;
    return true;
  }

  /** One member or element of the innermost container, or its end. */
  private step(): boolean {
    const inObject = this.marks[this.depth - 1] === objectMark;
    const close = inObject ? 0x7d : 0x5d;
    this.space();
    const first = this.fresh;
    this.fresh = false;
    let byte = this.bytes[this.pos];
    if (byte === close) {
      this.closeInnermost();
      return true;
    }
    if (!first) {
      if (byte !== 0x2c) return this.fail(this.pos, `a comma or ${inObject ? '}' : ']'} is expected here`);
      this.pos++;
      this.space();
      byte = this.bytes[this.pos];
    }
    if (!inObject) return this.value();
    if (byte !== 0x22) {
      const hint = byte === 0x7d ? 'a key is expected after the comma' : 'a key in double quotes is expected here';
      return this.fail(this.pos, hint);
    }
    if (!this.string(true)) return false;
    this.space();
    if (this.bytes[this.pos] !== 0x3a) return this.fail(this.pos, 'a colon is expected here');
    this.pos++;
    this.space();
    return this.value();
  }
  /** Reads the value at `pos`; of a container only its opening. False when it cannot be read. */
  private value(): boolean {
    const byte = this.bytes[this.pos];
    if (byte === undefined) return this.fail(this.pos, 'a value is expected here');
    if (byte === objectMark || byte === arrayMark) return this.openContainer(byte);
    if (byte === 0x22) return this.string(false);
    if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) return this.number();
    for (const [word, value, type] of literals) {
      if (byte === word.charCodeAt(0)) return this.literal(word, value, type);
    }
    return this.fail(this.pos, 'a value is expected here');
  }

  private openContainer(mark: number): boolean {
    if (this.depth === depthLimit && !this.tooDeep) {
      this.tooDeep = true;
      this.found.add('E_DEPTH', () => `nested more than ${depthLimit} deep`, { byte: this.pos });
    }
    const node = this.node(
      mark === objectMark ? 'map' : 'array',
      mark === objectMark ? 'object' : 'array',
      this.pos + 1,
    );
    if (this.depth === this.marks.length) {
      const grown = new Uint8Array(this.bytes.length + 1);
      grown.set(this.marks);
      this.marks = grown;
    }
    this.marks[this.depth] = mark;
    if (this.depth < depthLimit) this.openNodes[this.depth] = node?.id ?? -1;
    this.depth++;
    this.maxDepth = Math.max(this.maxDepth, this.depth);
    this.pos++;
    this.fresh = true;
    return true;
  }

  private closeInnermost(): void {
    this.pos++;
    const node = this.nodes[this.parent()];
    if (node !== undefined) {
      node.end = this.pos;
      node.claimed = node.type === 'map' ? node.children.length >> 1 : node.children.length;
      this.keys.forget(node.id);
    }
    this.depth--;
  }

  private string(isKey: boolean): boolean {
    const start = this.pos;
    const scanned = scanString(this.bytes, start);
    const node = this.node('str', 'string', scanned.end, isKey);
    this.pos = scanned.end;
    if (node !== undefined) {
      node.value = scanned.text;
      if (scanned.badAt !== -1) node.cut = true;
    }
    if (scanned.utf8At !== -1) {
      const at = scanned.utf8At;
      this.found.add(
        'E_UTF8',
        () => `a byte that does not fit in the string at byte ${start}`,
        textPlace(this.bytes, at),
      );
    }
    if (scanned.badAt !== -1) return this.fail(scanned.badAt, scanned.why);
    if (node === undefined) return true;
    for (const mark of textMarks(scanned.text))
      this.found.add(mark, () => `in the string at byte ${start}`, { byte: start });
    if (isKey) this.checkKey(node);
    return true;
  }

  private checkKey(key: TreeNode): void {
    this.keyNode = key.id;
    if (isPrototypeKey(key.value as string)) {
      this.found.add('W_PROTO_KEY', () => `the key is ${key.value}`, { byte: key.start });
    }
    const map = this.nodes[key.parent];
    const first = map === undefined ? undefined : this.keys.earlier(map, key);
    if (first !== undefined) {
      this.found.add('W_DUP_KEY', () => `the same key stands at byte ${first.start}`, { byte: key.start });
    }
  }

  private number(): boolean {
    const start = this.pos;
    const { end, badAt, whole } = scanNumber(this.bytes, start);
    const node = this.node(whole ? 'int' : 'float', 'number', end);
    this.pos = end;
    if (badAt !== -1) {
      if (node !== undefined) node.cut = true;
      return this.fail(badAt, 'a digit is expected here');
    }
    if (node === undefined) return true;
    const value = numberValue(ascii(this.bytes, start, end), whole);
    node.value = value;
    if (typeof value === 'bigint') this.found.add('W_INT_UNSAFE', () => `exactly ${grouped(value)}`, { byte: start });
    else if (!Number.isFinite(value)) this.found.add('W_NONFINITE', () => 'too large for a number', { byte: start });
    else if (Object.is(value, -0)) this.found.add('W_NEGZERO', () => 'the value is -0', { byte: start });
    return true;
  }

  private literal(word: string, value: boolean | null, type: 'bool' | 'nil'): boolean {
    const start = this.pos;
    for (let i = 1; i < word.length; i++) {
      if (this.bytes[start + i] === word.charCodeAt(i)) continue;
      return this.fail(start + i, `${word} is expected here`);
    }
    const node = this.node(type, word, start + word.length);
    this.pos = start + word.length;
    if (node !== undefined) node.value = value;
    return true;
  }

  private parent(): number {
    return this.depth > 0 && this.depth <= depthLimit ? (this.openNodes[this.depth - 1] as number) : -1;
  }

  private node(type: TreeNode['type'], encoding: string, end: number, isKey = false): TreeNode | undefined {
    const parent = this.parent();
    const isContainer = type === 'map' || type === 'array';
    if (this.full || (this.depth > 0 && parent === -1) || (isContainer && this.depth >= depthLimit)) return undefined;
    if (this.nodes.length >= nodeLimit) {
      this.full = true;
      this.found.add('E_NODES', () => `the first ${grouped(nodeLimit)} values are listed`, { byte: this.pos });
      return undefined;
    }
    const up = this.nodes[parent];
    const inMap = up?.type === 'map';
    const node: TreeNode = {
      id: this.nodes.length,
      parent,
      role: parent === -1 ? 'root' : isKey ? 'key' : inMap ? 'value' : 'element',
      keyNode: inMap && !isKey ? this.keyNode : -1,
      type,
      encoding,
      start: this.pos,
      end,
      body: this.pos,
      header: this.bytes[this.pos] as number,
      value: undefined,
      claimed: 0,
      children: isContainer ? [] : noChildren,
    };
    this.nodes.push(node);
    up?.children.push(node.id);
    return node;
  }

  private space(): void {
    for (; this.pos < this.bytes.length; this.pos++) {
      const byte = this.bytes[this.pos];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
    }
  }

  private byteOrderMark(): void {
    const { bytes } = this;
    if (bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return;
    this.fail(0, 'a byte order mark stands before the JSON');
    this.found.add('W_ZEROWIDTH', () => 'a byte order mark', { byte: 0 });
    this.pos = 3;
  }

  /** Notes where and why this is no JSON. Always false, so that a caller can return it. */
  private fail(byte: number, why: string): false {
    const cut = byte >= this.bytes.length;
    this.found.add('E_JSON', () => (cut ? `the text ends: ${why}` : why), textPlace(this.bytes, byte));
    return false;
  }

  private cutOpenNodes(): void {
    for (; this.depth > 0; this.depth--) {
      const node = this.nodes[this.parent()];
      if (node === undefined) continue;
      node.end = this.pos;
      node.cut = true;
    }
  }
}

/** A number's characters. In pieces, since a hostile one may have millions of digits. */
function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i += 4096) text += String.fromCharCode(...bytes.subarray(i, Math.min(end, i + 4096)));
  return text;
}
