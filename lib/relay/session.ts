/** One connection on the server's side: its record's unacknowledged tail, its credit, and the page it belongs to for now. */
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Clock, Timer } from '../clock/clock.ts';
import type { Hole } from '../dialects/dialect.ts';
import type { EntryBody, Masked, SessionHead } from '../session/entry.ts';
import { asleepWords, hiddenWords, pausedWords, stillWords } from '../session/mark-words.ts';
import type { Connection, Target, Transport } from '../transport/transport.ts';
import { encodeRecord } from './batch.ts';
import type { RelayLimits } from './limits.ts';
import type { PagedSession, SessionOwner } from './paged-session.ts';
import { openRation, type Ration } from './ration.ts';
import { openTail, type Tail } from './tail.ts';
import type { Absence } from './wire.ts';

export type SessionParts = { clock: Clock; limits: RelayLimits; forget: (session: Session) => void };

export class Session implements PagedSession {
  readonly head: SessionHead;
  private readonly parts: SessionParts;
  private readonly tail: Tail = openTail();
  /** On the recorder's clock: the zero of the entries' times. */
  readonly startedAt: number;
  private connection: Connection | null = null;
  private owner: SessionOwner | null = null;
  private sent = 0;
  private ended = false;
  /** Nobody will ever read on: nothing is kept any more. */
  private deaf = false;
  private pausedAt: number | null = null;
  private dropped = 0;
  private waiting: Timer | undefined;
  private readonly absences: Ration;

  constructor(head: SessionHead, parts: SessionParts) {
    this.head = head;
    this.parts = parts;
    this.startedAt = parts.clock.now();
    this.absences = openRation(parts.clock, parts.limits.absencesPerMinute);
  }

  start(transport: Transport, target: Target): void {
    const connection = transport.open(
      target,
      (t, body, masked) => this.write(t, body, masked),
      () => this.onEnded(),
      this.startedAt,
    );
    this.connection = connection;
    if (this.pausedAt !== null) connection.pause();
  }

  /** The page that reads this session from now on, from the entry after `seq`. False when some of those are gone. */
  attach(owner: SessionOwner, seq: number): boolean {
    if (seq + 1 < this.tail.first()) return false;
    this.parts.clock.cancel(this.waiting);
    if (this.owner !== owner) this.owner?.lost(this);
    this.owner = owner;
    this.sent = Math.min(seq, this.tail.last());
    this.ack(this.sent);
    owner.wake(this.tail.bytes());
    return true;
  }

  /** The page's link is lost: it may come back for a while. */
  detach(owner: SessionOwner): void {
    if (this.owner !== owner) return;
    this.owner = null;
    this.waiting = this.parts.clock.after(this.parts.limits.resumeMs, () => this.abandon(1001, 'console page gone'));
  }

  /** Ends the upstream connection and forgets everything. */
  abandon(code: number, reason: string): void {
    this.deaf = true;
    this.parts.clock.cancel(this.waiting);
    this.connection?.close(code, encodeUtf8(reason));
    this.parts.forget(this);
  }

  send(opcode: 'text' | 'binary' | 'ping', bytes: Uint8Array, holes: readonly Hole[]): void {
    this.connection?.send(opcode, bytes, holes);
  }

  close(code: number, reason: Uint8Array): void {
    this.connection?.close(code, reason);
  }

  note(body: EntryBody): void {
    if (this.connection?.live()) this.connection.note(body);
    else this.write(this.parts.clock.now() - this.startedAt, body);
  }

  /** The page was hidden, or stood still, for so long until now: a gap in that time is not the upstream's. */
  absent(why: Absence, ms: number): void {
    if (this.ended || !this.absences.take()) return;
    this.note({ kind: 'mark', by: 'page', says: why === 'hidden' ? hiddenWords(ms) : stillWords(ms) });
  }

  /** True until its connection is over. */
  get isLive(): boolean {
    return !this.ended && !this.deaf;
  }

  /** The whole process did nothing for so long until now. */
  slept(ms: number): void {
    if (this.isLive) this.note({ kind: 'mark', by: 'relay', says: asleepWords(ms) });
  }

  /** Bytes the upstream has not taken yet. */
  buffered(): number {
    return this.connection?.buffered() ?? 0;
  }

  /** The next records for the page, about `most` bytes of them; empty when it has all. */
  take(most: number): { records: Uint8Array[]; bytes: number } {
    const { records, last, bytes } = this.tail.after(this.sent, most);
    if (records.length > 0) this.sent = last;
    return { records, bytes };
  }

  /** The page has stored everything up to `seq`. */
  ack(seq: number): void {
    this.tail.forget(Math.min(seq, this.sent));
    if (this.pausedAt !== null && this.tail.bytes() < this.parts.limits.creditLow) this.resume();
    this.forgetWhenDone();
  }

  private write(t: number, body: EntryBody, masked?: Masked[]): void {
    if (this.deaf) return;
    const { limits } = this.parts;
    // Only frames are ever left out: how a session ended is always kept.
    if (body.kind === 'frame' && this.tail.bytes() + body.bytes.length > limits.tailBytes + limits.creditHigh) {
      this.dropped++;
      return;
    }
    if (this.dropped > 0) {
      const says = `not kept: ${this.dropped} frames, the page did not take them in time`;
      this.dropped = 0;
      this.add(t, { kind: 'mark', by: 'limit', says });
    }
    this.add(t, body, masked);
    if (this.pausedAt === null && !this.ended && this.tail.bytes() > limits.creditHigh) this.pause();
  }

  private add(t: number, body: EntryBody, masked?: Masked[]): void {
    const seq = this.tail.last() + 1;
    const record = encodeRecord(seq, t, body, masked);
    this.tail.add(seq, record);
    this.owner?.wake(record.length);
  }

  private pause(): void {
    this.pausedAt = this.parts.clock.now();
    this.connection?.pause();
  }

  private resume(): void {
    const ms = Math.round(this.parts.clock.now() - (this.pausedAt ?? 0));
    this.pausedAt = null;
    // Written before the frames that waited in the socket are read.
    this.note({ kind: 'mark', by: 'relay', says: pausedWords(ms) });
    this.connection?.resume();
  }

  private onEnded(): void {
    this.ended = true;
    if (this.pausedAt !== null) this.resume();
    this.forgetWhenDone();
  }

  private forgetWhenDone(): void {
    if (!this.ended || this.tail.bytes() > 0 || this.deaf) return;
    this.deaf = true;
    this.parts.clock.cancel(this.waiting);
    this.parts.forget(this);
  }
}
