/** One direction of a connection: what waits, in order, and what stands aside. */
import type { Timer } from '../../clock/clock.ts';
import type { PassingFrame } from '../../faults/stage.ts';
import type { TapRule } from './rules.ts';

export type Waiting = {
  /** What came; null for a close frame. */
  frame: PassingFrame | null;
  /** Bytes that are kept as long as it waits: of what came, and of what goes on in its place. */
  size: number;
  /** What is done when it is its turn. */
  go: () => void;
  /** It waits for nothing but those before it. */
  open: boolean;
  /** Those behind it do not wait for it, nor it for those before it. */
  aside: boolean;
  /** 0: no rule holds it. */
  held: number;
  /** Because of which it waits; null for one that is only behind others. */
  rule: TapRule | null;
  /** When it came. */
  since: number;
  timer: Timer | undefined;
};

/** Of one that waits, beside its bytes. */
const weightOfOne = 512;

export class Lane {
  private queue: Waiting[] = [];
  private readonly aside = new Set<Waiting>();
  bytes = 0;

  get length(): number {
    return this.queue.length + this.aside.size;
  }

  /** What comes now has to wait. */
  blocked(): boolean {
    return this.queue.length > 0;
  }

  all(): Waiting[] {
    return [...this.queue, ...this.aside];
  }

  add(item: Waiting): void {
    if (item.aside) this.aside.add(item);
    else this.queue.push(item);
    this.bytes += weightOf(item);
  }

  /** So many bytes more are kept because of it. */
  grow(item: Waiting, bytes: number): void {
    item.size += bytes;
    this.bytes += bytes;
  }

  /** Takes out, in order, all that may go on now. `changed`: what has just been opened. */
  take(changed: readonly Waiting[]): Waiting[] {
    const going = changed.filter((item) => item.aside && this.aside.delete(item));
    let count = 0;
    while (this.queue[count]?.open === true) count++;
    return this.less([...going, ...this.queue.splice(0, count)]);
  }

  /** Takes out, in order, all that `isGone` is true of. */
  remove(isGone: (item: Waiting) => boolean): Waiting[] {
    const gone = this.all().filter(isGone);
    if (gone.length === 0) return gone;
    const without = new Set(gone);
    this.queue = this.queue.filter((item) => !without.has(item));
    for (const item of gone) this.aside.delete(item);
    return this.less(gone);
  }

  /** Bytes of the frames alone. */
  get payload(): number {
    return this.bytes - weightOfOne * this.length;
  }

  private less(items: Waiting[]): Waiting[] {
    for (const item of items) this.bytes -= weightOf(item);
    return items;
  }
}

function weightOf(item: Waiting): number {
  return weightOfOne + item.size;
}
