/** What went wrong with a connection, whatever its times were: it was refused, failed, lost or closed with an error, or the server said so. */
import type { Reading } from '../dialects/dialect.ts';
import { isNormalClose } from '../session/close-code.ts';
import type { CloseEntry, Entry } from '../session/entry.ts';
import { endedHereWords, isFaultEnd } from '../session/mark-words.ts';

export type Wrong = {
  kind: 'refused' | 'failed' | 'lost' | 'closed' | 'error';
  /** A fault or the user did it here: nothing is to be said against the server. */
  here?: true;
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
  /** What ended it here, as the mark before its close says. */
  private endedBy: 'fault' | 'user' | null = null;

  take(entry: Entry, reading: Reading | null): void {
    const found = this.wrongOf(entry, reading);
    if (found === null || (found.kind === 'error' && this.all.length >= mostErrors)) return;
    this.all.push({ seq: entry.seq, ...found });
  }

  private wrongOf(entry: Entry, reading: Reading | null): Omit<Wrong, 'seq'> | null {
    if (entry.kind === 'mark') {
      if (entry.by === 'fault' && isFaultEnd(entry.says)) this.endedBy ??= 'fault';
      if (entry.by === 'user' && entry.says === endedHereWords) this.endedBy ??= 'user';
      return null;
    }
    if (entry.kind === 'handshake') {
      this.opened = entry.status === 101;
      return this.opened ? null : { kind: 'refused', says: `The server refused the connection with ${entry.status}.` };
    }
    if (entry.kind === 'failure') {
      // Of an open connection a failure is about one frame, and of a refused one no news.
      if (this.opened || this.all.length > 0) return null;
      return { kind: 'failed', says: `There was no connection: ${entry.problem.title}.` };
    }
    if (entry.kind === 'close') return this.all.some(({ kind }) => kind === 'refused') ? null : this.closeOf(entry);
    return reading?.role === 'error'
      ? { kind: 'error', says: `The server told of an error in entry ${entry.seq}.` }
      : null;
  }

  private closeOf(close: CloseEntry): Omit<Wrong, 'seq'> | null {
    if (this.endedBy !== null && close.by !== 'us') return hereOf(close, this.endedBy);
    return closeOf(close);
  }
}

function hereOf(close: CloseEntry, by: 'fault' | 'user'): Omit<Wrong, 'seq'> | null {
  if (by === 'user') return null;
  const lost = close.by === 'network';
  const says = lost
    ? 'A fault asked for here cut the connection: the server did not.'
    : `A fault asked for here closed the connection with ${close.code}: the server did not.`;
  return { kind: lost ? 'lost' : 'closed', here: true, says };
}

function closeOf(close: CloseEntry): Omit<Wrong, 'seq'> | null {
  if (close.by === 'network') return { kind: 'lost', says: `The connection was lost (${close.code}).` };
  if (close.by === 'us' || isNormalClose(close)) return null;
  return { kind: 'closed', says: `The server closed the connection with ${close.code}.` };
}
