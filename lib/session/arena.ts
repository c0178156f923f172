/** Payload bytes in blocks: appended once, viewed without copying. A payload never spans two blocks. */
import type { Block, PayloadMemory } from './payload-memory.ts';

/** Blocks grow with what is in them: a short session takes little. */
const smallestBlock = 1 << 16;
const largestBlock = 1 << 20;
const empty = new Uint8Array(0);

export class Arena {
  private readonly blocks: Block[] = [];
  private readonly memory: PayloadMemory | null;
  private held = 0;
  /** Blocks from the first on that are known to be on the disk. */
  private away = 0;

  /** `memory`: where blocks may make room for others; null: they stay in memory. */
  constructor(memory: PayloadMemory | null = null) {
    this.memory = memory;
    memory?.own(this, this.blocks);
  }

  /** Copies `bytes` in; returns their address (block number x 2^32 + offset). */
  add(bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    let block = this.blocks.at(-1);
    if (block === undefined || block.bytes === null || block.used + bytes.length > block.bytes.length)
      block = this.open(bytes.length);
    const offset = block.used;
    (block.bytes as Uint8Array).set(bytes, offset);
    block.used += bytes.length;
    return (this.blocks.length - 1) * 2 ** 32 + offset;
  }

  private open(atLeast: number): Block {
    const most = Math.min(largestBlock, this.memory?.blockBytes ?? largestBlock);
    // A payload larger than a block gets one of exactly its size.
    const size = Math.max(smallestBlock, Math.min(most, this.held), atLeast);
    const block = { bytes: new Uint8Array(size), used: 0, offset: -1 };
    this.held += size;
    this.blocks.push(block);
    this.memory?.hold(block);
    return block;
  }

  /** Valid for as long as it is held, whatever becomes of the block. Null: the disk does not give it back. */
  view(address: number, size: number): Uint8Array | null {
    if (size === 0) return empty;
    const block = this.blocks[Math.floor(address / 2 ** 32)];
    const offset = address % 2 ** 32;
    if (block === undefined || offset + size > block.used) throw new RangeError('address outside the arena');
    const bytes = block.bytes ?? (this.memory as PayloadMemory).bytesOf(block);
    return bytes === null ? null : bytes.subarray(offset, offset + size);
  }

  /** Blocks so far. */
  get count(): number {
    return this.blocks.length;
  }

  /** How many blocks from the first on are on the disk: the oldest always go first. */
  get onDisk(): number {
    while (this.away < this.blocks.length && this.blocks[this.away]?.bytes === null) this.away++;
    return this.away;
  }
}
