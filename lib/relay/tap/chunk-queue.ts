/** What came over a spliced connection and is not read yet, in order: chunks as they came, and between them what was noted. */
import type { Leg } from '../../session/entry.ts';

export type Queued = { from: Leg; t: number; chunk: Uint8Array } | { note: () => void };

/** Beside the bytes of a chunk, about: the smallest ones count too. */
const chunkBytes = 320;

export class ChunkQueue {
  private items: (Queued | null)[] = [];
  private front = 0;
  private size = 0;

  get bytes(): number {
    return this.size;
  }

  get isEmpty(): boolean {
    return this.front === this.items.length;
  }

  add(item: Queued): void {
    this.items.push(item);
    this.size += sizeOf(item);
  }

  /** The oldest; null for none. */
  take(): Queued | null {
    const item = this.items[this.front];
    if (item === undefined || item === null) return null;
    this.items[this.front++] = null;
    this.size -= sizeOf(item);
    if (this.front === this.items.length) {
      this.items = [];
      this.front = 0;
    } else if (this.front > 1024 && this.front * 2 > this.items.length) {
      this.items = this.items.slice(this.front);
      this.front = 0;
    }
    return item;
  }
}

function sizeOf(item: Queued): number {
  return chunkBytes + ('chunk' in item ? item.chunk.length : 0);
}
