/**
 * The connection last asked for: an attempt until the server's record of it begins, a session afterwards. Connect and Disconnect
 * act on it, whichever session is on show.
 */

import { idle } from '../initial-state.ts';
import type { ConnectAsk } from '../port.ts';
import type { Connection, LinkState, LiveConnection } from '../state.ts';
import { isOver, seenOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

export class LiveDesk {
  /** The page's line to its server, as far as it changes what is known of a connection. */
  line: LinkState = 'connecting';
  private now: { id: string; ask: ConnectAsk; pending: Connection } | null = null;
  /** The user looks at the attempt, not at an older session. */
  private shown = false;
  private readonly find: (id: string) => HeldSession | undefined;

  /** `find`: the session of an id, once its record has begun. */
  constructor(find: (id: string) => HeldSession | undefined) {
    this.find = find;
  }

  get id(): string | null {
    return this.now?.id ?? null;
  }

  /** What was asked for last, and under which id. */
  asked(): { id: string; ask: ConnectAsk } | null {
    return this.now;
  }

  held(): HeldSession | null {
    return this.now === null ? null : (this.find(this.now.id) ?? null);
  }

  connection(): Connection {
    return this.held()?.session.connection ?? this.now?.pending ?? idle;
  }

  /** Something is dialled, open or closing. */
  isBusy(): boolean {
    return this.now !== null && !isOver(this.connection());
  }

  /** The upstream of an attempt that waits for the server's answer; null for none. */
  dialled(): string | null {
    return this.isBusy() && this.held() === null ? (this.now?.ask.upstream.id ?? null) : null;
  }

  begin(id: string, ask: ConnectAsk, pending: Connection): void {
    this.now = { id, ask, pending };
    this.shown = true;
  }

  become(connection: Connection): void {
    const held = this.held();
    if (held !== null) held.session.connection = connection;
    else if (this.now !== null) this.now.pending = connection;
  }

  /** Another session is looked at. */
  lookAway(): void {
    this.shown = false;
  }

  /** An attempt that came to nothing goes with its upstream, its session or the next attempt. */
  forget(): void {
    if (!this.isBusy()) this.now = null;
  }

  /** How the session on show stands; the attempt, while that is what the user waits for. */
  connectionOf(active: HeldSession | null): Connection {
    const attempt = this.shown && this.held() === null ? this.now : null;
    return seenOver(this.line, attempt?.pending ?? active?.session.connection ?? idle);
  }

  state(): LiveConnection | null {
    if (this.now === null) return null;
    const held = this.held();
    return {
      session: held === null ? null : this.now.id,
      title: held?.session.title ?? this.now.ask.upstream.id,
      connection: seenOver(this.line, this.connection()),
    };
  }
}
