/** A body that passes, and the beginning of it for the record. */
import type { Readable, Writable } from 'node:stream';

export type KeptBody = {
  add(chunk: Uint8Array): void;
  /** Of the whole body so far. */
  size(): number;
  /** What was kept, copied. */
  bytes(): Uint8Array;
};

/** `passed` is told of every chunk. */
export function keptBody(most: number, passed: (bytes: number) => void = () => {}): KeptBody {
  // Copied: a body of many tiny chunks, each kept by itself, would take a hundred times its size.
  let room = new Uint8Array(0);
  let size = 0;
  return {
    add(chunk) {
      const until = Math.min(most, size + chunk.length);
      if (until > room.length) {
        const grown = new Uint8Array(Math.min(most, Math.max(until, 2 * room.length)));
        grown.set(room.subarray(0, size));
        room = grown;
      }
      if (until > size) room.set(chunk.subarray(0, until - size), size);
      size += chunk.length;
      passed(chunk.length);
    },
    size: () => size,
    bytes: () => room.slice(0, size),
  };
}

/** As `pipe`: a slow reader holds its writer back. An end goes on, a failure does not: whoever listens decides. */
export function tee(from: Readable, to: Writable, kept: KeptBody): void {
  from.on('data', (chunk: Buffer) => {
    if (to.destroyed) return;
    const more = to.write(chunk);
    kept.add(chunk);
    if (more) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.on('end', () => {
    if (!to.destroyed) to.end();
  });
}
