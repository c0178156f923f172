/** What went wrong with a connection, whatever its times were: it was refused, failed, lost or closed with an error, or the server said so. */
import type { Reading } from '../dialects/dialect.ts';
import { isNormalClose } from '../session/close-code.ts';
import type { CloseEntry, Entry } from '../session/entry.ts';

export type Wrong = {
  kind: 'refused' | 'failed' | 'lost' | 'closed' | 'error';
  /** Where the record says so. */
  seq: number;
  /** One sentence, without words of the server. */
  says: string;
};

/** More errors are not gathered; how the connection ended always is. */
const mostErrors = 20;

/** Reads a session's entries in order. */
export class WrongFold {
  readonly all: Wrong[] = [];
  private opened = false;

  take(entry: Entry, reading: Reading | null): void {
    const found = this.wrongOf(entry, reading);
    if (found === null || (found.kind === 'error' && this.all.length >= mostErrors)) return;
    this.all.push({ seq: entry.seq, ...found });
  }

  private wrongOf(entry: Entry, reading: Reading | null): Omit<Wrong, 'seq'> | null {
    if (entry.kind === 'handshake') {
      this.opened = entry.status === 101;
      return this.opened ? null : { kind: 'refused', says: `The server refused the connection with ${entry.status}.` };
    }
    if (entry.kind === 'failure') {
      // Of an open connection a failure is about one frame, and of a refused one no news.
      if (this.opened || this.all.length > 0) return null;
      return { kind: 'failed', says: `There was no connection: ${entry.problem.title}.` };
    }
    if (entry.kind === 'close') return this.all.some(({ kind }) => kind === 'refused') ? null : closeOf(entry);
    return reading?.role === 'error'
      ? { kind: 'error', says: `The server told of an error in entry ${entry.seq}.` }
      : null;
  }
}

function closeOf(close: CloseEntry): Omit<Wrong, 'seq'> | null {
  if (close.by === 'network') return { kind: 'lost', says: `The connection was lost (${close.code}).` };
  if (close.by === 'us' || isNormalClose(close)) return null;
  return { kind: 'closed', says: `The server closed the connection with ${close.code}.` };
}
