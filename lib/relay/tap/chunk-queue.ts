/**
 * What came over a spliced connection and is not read yet, in order: chunks, and between them what was noted. Their bytes are copied into
 * slabs that are used again: a socket's own buffers, kept for long and let go one by one, leave memory that the system is late to get back.
 */
import type { Leg } from '../../session/entry.ts';

/** A `chunk` that was taken holds until something is taken or added again. `isRest`: some of it was taken before. */
export type Queued = { from: Leg; t: number; chunk: Uint8Array; isRest?: boolean } | { note: () => void };

type Slab = { bytes: Uint8Array; used: number; waiting: number };
type Item = { from: Leg; t: number; slab: Slab; start: number; end: number; isRest: boolean } | { note: () => void };

/** Beside the bytes of a chunk, about: the smallest ones count too. */
const chunkBytes = 320;
/** Of a slab: room for a few chunks of the size that is just coming, so that a quiet connection costs little. */
const leastSlab = 4096;
const mostSlab = 256 * 1024;
/** Slabs kept for the next chunks, while others wait. */
const mostFree = 4;

export class ChunkQueue {
  private items: (Item | null)[] = [];
  private front = 0;
  private size = 0;
  /** Where the next chunk goes, if there is room. */
  private last: Slab | null = null;
  /** Of the chunk taken last. */
  private read: Slab | null = null;
  private free: Slab[] = [];

  get bytes(): number {
    return this.size;
  }

  get isEmpty(): boolean {
    return this.front === this.items.length;
  }

  add(item: Queued): void {
    if ('note' in item) {
      this.size += chunkBytes;
      this.items.push(item);
      return;
    }
    const { chunk, from, t } = item;
    const slab = this.slabFor(chunk.length);
    const start = slab.used;
    slab.bytes.set(chunk, start);
    slab.used += chunk.length;
    slab.waiting++;
    this.size += chunkBytes + chunk.length;
    this.items.push({ from, t, slab, start, end: slab.used, isRest: false });
  }

  /** The oldest, of a chunk `most` bytes; null for none. */
  take(most = Number.POSITIVE_INFINITY): Queued | null {
    const item = this.items[this.front];
    if (item === undefined || item === null) return null;
    if (!('note' in item) && item.end - item.start > most) {
      const { from, t, slab, start, isRest } = item;
      item.start += most;
      item.isRest = true;
      this.size -= most;
      return { from, t, chunk: slab.bytes.subarray(start, start + most), isRest };
    }
    this.items[this.front++] = null;
    if (this.isEmpty) {
      this.items = [];
      this.front = 0;
      this.free = [];
    } else if (this.front > 1024 && this.front * 2 > this.items.length) {
      this.items = this.items.slice(this.front);
      this.front = 0;
    }
    this.size -= chunkBytes;
    if ('note' in item) return item;
    const { slab, start, end, from, t, isRest } = item;
    this.size -= end - start;
    slab.waiting--;
    if (this.read !== null && this.read !== slab && this.read !== this.last) this.giveBack(this.read);
    this.read = slab;
    return { from, t, chunk: slab.bytes.subarray(start, end), isRest };
  }

  private slabFor(length: number): Slab {
    const { last } = this;
    // Nothing in it waits any more: it begins anew.
    if (last !== null && last.waiting === 0) last.used = 0;
    if (last !== null && last.bytes.length - last.used >= length) return last;
    if (last !== null && last.waiting === 0) this.giveBack(last);
    const reused = this.free.pop();
    const room = Math.max(length, Math.min(mostSlab, Math.max(leastSlab, 4 * length)));
    const isLarge = reused !== undefined && reused.bytes.length >= room;
    this.last = isLarge ? reused : { bytes: new Uint8Array(room), used: 0, waiting: 0 };
    return this.last;
  }

  private giveBack(slab: Slab): void {
    if (this.read === slab) this.read = null;
    slab.used = 0;
    if (slab.waiting === 0 && slab.bytes.length <= mostSlab && this.free.length < mostFree) this.free.push(slab);
  }
}
