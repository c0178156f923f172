/**
 * What a rule or a fault of this console held back, delayed or lost, of both directions: whatever came later for it is not the
 * server's lateness. Told by frames that came on one wire (`leg`) and went on over the other (`of`).
 */
import type { Role } from '../dialects/dialect.ts';
import type { Direction, Entry, FrameEntry } from '../session/entry.ts';
import { isThenDropped } from '../session/mark-words.ts';
import { HeldSpans } from './held-spans.ts';

/** Frames that have gone on, and of which more may follow (in pieces, or twice). */
const mostRecent = 1000;

/** How much of a stretch of session time something was held here, ms. */
export type HeldHereMs = (fromMs: number, toMs: number) => number;

export class HeldHere {
  private readonly spans = new HeldSpans();
  /** When each came that has not gone on, by its number, in their order. */
  private readonly waiting: Readonly<Record<Direction, Map<number, number>>> = { sent: new Map(), received: new Map() };
  private readonly recent = new Map<number, number>();
  /** Since when something is lost that would be followed by audio; infinity for none. */
  private readonly lostMs: Record<Direction, number> = {
    sent: Number.POSITIVE_INFINITY,
    received: Number.POSITIVE_INFINITY,
  };

  /** The next entry, in order; `role` as the dialect reads it. */
  take(entry: Entry, role: Role | null): void {
    if (entry.kind === 'mark') {
      if (entry.about !== undefined && isThenDropped(entry.says)) this.lose(entry.about);
      return;
    }
    if (entry.kind !== 'frame' || (entry.opcode !== 'text' && entry.opcode !== 'binary')) return;
    const { dir, seq, t } = entry;
    if (isArrival(entry)) {
      if (entry.passed === 'dropped') this.lostMs[dir] = Math.min(this.lostMs[dir], t);
      else this.waiting[dir].set(seq, t);
    } else if (entry.passed !== 'injected') {
      const cameMs =
        entry.of === undefined ? undefined : (this.waiting[dir].get(entry.of) ?? this.recent.get(entry.of));
      if (cameMs !== undefined) this.spans.add(cameMs, t);
      // What stood before it is overtaken: nothing waits for that.
      for (const [before, ms] of this.waiting[dir]) {
        if (before > (entry.of ?? seq)) break;
        this.waiting[dir].delete(before);
        this.remember(before, ms);
      }
    }
    // What the client asks for now is waited for anew.
    if (role === 'flush' || role === 'end' || role === 'config') this.found('received', t);
  }

  /** Audio reached the client at `t`: nothing before it is missed any more. */
  audio(t: number): void {
    this.found('sent', t);
    this.found('received', t);
  }

  /** As of now. */
  get covered(): HeldHereMs {
    let open = Math.min(this.lostMs.sent, this.lostMs.received);
    for (const dir of ['sent', 'received'] as const)
      for (const ms of this.waiting[dir].values()) {
        open = Math.min(open, ms);
        break;
      }
    return (fromMs, toMs) => this.spans.covered(fromMs, toMs, open);
  }

  private lose(seq: number): void {
    for (const dir of ['sent', 'received'] as const) {
      const ms = this.waiting[dir].get(seq);
      if (ms === undefined) continue;
      this.waiting[dir].delete(seq);
      this.lostMs[dir] = Math.min(this.lostMs[dir], ms);
    }
  }

  private found(dir: Direction, t: number): void {
    this.spans.add(this.lostMs[dir], t);
    this.lostMs[dir] = Number.POSITIVE_INFINITY;
  }

  private remember(seq: number, ms: number): void {
    this.recent.set(seq, ms);
    if (this.recent.size <= mostRecent) return;
    for (const oldest of this.recent.keys()) {
      this.recent.delete(oldest);
      break;
    }
  }
}

/** It came over the wire of who sent it, and has not crossed the other one. */
function isArrival({ dir, leg, of, passed }: FrameEntry): boolean {
  if (leg === undefined || of !== undefined || passed === 'injected') return false;
  return leg === (dir === 'sent' ? 'client' : 'upstream');
}
