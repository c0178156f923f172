/**
 * The payloads of all sessions of one worker, within a budget of memory: beyond it the oldest blocks go to the disk, and come back
 * when somebody looks at them. Where there is no disk they stay, and that is told.
 */
import { type Problem, problem } from '../problem/problem.ts';
import type { Spill } from './spill.ts';

/** What the outside gives. Bytes of payload. */
export type SpillSource = {
  /** So much stays in memory. */
  budgetBytes: number;
  /** Without a disk, more than this is told. */
  warnBytes: number;
  /** Asked when memory is full for the first time. Null: there is no disk. Throws when there is no room on it now. */
  open: () => Promise<Spill | null>;
};

export const usualBudgetBytes = 64 * 2 ** 20;
export const usualWarnBytes = 512 * 2 ** 20;

/** A stretch of payloads. Either in memory, or at `offset` on the disk. */
export type Block = { bytes: Uint8Array | null; used: number; offset: number };

/** Blocks that were read again are kept, so many bytes of them at most, and no more than the budget (and one at least). */
const readAgainBytes = 8 * 2 ** 20;
/** After a write that failed, the next one is tried when so much more has come. */
const patienceBytes = 64 * 2 ** 20;
const leastQueue = 1024;

export class PayloadMemory {
  /** Called when what it says of itself has changed. */
  changed: () => void = () => {};
  /** What is in memory, and what is on the disk. */
  heldBytes = 0;
  diskBytes = 0;
  /** Why payloads stay in memory beyond the budget, or cannot be read; null while all is well. */
  trouble: Problem | null = null;
  private readonly source: SpillSource;
  /** The oldest first, from `first` on; those released are among them, without bytes. */
  private queue: Block[] = [];
  private first = 0;
  /** Of so many it is worth looking for those that need not be there any more. */
  private compactAt = leastQueue;
  private readonly readAgain = new Map<Block, Uint8Array>();
  private readAgainHeld = 0;
  private spill: Spill | null | 'unasked' | 'opening' = 'unasked';
  private tryAt = 0;
  private readonly left = new FinalizationRegistry<Block[]>((blocks) => this.release(blocks));

  constructor(source: SpillSource) {
    this.source = source;
  }

  /** The largest block that is of use: the one that is being filled cannot make room. */
  get blockBytes(): number {
    return this.source.budgetBytes / 8;
  }

  /** `blocks` are those of `owner`, and stay so: when it is gone, so is what they take. */
  own(owner: object, blocks: Block[]): void {
    this.left.register(owner, blocks);
  }

  /** A new block of an owner. The oldest ones make room for it. */
  hold(block: Block): void {
    this.heldBytes += block.bytes?.length ?? 0;
    this.queue.push(block);
    this.makeRoom();
  }

  /** The bytes of a block, wherever they are. What cannot be read any more is null, and told. */
  bytesOf(block: Block): Uint8Array | null {
    if (block.bytes !== null) return block.bytes;
    const known = this.readAgain.get(block);
    if (known !== undefined) {
      // The one looked at last goes last.
      this.readAgain.delete(block);
      this.readAgain.set(block, known);
      return known;
    }
    try {
      const bytes = this.disk()?.read(block.offset, block.used);
      if (bytes === undefined) throw new Error('there is no disk');
      this.remember(block, bytes);
      return bytes;
    } catch (thrown) {
      this.tell(problem('spill_unreadable', wordsOf(thrown)));
      return null;
    }
  }

  /** Blocks that are looked at for making room. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Nobody needs these any more. */
  release(blocks: Block[]): void {
    for (const block of blocks.splice(0)) {
      this.forget(block);
      if (block.bytes !== null) this.heldBytes -= block.bytes.length;
      else this.freeOnDisk(block);
      block.bytes = null;
    }
    this.compact();
    if (this.trouble?.code === 'spill_full' && this.heldBytes <= this.source.budgetBytes) this.trouble = null;
    if (this.trouble?.code === 'memory_only' && this.heldBytes < this.source.warnBytes) this.trouble = null;
    this.changed();
  }

  /** Where nothing ever goes to the disk, those released would stay in the queue for ever. */
  private compact(): void {
    if (this.queue.length < this.compactAt) return;
    this.queue = this.queue.slice(this.first).filter((block) => block.bytes !== null);
    this.first = 0;
    this.compactAt = Math.max(leastQueue, this.queue.length * 2);
  }

  private disk(): Spill | null {
    return this.spill === 'unasked' || this.spill === 'opening' ? null : this.spill;
  }

  private freeOnDisk(block: Block): void {
    this.diskBytes -= block.used;
    try {
      this.disk()?.free(block.offset, block.used);
    } catch {
      // Its place is not used again: nothing more than that.
    }
  }

  private makeRoom(): void {
    const isFull = this.heldBytes > this.source.budgetBytes;
    if (!isFull || this.heldBytes < this.tryAt || this.spill === 'opening') return;
    if (this.spill === 'unasked') void this.open();
    else if (this.spill === null) this.warn();
    else this.write(this.spill);
  }

  private async open(): Promise<void> {
    this.spill = 'opening';
    try {
      this.spill = await this.source.open();
    } catch (thrown) {
      this.spill = 'unasked';
      this.failed(thrown);
    }
    this.makeRoom();
  }

  /** No room: all stays in memory, and it is tried again when so much more has come. */
  private failed(thrown: unknown): void {
    this.tryAt = this.heldBytes + patienceBytes;
    this.tell(problem('spill_full', wordsOf(thrown)));
  }

  private write(spill: Spill): void {
    let moved = false;
    this.tryAt = 0;
    // The last one is being filled.
    for (; this.heldBytes > this.source.budgetBytes && this.first < this.queue.length - 1; this.first++) {
      const block = this.queue[this.first];
      if (block === undefined || block.bytes === null) continue;
      try {
        block.offset = spill.write(block.bytes.subarray(0, block.used));
      } catch (thrown) {
        this.failed(thrown);
        break;
      }
      this.heldBytes -= block.bytes.length;
      this.diskBytes += block.used;
      block.bytes = null;
      moved = true;
    }
    this.compact();
    if (!moved) return;
    if (this.heldBytes <= this.source.budgetBytes && this.trouble?.code === 'spill_full') this.trouble = null;
    this.changed();
  }

  private remember(block: Block, bytes: Uint8Array): void {
    this.readAgain.set(block, bytes);
    this.readAgainHeld += bytes.length;
    for (const [oldest] of this.readAgain) {
      if (this.readAgainHeld <= Math.min(readAgainBytes, this.source.budgetBytes) || oldest === block) break;
      this.forget(oldest);
    }
  }

  private forget(block: Block): void {
    this.readAgainHeld -= this.readAgain.get(block)?.length ?? 0;
    this.readAgain.delete(block);
  }

  private warn(): void {
    if (this.heldBytes >= this.source.warnBytes) this.tell(problem('memory_only', mibWords(this.heldBytes)));
  }

  /** Each kind of trouble once, as long as it lasts. */
  private tell(what: Problem): void {
    if (this.trouble?.code === what.code) return;
    this.trouble = what;
    this.changed();
  }
}

function mibWords(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB of payloads are in memory`;
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
}
