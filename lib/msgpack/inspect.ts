/**
 * The walker: MessagePack bytes to a table of values, each with its span. Total: it never throws, never recurses, and
 * allocates nothing from a length a header claims. Source: MessagePack specification; offsets of problems are of the
 * header byte for warnings, of the first bad byte for text, of the end of the frame for what was cut off.
 */
import { finishTable } from '../bytes/finish-table.ts';
import { isPrototypeKey, MapKeys } from '../bytes/map-keys.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { ProblemList } from '../problem/problem-list.ts';
import { encodingNames, fixedSize, kindNames, kindOf, kinds, lengthBytes, readLength } from './header.ts';
import { cookCutText, cookLeaf } from './leaf.ts';
import { shortestLength } from './minimal.ts';
import { depthLimit, OpenStack } from './open-stack.ts';
import {
  sayCut,
  sayDoubledKey,
  sayEmpty,
  sayFalseClaim,
  sayKeyType,
  sayLongLength,
  sayMissing,
  sayPrototypeKey,
  sayReserved,
  sayTooDeep,
  sayTooMany,
  sayTrailing,
} from './walk-problems.ts';

/** More values than this are counted, not listed. */
export const nodeLimit = 200_000;

/** Shared by all nodes without children; nobody writes to it. */
const noChildren: number[] = [];

/**
 * Inspects one frame. The table holds what came before any problem; `consumed` are the bytes of the one value a frame
 * should be. Problems: E_EMPTY, E_TRUNCATED, E_RESERVED, E_TRAILING, E_LENGTH_CLAIM, E_DEPTH, E_NODES, E_UTF8,
 * E_TIMESTAMP, and the W_ codes of `lib/problem/codes.ts`, each with `at.byte`.
 */
export function inspectMsgpack(bytes: Uint8Array): NodeTable {
  return new Walk(bytes).run();
}

class Walk {
  private readonly bytes: Uint8Array;
  private readonly nodes: TreeNode[] = [];
  private readonly found = new ProblemList();
  private readonly keys: MapKeys;
  /** The levels around the innermost container, of which the fields below tell. Its depth is the number of open containers. */
  private readonly outer = new OpenStack();
  /** Node of the innermost open container; undefined when it has none, and before the root. */
  private parent: TreeNode | undefined;
  private inMap = false;
  /** Items the innermost container still expects; cut to what could still come, and even where a key is next. */
  private left = 1;
  /** The key whose value is next; -1 when there is none, or it is not listed. */
  private keyNode = -1;
  private pos = 0;
  /** Items that headers so far have promised and that have not begun. */
  private outstanding = 1;
  private maxDepth = 0;
  private full = false;
  private tooDeep = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.keys = new MapKeys(this.nodes, bytes);
  }

  run(): NodeTable {
    const { bytes } = this;
    if (bytes.length === 0) sayEmpty(this.found);
    else if (!this.walk()) this.cutOpenNodes();
    else if (this.pos < bytes.length) sayTrailing(this.found, this.pos, bytes.length - this.pos);
    return this.table();
  }

  /** Reads items until the root is whole. False: the frame cannot be read to its end. */
  private walk(): boolean {
    for (;;) {
      if (this.left > 0) {
        if (!this.item()) return false;
      } else if (this.outer.depth === 0) return true;
      else this.closeInnermost();
    }
  }

  private table(): NodeTable {
    return finishTable('msgpack', this.nodes, this.found, this.pos, this.maxDepth);
  }

  /** Reads the item at `pos`, children of a container apart. False: the frame cannot be read any further. */
  private item(): boolean {
    const { bytes } = this;
    const start = this.pos;
    if (start >= bytes.length) return this.missingItems();
    const header = bytes[start] as number;
    const kind = kindOf[header] as number;
    if (kind === kinds.reserved) return this.reserved(start);
    const width = lengthBytes[header] as number;
    const body = start + 1 + width + (kind === kinds.ext ? 1 : 0);
    if (body > bytes.length) return this.cutInHeader(start, kind, body);
    const size = width === 0 ? (fixedSize[header] as number) : readLength(bytes, start + 1, width);
    const isKey = this.inMap && this.left % 2 === 0;
    if (kind <= kinds.array) this.container(start, kind, body, size, isKey);
    else if (body + size > bytes.length) return this.cutInBody(start, kind, body, size, isKey);
    else this.leaf(start, kind, body, size, isKey);
    if (width > 0 && width > shortestLength(kind, size) && this.outer.depth <= depthLimit && !this.full) {
      sayLongLength(this.found, start, header, size);
    }
    return true;
  }

  private container(start: number, kind: number, body: number, size: number, isKey: boolean): void {
    const { outer } = this;
    const { depth } = outer;
    const items = kind === kinds.map ? size * 2 : size;
    const left = this.bytes.length - body;
    this.pos = body;
    if (depth >= this.maxDepth) this.maxDepth = depth + 1;
    if (depth === depthLimit && !this.tooDeep) {
      this.tooDeep = true;
      sayTooDeep(this.found, start, depthLimit);
    }
    this.outstanding += items - 1;
    if (items > 0 && this.outstanding > left) {
      sayFalseClaim(this.found, start, kind, items, left);
      // Bounded, so that sums of false claims stay exact; it stays above what is left, as it was.
      this.outstanding = Math.min(this.outstanding, left * 2 + 2);
    }
    const node = depth < depthLimit ? this.node(start, kind, body, body, size, isKey) : undefined;
    outer.push(this.left - 1, this.parent === undefined ? -1 : this.parent.id, left);
    this.parent = node;
    this.inMap = kind === kinds.map && node !== undefined;
    this.keyNode = -1;
    // More than can come, so that their absence is still noticed; of a map an even number, so that keys stay keys.
    this.left = Math.min(items, left + 2 - (left & 1));
  }

  private leaf(start: number, kind: number, body: number, size: number, isKey: boolean): void {
    const end = body + size;
    this.pos = end;
    this.outstanding--;
    this.left--;
    if (this.outer.depth > depthLimit) return;
    const sized = kind <= kinds.ext;
    const node = this.node(start, kind, sized ? body : start + 1, end, sized ? size : 0, isKey);
    if (node === undefined) return;
    if (kind === kinds.ext) node.extType = ((this.bytes[body - 1] as number) << 24) >> 24;
    cookLeaf(this.bytes, node, kind, this.found);
    if (isKey) this.checkKey(node);
  }

  private checkKey(key: TreeNode): void {
    if (key.type === 'str' && isPrototypeKey(key.value as string)) sayPrototypeKey(this.found, key);
    const first = this.keys.earlier(this.parent as TreeNode, key);
    if (first !== undefined) sayDoubledKey(this.found, key, first);
  }

  /** Adds a node under the innermost container; undefined when it cannot be listed. */
  private node(
    start: number,
    kind: number,
    body: number,
    end: number,
    claimed: number,
    isKey: boolean,
  ): TreeNode | undefined {
    const { parent, nodes, inMap } = this;
    if (this.full || (parent === undefined && this.outer.depth > 0)) return undefined;
    const id = nodes.length;
    if (id >= nodeLimit) return this.noMore(start);
    const header = this.bytes[start] as number;
    const node: TreeNode = {
      id,
      parent: parent === undefined ? -1 : parent.id,
      role: isKey ? 'key' : inMap ? 'value' : parent === undefined ? 'root' : 'element',
      keyNode: isKey ? -1 : this.keyNode,
      type: kindNames[kind] as TreeNode['type'],
      encoding: encodingNames[header] as string,
      start,
      end,
      body,
      header,
      value: undefined,
      claimed,
      children: kind <= kinds.array ? [] : noChildren,
    };
    nodes.push(node);
    if (parent !== undefined) parent.children.push(id);
    this.keyNode = isKey ? id : -1;
    if (isKey && kind !== kinds.str) sayKeyType(this.found, node);
    return node;
  }

  private noMore(start: number): undefined {
    this.full = true;
    sayTooMany(this.found, start, nodeLimit);
    return undefined;
  }

  private closeInnermost(): void {
    const closed = this.parent;
    if (closed !== undefined) {
      closed.end = this.pos;
      this.keys.forget(closed.id);
    }
    this.left = this.outer.pop();
    const id = this.outer.node();
    // Never asks for index -1: an array looks for that among its named properties, fifty times as long.
    this.parent = id === -1 ? undefined : this.nodes[id];
    this.inMap = this.parent?.type === 'map';
    this.keyNode = closed !== undefined && closed.role === 'key' ? closed.id : -1;
  }

  private reserved(start: number): false {
    sayReserved(this.found, start);
    return false;
  }

  private missingItems(): false {
    // Where children are not listed they are not counted either.
    const countable = !this.full && this.outer.depth < depthLimit;
    sayMissing(this.found, this.bytes.length, countable ? this.parent : undefined);
    return false;
  }

  private cutInHeader(start: number, kind: number, body: number): false {
    const { length } = this.bytes;
    const isKey = this.inMap && this.left % 2 === 0;
    const node = this.outer.depth > depthLimit ? undefined : this.node(start, kind, length, length, 0, isKey);
    if (node !== undefined) node.cut = true;
    return this.cut(start, body - start, true);
  }

  private cutInBody(start: number, kind: number, body: number, size: number, isKey: boolean): false {
    const { bytes } = this;
    const claimed = kind <= kinds.ext ? size : 0;
    const node = this.outer.depth > depthLimit ? undefined : this.node(start, kind, body, bytes.length, claimed, isKey);
    if (node !== undefined) {
      node.cut = true;
      if (kind === kinds.str) cookCutText(bytes, node);
      if (kind === kinds.ext) node.extType = ((bytes[body - 1] as number) << 24) >> 24;
    }
    return this.cut(start, body - start + size, false);
  }

  private cut(start: number, needs: number, orMore: boolean): false {
    const { bytes } = this;
    sayCut(this.found, start, bytes[start] as number, needs, orMore, bytes.length);
    this.pos = bytes.length;
    return false;
  }

  /** The frame was given up: every container still open ends here. */
  private cutOpenNodes(): void {
    for (; this.outer.depth > 0; this.closeInnermost()) if (this.parent !== undefined) this.parent.cut = true;
  }
}
