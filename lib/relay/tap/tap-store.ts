/**
 * The record of one tap as far as it is kept: encoded entries by number, from 1. Beyond its bound the oldest frames go; who comes to
 * their place later is told how many they were.
 */
import type { EntryBody } from '../../session/entry.ts';

/** What stands at a place, after `lost` entries that are not kept (`forgotten`: since pages have them); `seq` is its number. */
export type Kept = { seq: number; record: Uint8Array; lost: number; forgotten: boolean };

type Item = { seq: number; record: Uint8Array; stays: Stays };
/** `always`: how it began, and how it ended; `mostly`: what was noted, and what went wrong; `no`: what crossed the wire. */
type Stays = 'always' | 'mostly' | 'no';

/** Beside the bytes of a record, about. */
const itemBytes = 64;
/** Of marks and failures that outlive the frames around them. */
const mostOutliving = 4096;

export class TapStore {
  /** In order; those before `front` are gone. The last has the number `last`. */
  private items: Item[] = [];
  private front = 0;
  /** Older than `items`, and kept. */
  private older: Item[] = [];
  private lastSeq = 0;
  private forgottenTo = 0;
  private size = 0;

  get last(): number {
    return this.lastSeq;
  }

  get bytes(): number {
    return this.size;
  }

  /** Keeps a record; `number` is the one it was encoded with. */
  add(record: Uint8Array, kind: EntryBody['kind']): void {
    this.lastSeq++;
    this.items.push({ seq: this.lastSeq, record, stays: staysOf(kind) });
    this.size += record.length + itemBytes;
  }

  /** The first that is kept of those from `seq` on; null for none. */
  from(seq: number): Kept | null {
    const isOlder = seq <= (this.older.at(-1)?.seq ?? 0);
    const item = isOlder ? olderFrom(this.older, seq) : this.itemFrom(seq);
    if (item === null) return null;
    return { seq: item.seq, record: item.record, lost: item.seq - seq, forgotten: seq <= this.forgottenTo };
  }

  /** How many there were from `seq` on, where none of them is kept; else null. */
  lostFrom(seq: number): { count: number; forgotten: boolean } | null {
    if (seq > this.lastSeq || this.from(seq) !== null) return null;
    return { count: this.lastSeq + 1 - seq, forgotten: seq <= this.forgottenTo };
  }

  /** Lets the oldest frames go until `most` bytes are left, or no frame. */
  shed(most: number): void {
    // Those that outlived others because they wait are the oldest of all.
    if (this.size > most && this.older.some(({ stays }) => stays === 'no'))
      this.older = this.older.filter((item) => item.stays !== 'no' || this.size <= most || this.left(item));
    while (this.size > most && this.front < this.items.length) {
      const item = this.shift();
      if (item.stays === 'no') this.size -= item.record.length + itemBytes;
      else this.older.push(item);
    }
    if (this.older.length > mostOutliving) this.older = this.dropOldest(this.older.length - mostOutliving);
  }

  /** Everything up to `seq` is needed no more, but for how it began and ended, and for what `waits`: a page that comes later needs it. */
  forget(seq: number, waits: Iterable<number> = []): void {
    this.forgottenTo = Math.max(this.forgottenTo, seq);
    const waiting = new Set(waits);
    const stays = (item: Item) => item.stays === 'always' || waiting.has(item.seq);
    while (this.front < this.items.length && (this.items[this.front] as Item).seq <= seq) {
      const item = this.shift();
      if (stays(item)) this.older.push(item);
      else this.size -= item.record.length + itemBytes;
    }
    if (this.older.some((item) => item.seq <= seq && !stays(item)))
      this.older = this.older.filter((item) => item.seq > seq || stays(item) || this.left(item));
  }

  private left(item: Item): false {
    this.size -= item.record.length + itemBytes;
    return false;
  }

  private dropOldest(count: number): Item[] {
    let left = count;
    return this.older.filter((item) => item.stays === 'always' || left-- <= 0 || this.left(item));
  }

  private itemFrom(seq: number): Item | null {
    const first = this.items[this.front];
    if (first === undefined || seq > this.lastSeq) return null;
    return this.items[this.front + Math.max(0, seq - first.seq)] ?? null;
  }

  private shift(): Item {
    const item = this.items[this.front] as Item;
    this.items[this.front++] = gone;
    // The front of the array is dropped now and then, not for every entry.
    if (this.front > 1024 && this.front * 2 > this.items.length) {
      this.items = this.items.slice(this.front);
      this.front = 0;
    }
    return item;
  }
}

const gone: Item = { seq: 0, record: new Uint8Array(0), stays: 'no' };

/** The first of them from `seq` on; they stand in order. */
function olderFrom(items: readonly Item[], seq: number): Item | null {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as Item).seq < seq) low = middle + 1;
    else high = middle;
  }
  return items[low] ?? null;
}

function staysOf(kind: EntryBody['kind']): Stays {
  if (kind === 'dial' || kind === 'handshake' || kind === 'close') return 'always';
  return kind === 'mark' || kind === 'failure' ? 'mostly' : 'no';
}
