/**
 * The append-only record of one session: columns and an arena for frames, objects only for the few other entries.
 * An `Entry` is made when asked for. Nothing is ever edited, merged or dropped.
 */
import { Arena } from './arena.ts';
import { growFloat64, growUint8, growUint32 } from './column.ts';
import type { Direction, Entry, EntryBody, FrameEntry, Masked, Opcode, SessionHead } from './entry.ts';
import type { PayloadMemory } from './payload-memory.ts';
import { WireColumns } from './wire-columns.ts';

const opcodes: readonly Opcode[] = ['text', 'binary', 'ping', 'pong'];
const kinds = ['dial', 'handshake', 'frame', 'close', 'http', 'failure', 'mark'] as const;
export type EntryKind = (typeof kinds)[number];

type Extra = Pick<FrameEntry, 'round' | 'leg' | 'passed' | 'of'>;

export class SessionLog {
  readonly head: SessionHead;
  /** Entries so far; sequence numbers run from 1 to `length`. */
  length = 0;
  /** Bumped by every append. */
  version = 0;

  private t = new Float64Array(256);
  private flags = new Uint8Array(256);
  private start = new Float64Array(256);
  private size = new Uint32Array(256);
  private readonly arena: Arena;
  /** The first entry of each block of the arena, as an index. */
  private readonly blockStarts: number[] = [];
  private readonly wires = new WireColumns();
  private readonly others = new Map<number, EntryBody>();
  private readonly extras = new Map<number, Extra>();
  private readonly masks = new Map<number, Masked[]>();
  private readonly listeners = new Set<() => void>();

  /** How often a payload was asked for that the disk did not give back: zeros stood for it. */
  unread = 0;

  /** `memory`: what payloads have in common with those of other sessions; null: all of this one stay in memory. */
  constructor(head: SessionHead, memory: PayloadMemory | null = null) {
    this.head = head;
    this.arena = new Arena(memory);
  }

  /**
   * Writes one entry down and returns its sequence number. Bytes are copied: the caller may reuse its buffer.
   * `t`: milliseconds since the session's start on the recorder's clock.
   */
  append(t: number, body: EntryBody, masked?: Masked[]): number {
    const index = this.length;
    this.reserve(index + 1);
    this.t[index] = t;
    if (body.kind === 'frame') this.appendFrame(index, body);
    else {
      this.flags[index] = kinds.indexOf(body.kind) << 3;
      this.others.set(index, body);
    }
    if (masked !== undefined && masked.length > 0) this.masks.set(index, masked);
    this.length = index + 1;
    this.version++;
    for (const listener of this.listeners) listener();
    return index + 1;
  }

  private appendFrame(index: number, body: FrameEntry): void {
    this.flags[index] =
      (kinds.indexOf('frame') << 3) | (body.dir === 'received' ? 4 : 0) | opcodes.indexOf(body.opcode);
    this.start[index] = this.arena.add(body.bytes);
    this.size[index] = body.bytes.length;
    if (this.arena.count > this.blockStarts.length) this.blockStarts.push(index);
    const { kind: _kind, dir: _dir, opcode: _opcode, bytes: _bytes, wire, ...extra } = body;
    if (wire !== undefined) this.wires.set(index, wire);
    if (Object.keys(extra).length > 0) this.extras.set(index, extra);
  }

  /** The entry with this number. Its bytes are a view of the record: do not write to them. Throws for a number not there. */
  entry(seq: number): Entry {
    const index = this.indexOf(seq);
    const t = this.t[index] as number;
    const masked = this.masks.get(index);
    const other = this.others.get(index);
    if (other !== undefined) return masked === undefined ? { seq, t, ...other } : { seq, t, masked, ...other };
    const dir = this.dirOf(seq) as Direction;
    const opcode = this.opcodeOf(seq) as Opcode;
    const bytes = this.bytesOf(seq);
    const extra = this.extras.get(index);
    const wire = this.wires.at(index);
    // Most frames have no more than this: made without spreading, at a fraction of the time.
    if (masked === undefined && extra === undefined && wire === null)
      return { seq, t, kind: 'frame', dir, opcode, bytes };
    const more = wire === null ? extra : { wire, ...extra };
    return { seq, t, ...(masked === undefined ? {} : { masked }), kind: 'frame', dir, opcode, bytes, ...more };
  }

  tOf(seq: number): number {
    return this.t[this.indexOf(seq)] as number;
  }
  kindOf(seq: number): EntryKind {
    return kinds[(this.flags[this.indexOf(seq)] as number) >> 3] as EntryKind;
  }
  /** Direction of a frame; null for any other entry. */
  dirOf(seq: number): Direction | null {
    const flags = this.flags[this.indexOf(seq)] as number;
    if (kinds[flags >> 3] !== 'frame') return null;
    return (flags & 4) !== 0 ? 'received' : 'sent';
  }
  opcodeOf(seq: number): Opcode | null {
    const flags = this.flags[this.indexOf(seq)] as number;
    return kinds[flags >> 3] === 'frame' ? (opcodes[flags & 3] as Opcode) : null;
  }
  /** Payload of a frame as a view of the arena, which stays valid; empty for any other entry. It may have to be read from the disk. */
  bytesOf(seq: number): Uint8Array {
    const index = this.indexOf(seq);
    const size = this.size[index] as number;
    const bytes = this.arena.view(this.start[index] as number, size);
    if (bytes !== null) return bytes;
    this.unread++;
    return new Uint8Array(size);
  }
  /** True where zeros would stand for the payload. */
  isUnreadable(seq: number): boolean {
    const index = this.indexOf(seq);
    return this.arena.view(this.start[index] as number, this.size[index] as number) === null;
  }
  /** Payload size of a frame in bytes; 0 for any other entry. */
  sizeOf(seq: number): number {
    return this.size[this.indexOf(seq)] as number;
  }

  /** The payloads of the entries 1 to this one are on the disk; 0 for none. */
  get onDiskUpTo(): number {
    const { onDisk } = this.arena;
    if (onDisk === 0) return 0;
    return this.blockStarts[onDisk] ?? this.length;
  }

  /** Calls `listener` after every append (callers thin it out themselves). Returns the way out. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Which of two wires a frame crossed, and what became of it; null for one that crossed both, and for any other entry. */
  passageOf(seq: number): Pick<FrameEntry, 'leg' | 'passed' | 'of'> | null {
    const extra = this.extras.get(this.indexOf(seq));
    return extra?.leg === undefined && extra?.passed === undefined ? null : extra;
  }
  /** True for a frame that the client sent or got; false for one of the server's wire alone, and for what is no frame. */
  isOfClient(seq: number): boolean {
    return this.dirOf(seq) !== null && this.extras.get(this.indexOf(seq))?.leg !== 'upstream';
  }

  private indexOf(seq: number): number {
    if (!Number.isInteger(seq) || seq < 1 || seq > this.length)
      throw new RangeError(`no entry ${seq} of ${this.length}`);
    return seq - 1;
  }

  private reserve(count: number): void {
    if (count <= this.t.length) return;
    this.t = growFloat64(this.t);
    this.flags = growUint8(this.flags);
    this.start = growFloat64(this.start);
    this.size = growUint32(this.size);
  }
}
