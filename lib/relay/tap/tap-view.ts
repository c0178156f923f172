/** One page's copy of a tap's record: numbers of its own, what it was sent and has not acknowledged, and its place in what is kept. */
import type { Timer } from '../../clock/clock.ts';
import type { EntryBody, SessionHead } from '../../session/entry.ts';
import { joinedLateWords, notKeptWords } from '../../session/mark-words.ts';
import { encodeRecord } from '../batch.ts';
import type { PagedSession, SessionOwner } from '../paged-session.ts';
import { openTail } from '../tail.ts';
import { renumbered } from './renumbered.ts';
import type { TapSession } from './tap-session.ts';
import type { Kept } from './tap-store.ts';

/** Where a record has its time. */
const timeAt = 10;

export class TapView implements PagedSession {
  readonly head: SessionHead;
  readonly tap: TapSession;
  /** This page is the one to store it. */
  keeps: boolean;
  private owner: SessionOwner | null = null;
  private readonly tail = openTail();
  private sent = 0;
  /** The next of the tap's own numbers. */
  private next = 1;
  /** Own number minus the tap's, since the entry with that number of the tap. */
  private shift: { from: number; by: number }[] = [{ from: 0, by: 0 }];
  private waiting: Timer | undefined;

  constructor(head: SessionHead, tap: TapSession, keeps: boolean) {
    this.head = head;
    this.tap = tap;
    this.keeps = keeps;
  }

  get startedAt(): number {
    return this.tap.startedAt;
  }

  /** The tap's numbers below this are not needed for this page any more: it has acknowledged them. */
  get position(): number {
    const own = this.tail.first();
    if (own > this.tail.last()) return this.next;
    const at = this.shift.findLast(({ from, by }) => from + by <= own);
    return own - (at?.by ?? 0);
  }

  /** Some page reads it now. */
  get isRead(): boolean {
    return this.owner !== null;
  }

  /** What waits for the page, and for its acknowledgement. */
  get owedBytes(): number {
    return this.tail.bytes();
  }

  /** Nothing is left for this page. */
  get hasAll(): boolean {
    return this.next > this.tap.last && this.tail.bytes() === 0;
  }

  isOf(owner: SessionOwner): boolean {
    return this.owner === owner;
  }

  attach(owner: SessionOwner, seq: number): boolean {
    if (seq + 1 < this.tail.first() || seq > this.tail.last()) return false;
    this.tap.parts.clock.cancel(this.waiting);
    if (this.owner !== owner) this.owner?.lost(this);
    this.owner = owner;
    this.sent = seq;
    this.ack(seq);
    owner.wake(0);
    return true;
  }

  detach(owner: SessionOwner): void {
    if (this.owner !== owner) return;
    this.owner = null;
    const { clock, limits } = this.tap.parts;
    this.waiting = clock.after(limits.resumeMs, () => this.tap.drop(this));
  }

  /** The tap is given up: nobody waits any more. Returns who still read it. */
  leave(): SessionOwner | null {
    this.tap.parts.clock.cancel(this.waiting);
    const { owner } = this;
    this.owner = null;
    owner?.lost(this);
    return owner;
  }

  /** There is more to take. */
  wake(): void {
    this.owner?.wake(0);
  }

  /** There was no time to read on until now. */
  readonly hurry = (): void => {
    this.owner?.wake(this.tap.parts.limits.batchBytes);
  };

  /** `mayRead`: more of the tap may be taken; what waits here already goes either way. */
  take(most: number, mayRead = true): { records: Uint8Array[]; bytes: number } {
    if (mayRead) this.fetch(most);
    const { records, last, bytes } = this.tail.after(this.sent, most);
    if (records.length > 0) this.sent = last;
    return { records, bytes };
  }

  /** Takes from what is kept until about `most` bytes wait for the page, or it owes too many acknowledgements. */
  private fetch(most: number): void {
    const { creditHigh } = this.tap.parts.limits;
    let room = most - (this.sent < this.tail.last() ? most : 0);
    while (room > 0 && this.tail.bytes() < creditHigh) {
      const kept = this.tap.kept(this.next);
      if (kept !== null) room -= this.add(kept);
      else if (!this.tap.readOn(this)) {
        this.addLost();
        break;
      }
    }
    this.tap.moved();
  }

  private add({ seq, record, lost, forgotten }: Kept): number {
    if (lost > 0) this.addMark(timeOf(record), lost, forgotten, seq);
    const own = this.tail.last() + 1;
    const mine = renumbered(record, own, (old) => this.numberOf(old));
    this.tail.add(own, mine);
    this.next = seq + 1;
    return mine.length;
  }

  /** What came last is not kept: that is said now, not when more comes. */
  private addLost(): void {
    const lost = this.tap.lostFrom(this.next);
    if (lost === null) return;
    this.next += lost.count;
    this.addMark(this.tap.parts.clock.now() - this.startedAt, lost.count, lost.forgotten, this.next);
  }

  /** A mark in place of `lost` entries before the one with that number of the tap. */
  private addMark(t: number, lost: number, forgotten: boolean, before: number): void {
    const own = this.tail.last() + 1;
    const says = forgotten ? joinedLateWords(lost) : notKeptWords(lost);
    this.tail.add(own, encodeRecord(own, t, { kind: 'mark', by: 'limit', says }));
    this.shift.push({ from: before, by: own + 1 - before });
  }

  /** The tap's entry with that number has its place here, or never will have one. */
  hasPassed(seq: number): boolean {
    return this.next > seq;
  }

  /** What one of the tap's numbers is for this page; null for an entry it never gets. */
  numberOf(seq: number): number | null {
    const at = this.shift.findLast(({ from }) => from <= seq);
    if (at === undefined) return null;
    const own = seq + at.by;
    const next = this.shift[this.shift.indexOf(at) + 1];
    // Lost entries have no number here: the mark that stands for them has the one before the next.
    return next !== undefined && own >= next.from + next.by - 1 ? null : own;
  }

  ack(seq: number): void {
    const { creditHigh } = this.tap.parts.limits;
    const wasFull = this.tail.bytes() >= creditHigh;
    this.tail.forget(Math.min(seq, this.sent));
    if (wasFull && this.tail.bytes() < creditHigh) this.wake();
    this.tap.moved();
  }

  /** Ends both sides, in order: the user asked for it. */
  close(): void {
    this.tap.cut();
  }

  note(body: EntryBody): void {
    this.tap.note(body);
  }

  // A frame of the page has no place here (`TapLink` says so), and the page's sleep is not the client's.
  send(): void {}
  absent(): void {}
  buffered(): number {
    return 0;
  }
}

function timeOf(record: Uint8Array): number {
  return new DataView(record.buffer, record.byteOffset, record.byteLength).getFloat64(timeAt);
}
