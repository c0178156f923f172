/** Bytes waiting to be framed: append at the end, drop from the front, with offsets that count from the stream's start. */
export type ByteQueue = {
  /** Stream offset of the first byte held. */
  readonly start: number;
  /** Bytes held. */
  readonly length: number;
  append(bytes: Uint8Array): void;
  /** Byte at `index` from the front; 0 beyond what is held. */
  at(index: number): number;
  /** A copy of `count` bytes from `from`, counted from the front. */
  copy(from: number, count: number): Uint8Array<ArrayBuffer>;
  drop(count: number): void;
  /** Whether the bytes at `index` are the characters of `ascii`. False when not all are held. */
  isAt(index: number, ascii: string): boolean;
};

/** An empty queue. Appending one byte at a time is not quadratic: room doubles, and the dropped front is reused. */
export function byteQueue(): ByteQueue {
  let held = new Uint8Array(8192);
  let head = 0;
  let tail = 0;
  let start = 0;
  const makeRoom = (count: number) => {
    const length = tail - head;
    const target =
      length + count <= held.length / 2 ? held : new Uint8Array(Math.max(held.length, 2 * (length + count)));
    target.set(held.subarray(head, tail));
    held = target;
    head = 0;
    tail = length;
  };
  const at = (index: number) => (index < tail - head ? (held[head + index] ?? 0) : 0);
  return {
    get start() {
      return start;
    },
    get length() {
      return tail - head;
    },
    append(bytes) {
      if (tail + bytes.length > held.length) makeRoom(bytes.length);
      held.set(bytes, tail);
      tail += bytes.length;
    },
    at,
    copy: (from, count) => held.slice(head + from, head + from + count),
    drop(count) {
      head += count;
      start += count;
    },
    isAt(index, ascii) {
      if (index + ascii.length > tail - head) return false;
      for (let i = 0; i < ascii.length; i++) if (at(index + i) !== ascii.charCodeAt(i)) return false;
      return true;
    },
  };
}
