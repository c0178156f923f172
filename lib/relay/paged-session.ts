/** What a page's link needs of a session: a connection of its own (`session.ts`), or its copy of a tap's record (`tap/tap-view.ts`). */
import type { Hole } from '../dialects/dialect.ts';
import type { EntryBody, SessionHead } from '../session/entry.ts';
import type { Absence } from './wire.ts';

/** What a session tells the page it belongs to. */
export type SessionOwner = { wake(bytes: number): void; lost(session: PagedSession): void };

export type PagedSession = {
  readonly head: SessionHead;
  /** On the recorder's clock: the zero of the entries' times. */
  readonly startedAt: number;
  /** The page that reads this session from now on, from the entry after `seq`. False when some of those are gone. */
  attach(owner: SessionOwner, seq: number): boolean;
  /** The page's link is lost: it may come back for a while. */
  detach(owner: SessionOwner): void;
  /** A frame of the page. What a tap is sent is not carried: a failure of its own notice says so. */
  send(opcode: 'text' | 'binary' | 'ping', bytes: Uint8Array, holes: readonly Hole[]): void;
  close(code: number, reason: Uint8Array): void;
  note(body: EntryBody): void;
  /** The page was hidden, or stood still, for so long until now: a gap in that time is not the upstream's. */
  absent(why: Absence, ms: number): void;
  /** Bytes the upstream has not taken yet. */
  buffered(): number;
  /** The next records for the page, about `most` bytes of them; empty when it has all. */
  take(most: number): { records: Uint8Array[]; bytes: number };
  /** The page has stored everything up to `seq`. */
  ack(seq: number): void;
};
