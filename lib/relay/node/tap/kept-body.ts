/** A body that passes, and the beginning of it for the record. */
import type { Readable, Writable } from 'node:stream';

export type KeptBody = {
  add(chunk: Uint8Array): void;
  /** Of the whole body so far. */
  size(): number;
  /** What was kept, copied. */
  bytes(): Uint8Array;
};

export function keptBody(most: number): KeptBody {
  const kept: Uint8Array[] = [];
  let size = 0;
  return {
    add(chunk) {
      if (size < most) kept.push(chunk.subarray(0, most - size));
      size += chunk.length;
    },
    size: () => size,
    bytes: () => Uint8Array.from(Buffer.concat(kept)),
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
