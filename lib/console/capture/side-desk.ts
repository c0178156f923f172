/**
 * The connections that a run opens beside the live one, asked for as that was. Each becomes a session of the list; which of them is
 * on show does not change.
 */
import { type Problem, problem } from '../../problem/problem.ts';
import type { ConnectAsk } from '../port.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

/** So many stand beside one connection, as long as their sessions are kept: each of them holds its record. */
export const mostBeside = 1000;

export type SideParts = {
  newId: () => string;
  find: (id: string) => HeldSession | undefined;
  /** The connection last asked for. */
  live: () => { id: string; ask: ConnectAsk } | null;
  /** Dials; the answer comes as a session, or as `gone`. */
  open: (id: string, ask: ConnectAsk) => void;
  close: (id: string) => void;
};

type Side = {
  name: string;
  /** Id of the live connection it stands beside. */
  beside: string;
  /** Told once: it is open, or why it is not. Null afterwards. */
  answer: ((to: HeldSession | Problem) => void) | null;
};

export class SideDesk {
  private readonly sides = new Map<string, Side>();
  /** The live connection that was closed by hand. */
  private left: string | null = null;
  private readonly parts: SideParts;

  constructor(parts: SideParts) {
    this.parts = parts;
  }

  /** Resolves once the connection is open, or with the reason why it is not. */
  open(name: string): Promise<HeldSession | Problem> {
    const { live, newId, open, find } = this.parts;
    const now = live();
    if (now === null)
      return Promise.resolve(problem('not_connected', 'there is no connection to open another one beside'));
    if (now.id === this.left)
      return Promise.resolve(problem('not_connected', 'disconnected meanwhile: no other is opened beside it'));
    const kept = this.besides(now.id).filter((id) => this.sides.get(id)?.answer !== null || find(id) !== undefined);
    if (kept.length >= mostBeside) {
      const says = `${mostBeside} sessions were opened beside this one and are kept`;
      const hint = 'Remove them from the list of sessions, or connect anew.';
      return Promise.resolve(problem('limit_reached', says, undefined, hint));
    }
    const id = newId();
    return new Promise((answer) => {
      this.sides.set(id, { name, beside: now.id, answer });
      open(id, now.ask);
    });
  }

  /** The name it was opened under; null for a session that was not opened here. */
  nameOf(id: string): string | null {
    return this.sides.get(id)?.name ?? null;
  }

  /** Call when the connection of a session may have changed. */
  moved(): void {
    for (const [id, side] of this.sides) {
      const held = side.answer === null ? undefined : this.parts.find(id);
      if (held === undefined) continue;
      const { connection } = held.session;
      if (connection.phase === 'open') this.answer(side, held);
      else if (isOver(connection)) this.answer(side, connection.problem ?? problem('not_connected', connection.words));
    }
  }

  /** The server will not open it. */
  gone(id: string, why: Problem): void {
    const side = this.sides.get(id);
    if (side !== undefined) this.answer(side, why);
  }

  /** What is not open yet will not be. */
  giveUp(why: Problem): void {
    for (const side of this.sides.values()) this.answer(side, why);
  }

  /** Closes all that are not over; what was not open yet is not waited for any more. */
  closeAll(): void {
    for (const [id, side] of this.sides) {
      const held = this.parts.find(id);
      if (side.answer !== null || (held !== undefined && !isOver(held.session.connection))) this.parts.close(id);
    }
    this.giveUp(problem('not_connected', 'given up before the connection was open'));
  }

  /** The live connection is closed by hand: the others go with it, and a run under way opens no more. */
  leave(): void {
    this.left = this.parts.live()?.id ?? null;
    this.closeAll();
  }

  /** Those that were opened beside a connection: it is to be forgotten with them. */
  besides(live: string): string[] {
    return [...this.sides].filter(([, { beside }]) => beside === live).map(([id]) => id);
  }

  private answer(side: Side, to: HeldSession | Problem): void {
    const { answer } = side;
    side.answer = null;
    answer?.(to);
  }
}
