/** How frames looked on the wire, from the first frame on of which that is known: 13 bytes an entry, and nothing while none is. */
import { grownLength } from './column.ts';
import type { FrameEntry } from './entry.ts';

type Wire = NonNullable<FrameEntry['wire']>;

const known = 1;
const compressed = 2;

export class WireColumns {
  private flags = new Uint8Array(0);
  private bytes = new Uint32Array(0);
  private fragments = new Uint32Array(0);
  private chunks = new Uint32Array(0);
  /** What does not fit a column. */
  private readonly large = new Map<number, Wire>();

  set(index: number, wire: Wire): void {
    if (index >= this.flags.length) this.reserve(index + 1);
    const { bytes, fragments, chunk } = wire;
    this.flags[index] = known | (wire.compressed ? compressed : 0);
    this.bytes[index] = bytes;
    this.fragments[index] = fragments;
    this.chunks[index] = chunk;
    // A recording may say anything.
    if (![bytes, fragments, chunk].every((one) => Number.isInteger(one) && one >= 0 && one < 2 ** 32))
      this.large.set(index, wire);
  }

  /** Null where it is not known. */
  at(index: number): Wire | null {
    const flags = this.flags[index] ?? 0;
    if ((flags & known) === 0) return null;
    return (
      this.large.get(index) ?? {
        bytes: this.bytes[index] as number,
        fragments: this.fragments[index] as number,
        compressed: (flags & compressed) !== 0,
        chunk: this.chunks[index] as number,
      }
    );
  }

  private reserve(count: number): void {
    let length = Math.max(256, this.flags.length);
    while (length < count) length = grownLength(length);
    const [flags, bytes, fragments, chunks] = [this.flags, this.bytes, this.fragments, this.chunks];
    this.flags = new Uint8Array(length);
    this.bytes = new Uint32Array(length);
    this.fragments = new Uint32Array(length);
    this.chunks = new Uint32Array(length);
    this.flags.set(flags);
    this.bytes.set(bytes);
    this.fragments.set(fragments);
    this.chunks.set(chunks);
  }
}
