/** The latest bytes of a stream, by stream offset: what an item that was just completed is made of. */
import { byteQueue } from '../byte-queue.ts';

export type RecentBytes = {
  append(bytes: Uint8Array): void;
  /** Stream offset behind the last byte. */
  readonly end: number;
  /** A copy of [start, end), cut at the end of the stream; null when its first bytes are no longer held. */
  read(start: number, end: number): Uint8Array<ArrayBuffer> | null;
};

/** An Ogg page has at most 65,307 bytes, and junk is told in pieces of 65,536: twice as much is always held. */
const heldBytes = 1 << 18;

export function recentBytes(): RecentBytes {
  const queue = byteQueue();
  return {
    append(bytes) {
      queue.append(bytes);
      // In big steps, so that the queue does not move its bytes for every piece.
      if (queue.length > 2 * heldBytes) queue.drop(queue.length - heldBytes);
    },
    get end() {
      return queue.start + queue.length;
    },
    read(start, end) {
      if (start < queue.start) return null;
      return queue.copy(start - queue.start, Math.max(0, Math.min(end - start, queue.start + queue.length - start)));
    },
  };
}
