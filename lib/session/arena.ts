/** Payload bytes in large blocks: appended once, viewed without copying. A payload never spans two blocks. */
const blockSize = 1 << 20;
const empty = new Uint8Array(0);

export class Arena {
  private readonly blocks: Uint8Array[] = [];
  private used = 0;

  /** Copies `bytes` in; returns their address (block number x 2^32 + offset). */
  add(bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    let block = this.blocks[this.blocks.length - 1];
    if (block === undefined || this.used + bytes.length > block.length) {
      // A payload larger than a block gets one of exactly its size.
      block = new Uint8Array(Math.max(blockSize, bytes.length));
      this.blocks.push(block);
      this.used = 0;
    }
    block.set(bytes, this.used);
    const address = (this.blocks.length - 1) * 2 ** 32 + this.used;
    this.used += bytes.length;
    return address;
  }

  view(address: number, size: number): Uint8Array {
    if (size === 0) return empty;
    const block = this.blocks[Math.floor(address / 2 ** 32)];
    const offset = address % 2 ** 32;
    if (block === undefined || offset + size > block.length) throw new RangeError('address outside the arena');
    return block.subarray(offset, offset + size);
  }
}
