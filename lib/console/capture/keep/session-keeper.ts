/** One session on its way to its file: what of it is written, and the next piece. */
import { encodeBatch, encodeRecord } from '../../../relay/batch.ts';
import { isOver } from '../connection-words.ts';
import type { HeldSession } from '../held-session.ts';
import type { Vault, Written } from './vault.ts';

/** A piece has at most so many entries and, but for its last one, so many bytes: it is made between two messages of the line. */
const mostEntries = 2000;
const mostBytes = 512 * 1024;

export type Stuck = 'full' | 'failed';

export class SessionKeeper {
  readonly held: HeldSession;
  /** Name of its file. */
  id: string;
  sizeBytes = 0;
  /** Why nothing is written now. */
  stuck: Stuck | null = null;
  /** Its tab is closed, or it is to be deleted: nobody adds to it any more. */
  isLeft = false;
  /** Payloads for its next piece were not given back by the disk they waited on. */
  isUnread = false;
  /** False while its tab is being filled from its own file. */
  isFilled = true;
  /** Its file is whole, from an earlier page: what the player says of it now is not of that record. */
  private isFrozen = false;
  private written = 0;
  /** Entries up to this one have their last line behind them; -1: it was not ended. */
  private endedAt = -1;
  private begun = false;
  private readonly vault: Vault;
  private readonly seenMs: (seq: number) => number | null;

  constructor(held: HeldSession, id: string, vault: Vault, seenMs: (seq: number) => number | null) {
    this.held = held;
    this.id = id;
    this.vault = vault;
    this.seenMs = seenMs;
  }

  /** Its file is there already, with its first `entries`. */
  isWritten(sizeBytes: number, entries: number, closed: boolean): void {
    this.isFilled = true;
    this.isFrozen = closed;
    this.sizeBytes = sizeBytes;
    this.begun = true;
    this.written = entries;
    this.endedAt = closed ? entries : -1;
  }

  /** Entries that are in memory only. */
  get waiting(): number {
    return this.held.session.log.length - this.written;
  }

  get isClosed(): boolean {
    if (this.isFrozen) return true;
    return this.endedAt === this.held.session.log.length && this.stuck === null;
  }

  /** Something is to be written, or its last line. */
  get hasWork(): boolean {
    if (this.isFrozen || !this.isFilled) return false;
    return !this.begun || this.waiting > 0 || this.stuck !== null || (this.canEnd() && !this.isClosed);
  }

  private canEnd(): boolean {
    return isOver(this.held.session.connection) || this.isLeft;
  }

  /** The next piece. `taken` asks for another name (`id`); `failed` says that this file will not do. */
  async step(): Promise<Written> {
    const { vault } = this;
    if (!this.begun) {
      const { redacted, session } = this.held;
      const header = { session: session.log.head, ...(redacted === null ? {} : { redacted }) };
      const begun = await vault.begin(this.id, header);
      this.begun = begun.ok;
      return this.note(begun);
    }
    // What waited for space at the vault goes first, and nothing comes on top of it.
    if (this.stuck === 'full') return this.note(await vault.write(this.id, new Uint8Array(0), new Float64Array(0)));
    if (this.waiting > 0) {
      const { unread } = this.held.session.log;
      const { batch, seen, upTo } = this.piece();
      this.isUnread = this.held.session.log.unread > unread;
      // Its file ends before them: what it has is right, and a new one would have less.
      if (this.isUnread) return this.note({ ok: false, why: 'failed', detail: 'payloads cannot be read back' });
      const written = await vault.write(this.id, batch, seen);
      // A piece that found no space is the vault's: it is not made again.
      if (written.ok || written.why === 'full') this.written = upTo;
      return this.note(written);
    }
    const { length } = this.held.session.log;
    const ended = await vault.end(this.id);
    if (ended.ok || ended.why === 'full') this.endedAt = length;
    return this.note(ended);
  }

  /** Writes it whole into another file; `goesOn` false: it is given up. */
  startAgain(id: string, goesOn = true): void {
    Object.assign(this, { id, begun: false, written: 0, endedAt: -1, stuck: goesOn ? null : 'failed', sizeBytes: 0 });
  }

  private note(written: Written): Written {
    if (written.ok) this.sizeBytes = written.sizeBytes;
    this.stuck = written.ok || written.why === 'taken' ? null : written.why;
    return written;
  }

  private piece(): { batch: Uint8Array; seen: Float64Array; upTo: number } {
    const { log } = this.held.session;
    const records: Uint8Array[] = [];
    const seen: number[] = [];
    let bytes = 0;
    let upTo = this.written;
    while (upTo < log.length && records.length < mostEntries && bytes < mostBytes) {
      const { seq, t, masked, ...body } = log.entry(++upTo);
      const record = encodeRecord(seq, t, body, masked);
      records.push(record);
      bytes += record.length;
      const ms = this.seenMs(seq);
      seen.push(ms === null ? Number.NaN : Math.round(ms * 1000) / 1000);
    }
    return {
      batch: encodeBatch([{ session: this.id, records }]),
      seen: Float64Array.from(seen),
      upTo,
    };
  }
}
