/**
 * The walker: MessagePack bytes to a table of values, each with its span. Total: it never throws, never recurses, and
 * allocates nothing from a length a header claims. Source: MessagePack specification; offsets of problems are of the
 * header byte for warnings, of the first bad byte for text, of the end of the frame for what was cut off.
 */
import { finishTable } from '../bytes/finish-table.ts';
import { isPrototypeKey, MapKeys } from '../bytes/map-keys.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { counted, grouped } from '../bytes/quantity.ts';
import { ProblemList } from '../problem/problem-list.ts';
import { encodingNames, fixedSize, kindNames, kindOf, kinds, lengthBytes, readLength } from './header.ts';
import { cookCutText, cookLeaf } from './leaf.ts';
import { shortestLength } from './minimal.ts';
import { depthLimit, OpenStack } from './open-stack.ts';

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
  private readonly open = new OpenStack();
  private readonly keys: MapKeys;
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
    const { bytes, open } = this;
    if (bytes.length === 0) {
      this.found.add('E_EMPTY', () => 'the frame has 0 bytes', { byte: 0 });
      return this.table();
    }
    let going = this.item();
    while (going && open.depth > 0) {
      if (open.left() === 0) this.closeInnermost();
      else going = this.item();
    }
    if (!going) this.cutOpenNodes();
    else if (this.pos < bytes.length) {
      const extra = bytes.length - this.pos;
      this.found.add('E_TRAILING', () => `${counted(extra, 'byte')} after the value`, { byte: this.pos });
    }
    return this.table();
  }

  private table(): NodeTable {
    return finishTable('msgpack', this.nodes, this.found, this.pos, this.maxDepth);
  }

  /** Reads the item at `pos`, children of a container apart. False: the frame cannot be read any further. */
  private item(): boolean {
    const { bytes, open } = this;
    const start = this.pos;
    if (start >= bytes.length) return this.missingItems();
    const header = bytes[start] as number;
    const kind = kindOf[header] as number;
    if (kind === kinds.reserved) {
      this.found.add('E_RESERVED', () => `0xc1 at byte ${start}`, { byte: start });
      return false;
    }
    const width = lengthBytes[header] as number;
    const body = start + 1 + width + (kind === kinds.ext ? 1 : 0);
    if (body > bytes.length) return this.cutInHeader(start, kind, body);
    const size = width === 0 ? (fixedSize[header] as number) : readLength(bytes, start + 1, width);
    const isKey = this.atKey();
    this.outstanding--;
    open.take();
    if (kind <= kinds.array) this.container(start, kind, body, size, isKey);
    else if (body + size > bytes.length) return this.cutInBody(start, kind, body, size, isKey);
    else this.leaf(start, kind, body, size, isKey);
    if (width > 0 && width > shortestLength(kind, size) && open.depth <= depthLimit && !this.full) {
      this.found.add('W_NONMINIMAL', () => `${encodingNames[header]} for ${grouped(size)}`, { byte: start });
    }
    return true;
  }

  private atKey(): boolean {
    const parent = this.open.node();
    return parent !== -1 && (this.nodes[parent] as TreeNode).type === 'map' && this.open.left() % 2 === 0;
  }

  private container(start: number, kind: number, body: number, size: number, isKey: boolean): void {
    const { bytes, open } = this;
    const items = kind === kinds.map ? size * 2 : size;
    const left = bytes.length - body;
    this.pos = body;
    this.maxDepth = Math.max(this.maxDepth, open.depth + 1);
    if (open.depth === depthLimit && !this.tooDeep) {
      this.tooDeep = true;
      this.found.add('E_DEPTH', () => `nested more than ${depthLimit} deep from byte ${start} on`, { byte: start });
    }
    this.outstanding += items;
    if (items > 0 && this.outstanding > left) {
      const claim = counted(items, 'value');
      this.found.add(
        'E_LENGTH_CLAIM',
        () =>
          `the ${kindNames[kind]} at byte ${start} claims ${claim}; ${counted(left, 'byte')} left for all that is due`,
        { byte: start },
      );
      // Bounded, so that sums of false claims stay exact; it stays above what is left, as it was.
      this.outstanding = Math.min(this.outstanding, left * 2 + 2);
    }
    const node = open.depth < depthLimit ? this.node(start, kind, body, body, size, isKey) : undefined;
    open.push(items, node?.id ?? -1, left);
  }

  private leaf(start: number, kind: number, body: number, size: number, isKey: boolean): void {
    const end = body + size;
    this.pos = end;
    if (this.open.depth > depthLimit) return;
    const claimed = kind <= kinds.ext ? size : 0;
    const node = this.node(start, kind, kind <= kinds.ext ? body : start + 1, end, claimed, isKey);
    if (node === undefined) return;
    if (kind === kinds.ext) node.extType = ((this.bytes[body - 1] as number) << 24) >> 24;
    cookLeaf(this.bytes, node, kind, this.found);
    if (isKey) this.checkKey(node);
  }

  private checkKey(key: TreeNode): void {
    if (key.type === 'str' && isPrototypeKey(key.value as string)) {
      this.found.add('W_PROTO_KEY', () => `the key is ${key.value}`, { byte: key.start });
    }
    const first = this.keys.earlier(this.nodes[key.parent] as TreeNode, key);
    if (first !== undefined) {
      this.found.add('W_DUP_KEY', () => `the same key stands at byte ${first.start}`, { byte: key.start });
    }
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
    const parent = this.open.node();
    if (this.full || (parent === -1 && this.open.depth > 0)) return undefined;
    if (this.nodes.length >= nodeLimit) {
      this.full = true;
      this.found.add('E_NODES', () => `the first ${grouped(nodeLimit)} values are listed`, { byte: start });
      return undefined;
    }
    const header = this.bytes[start] as number;
    const siblings = parent === -1 ? noChildren : (this.nodes[parent] as TreeNode).children;
    const inMap = parent !== -1 && (this.nodes[parent] as TreeNode).type === 'map';
    const node: TreeNode = {
      id: this.nodes.length,
      parent,
      role: parent === -1 ? 'root' : isKey ? 'key' : inMap ? 'value' : 'element',
      keyNode: inMap && !isKey ? this.keyBefore(siblings) : -1,
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
    this.nodes.push(node);
    if (parent !== -1) siblings.push(node.id);
    if (isKey && kind !== kinds.str) {
      this.found.add('W_NONSTRING_KEY', () => `the key is of type ${node.type}`, { byte: start });
    }
    return node;
  }

  private keyBefore(siblings: readonly number[]): number {
    const last = siblings[siblings.length - 1];
    return last !== undefined && (this.nodes[last] as TreeNode).role === 'key' ? last : -1;
  }

  private closeInnermost(): void {
    const id = this.open.node();
    if (id !== -1) {
      (this.nodes[id] as TreeNode).end = this.pos;
      this.keys.forget(id);
    }
    this.open.pop();
  }

  private missingItems(): false {
    const { open, bytes } = this;
    const node = this.nodes[open.node()];
    const where = node === undefined ? '' : ` of the ${node.type} at byte ${node.start}`;
    const claimed = node === undefined ? 0 : node.type === 'map' ? node.claimed * 2 : node.claimed;
    const missing = node === undefined ? open.left() : claimed - node.children.length;
    this.found.add('E_TRUNCATED', () => `${counted(missing, 'value')}${where} are missing`, { byte: bytes.length });
    return false;
  }

  private cutInHeader(start: number, kind: number, body: number): false {
    const node =
      this.open.depth > depthLimit
        ? undefined
        : this.node(start, kind, this.bytes.length, this.bytes.length, 0, this.atKey());
    if (node !== undefined) node.cut = true;
    return this.cut(start, body - start, ' or more');
  }

  private cutInBody(start: number, kind: number, body: number, size: number, isKey: boolean): false {
    const { bytes } = this;
    const claimed = kind <= kinds.ext ? size : 0;
    const node = this.open.depth > depthLimit ? undefined : this.node(start, kind, body, bytes.length, claimed, isKey);
    if (node !== undefined) {
      node.cut = true;
      if (kind === kinds.str) cookCutText(bytes, node);
      if (kind === kinds.ext) node.extType = ((bytes[body - 1] as number) << 24) >> 24;
    }
    return this.cut(start, body - start + size, '');
  }

  private cut(start: number, needs: number, more: string): false {
    const end = this.bytes.length;
    this.found.add(
      'E_TRUNCATED',
      () =>
        `${encodingNames[this.bytes[start] as number]} at byte ${start} needs ${counted(needs, 'byte')}${more}, has ${grouped(end - start)}`,
      { byte: end },
    );
    this.pos = end;
    return false;
  }

  /** The frame was given up: every container still open ends here. */
  private cutOpenNodes(): void {
    for (; this.open.depth > 0; this.open.pop()) {
      const node = this.nodes[this.open.node()];
      if (node === undefined) continue;
      node.end = this.pos;
      node.cut = true;
    }
  }
}
