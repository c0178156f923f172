/** Where the audio of an interrupted turn ends and that of the next one begins, in a protocol that does not say it. */
import type { Arrivals } from './arrivals.ts';
import type { BoundaryBy } from './timing-view.ts';

/** An interrupted turn's last audio and the next one's first are told apart by a pause this long, and twice the usual one. */
export const boundaryPauseMs = 150;
/**
 * One so many times the usual one, and longer than any before the interruption, is a boundary though the answer would be quicker than
 * all before it: the first answer of a service that wakes up is slow.
 */
const clearPause = 6;
/** Fewer gaps tell nothing of the usual one; then so many of those that follow are looked at too. */
const fewestGaps = 3;
const mostGaps = 64;
/** More pauses are not weighed. */
const mostPauses = 100;

/** Whether it is about right and no more. */
export function isAbout(toldBy: BoundaryBy): boolean {
  return toldBy === 'answer' || toldBy === 'length';
}

export type BoundaryAsk = {
  /** Audio events of the turn begin here; so many there were when it was interrupted, and when the next one was asked for. */
  from: number;
  interrupted: number;
  asked: number;
  /** No answer is so quick that it would come before this. */
  soonestMs: number;
  /** Audio events of both end here, as far as is known. */
  stop: number;
  /** Of all that was written for both, the part for the first; null while the second is not over. */
  share: number | null;
};

/** The boundary of one interruption, looked for as events come: none is looked at twice, but where what is known has changed. */
export class BoundarySearch {
  private readonly arrivals: Arrivals;
  private soonestMs = Number.NaN;
  private pauseMs = Number.NaN;
  private clearMs = Number.NaN;
  /** `pauseMs` will not change any more. */
  private isSure = false;
  private soonest = 0;
  private looked = 0;
  private pauses: number[] = [];
  private sharedAt: { stop: number; share: number; at: number } | null = null;

  constructor(arrivals: Arrivals) {
    this.arrivals = arrivals;
  }

  /** The first audio event of the next turn. */
  find(ask: BoundaryAsk): { at: number; toldBy: BoundaryBy } {
    this.prepare(ask);
    this.look(ask.stop);
    const { soonest } = this;
    const shared = ask.share === null ? null : this.byShare(ask, ask.share);
    const distance = (at: number) => (shared === null ? at : Math.abs(at - shared));
    // An answer that is quicker than all before it is believed where the lengths of the texts say so too; unknown, where it is clear.
    const isQuicker = (at: number) =>
      shared === null ? this.waitMs(at) >= this.clearMs : distance(at) <= distance(soonest);
    const pauses = this.pauses.filter((at) => at >= soonest || isQuicker(at));
    if (pauses.length > 0) {
      // Of several pauses, the one where the texts part: the others are the server's own.
      return { at: pauses.reduce((a, b) => (distance(b) < distance(a) ? b : a)), toldBy: 'pause' };
    }
    return shared === null || shared <= soonest ? { at: soonest, toldBy: 'answer' } : { at: shared, toldBy: 'length' };
  }

  /** Begins anew where what is usual has changed. A pause is told from the gaps of the turn; if it had too few, from those after too. */
  private prepare({ from, interrupted, asked, soonestMs, stop }: BoundaryAsk): void {
    if (this.soonestMs === soonestMs && this.isSure) return;
    const enough = interrupted - from > fewestGaps;
    const gaps = this.arrivals.gaps(from, enough ? interrupted : Math.min(stop, from + mostGaps)).sort();
    const usualMs = gaps[gaps.length >> 1] ?? 0;
    const pauseMs = Math.max(boundaryPauseMs, 2 * usualMs);
    const longestMs = this.arrivals.gaps(from, interrupted).reduce((a, b) => Math.max(a, b), 0);
    this.clearMs = Math.max(pauseMs, clearPause * usualMs, longestMs + 1);
    this.isSure = enough || stop >= from + mostGaps;
    if (this.soonestMs === soonestMs && this.pauseMs === pauseMs) return;
    this.soonestMs = soonestMs;
    this.pauseMs = pauseMs;
    this.soonest = asked;
    this.looked = asked;
    this.pauses = [];
  }

  /** What came soon after the client asked for it had waited for that, and says nothing about where the turns part. */
  private look(stop: number): void {
    const { arrivals } = this;
    while (this.soonest < stop && arrivals.tMs(this.soonest) < this.soonestMs) this.soonest++;
    let at = Math.max(1, this.looked);
    for (; at < stop && this.pauses.length < mostPauses; at++) {
      if (this.waitMs(at) >= this.pauseMs) this.pauses.push(at);
    }
    this.looked = at;
  }

  private waitMs(at: number): number {
    return this.arrivals.tMs(at) - this.arrivals.awaitedSinceMs(at);
  }

  /** The event at which the first text would be spoken, if both were spoken equally fast. */
  private byShare({ from, stop }: BoundaryAsk, share: number): number {
    if (this.sharedAt?.stop === stop && this.sharedAt.share === share) return this.sharedAt.at;
    let left = 0;
    for (let at = from; at < stop; at++) left += this.arrivals.bytes(at);
    left *= share;
    let at = from;
    // An event that lies in both is of the one that has more of it.
    for (; at < stop && left > this.arrivals.bytes(at) / 2; at++) left -= this.arrivals.bytes(at);
    this.sharedAt = { stop, share, at };
    return at;
  }
}
