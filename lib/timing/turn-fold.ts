/** Tells the turns of a session apart, from what was sent and what came. Which audio is whose: see `audioOf`. */
import type { Dialect, Reading } from '../dialects/dialect.ts';
import type { Entry } from '../session/entry.ts';
import { partitionPoint } from '../session/partition-point.ts';
import type { Arrivals } from './arrivals.ts';
import { BoundarySearch } from './boundary-search.ts';
import { frameText } from './frame-text.ts';
import type { BoundaryBy, TurnEnd } from './timing-view.ts';

/**
 * So long without audio after a flush tells the end of a turn in a protocol that does not say it itself: what persistent clients of
 * Fish Audio use.
 */
export const turnIdleMs = 800;
/** No answer is much quicker than the quickest so far: audio that comes sooner after a flush is of what was asked before. */
const quickest = 0.9;

type Flush = { seq: number; tMs: number; textBytes: number; ordinal: number };
type Interruption = { seq: number; tMs: number; ordinal: number };

/** A turn as the fold knows it. Ordinals count audio events. */
export type Turn = {
  round: number;
  fromSeq: number;
  ownSeq: number;
  t0Ms: number;
  ownMs: number;
  endedBy: TurnEnd;
  texts: number;
  textBytes: number;
  textCharacters: number;
  unflushedBytes: number;
  flushes: Flush[];
  /** True after the client's `end` of the round: only the server's word ends the turn then. */
  closing: boolean;
  /** The first text, while the server may still name it. */
  named: string | null;
  interruption: Interruption | null;
  /** Audio events there were when the turn began, when its text was first asked for, and when the protocol said it was over. */
  ordinal: number;
  askedMs: number | null;
  askedOrdinal: number | null;
  doneOrdinal: number | null;
};

export class TurnFold {
  readonly turns: Turn[] = [];
  /** Those without an end, oldest first. */
  private opened: Turn[] = [];
  private readonly searches = new Map<number, BoundarySearch>();
  /** Audio events there were when a turn was last said to be over. */
  private lastDone = 0;
  /** Infinity before any answer. */
  quickestAnswerMs = Number.POSITIVE_INFINITY;
  private readonly dialect: Dialect;
  private readonly arrivals: Arrivals;
  /** Where a protocol has no flush, each text is spoken for itself, and its end is told. */
  private readonly eachTextEnds: boolean;

  constructor(dialect: Dialect, arrivals: Arrivals) {
    this.dialect = dialect;
    this.arrivals = arrivals;
    this.eachTextEnds = !dialect.clientEvents.includes('flush');
  }

  /** The next entry; audio events are in `arrivals` before they come here. */
  take(entry: Entry, reading: Reading | null): void {
    if (entry.kind === 'close') this.endAll('close', entry);
    if (entry.kind !== 'frame' || reading === null) return;
    const { role } = reading;
    if (role === 'text' || role === 'config') {
      if (role === 'config') this.endAll('start', entry);
      const text = frameText(this.dialect, entry, reading);
      if (text !== null && text.bytes > 0) this.text(entry, reading.round, text);
    } else if (role === 'audio') this.audio(entry);
    else if (role === 'flush') this.flush(entry);
    else if (role === 'end') this.stop(entry);
    else if (role === 'cancel') this.cancel(entry);
    else if (role === 'done' || role === 'error') {
      const named = this.eachTextEnds ? (frameText(this.dialect, entry, reading)?.text ?? null) : null;
      if (named === null) this.endAll(role, entry);
      else this.endNamed(named, role, entry);
    }
  }

  /** Audio events [from, to) of turn `index` (from 0), and how its beginning was told. */
  audioOf(index: number): { from: number; to: number; toldBy: BoundaryBy } {
    const { at: from, toldBy } = this.boundary(index);
    const to = this.turns[index]?.doneOrdinal ?? this.boundary(index + 1).at;
    return { from, to: Math.max(from, to), toldBy };
  }

  /** The turn (from 0) that audio event `ordinal` is of, as far as is known; null for none. */
  turnOf(ordinal: number): { index: number; from: number } | null {
    const index = partitionPoint(this.turns.length, (at) => this.boundary(at).at <= ordinal) - 1;
    if (index < 0) return null;
    const { from, to } = this.audioOf(index);
    return ordinal < to ? { index, from } : null;
  }

  /** Whether `turn`, still open, has fallen silent by `untilMs`. */
  isSilent(index: number, untilMs: number): boolean {
    const turn = this.turns[index];
    const flush = turn?.flushes[0];
    if (turn === undefined || turn.endedBy !== null || turn.closing || this.eachTextEnds || flush === undefined)
      return false;
    if (this.arrivals.length <= flush.ordinal) return false;
    return untilMs - this.arrivals.tMs(this.arrivals.length - 1) >= turnIdleMs;
  }

  /** Whether the last turn was asked for, and nothing came yet: then time itself is news. */
  isUnanswered(): boolean {
    const turn = this.opened.at(-1);
    return turn !== undefined && turn.askedMs !== null && this.arrivals.length === turn.ordinal;
  }

  private text(entry: Entry, round: number, text: { text: string; bytes: number; characters: number }): void {
    let turn = this.turns.at(-1);
    if (turn === undefined || turn.endedBy !== null || this.isAnswered(turn)) {
      if (turn?.endedBy === null) this.follow(turn, entry);
      turn = this.open(entry, round);
      turn.named = this.eachTextEnds ? text.text : null;
    }
    turn.texts++;
    turn.textBytes += text.bytes;
    turn.textCharacters += text.characters;
    turn.unflushedBytes += text.bytes;
    this.own(turn, entry);
  }

  /** Whether a text now begins another turn: this one was flushed, and its audio came or comes. */
  private isAnswered(turn: Turn): boolean {
    if (this.eachTextEnds) return true;
    const flush = turn.flushes[0];
    return flush !== undefined && this.arrivals.length > flush.ordinal;
  }

  /** `turn` is followed by another text: it had fallen silent, or it is interrupted. */
  private follow(turn: Turn, entry: Entry): void {
    if (this.eachTextEnds) {
      // Texts wait in line: the one that is being spoken is interrupted, if any is.
      const speaking = this.opened[0];
      if (speaking !== undefined && this.arrivals.length > Math.max(this.lastDone, speaking.ordinal)) {
        speaking.interruption ??= this.interruption(entry);
      }
      return;
    }
    const silent = this.isSilent(this.turns.length - 1, entry.t);
    turn.endedBy = silent ? 'silence' : 'interruption';
    if (!silent) turn.interruption ??= this.interruption(entry);
    this.opened = [];
  }

  private interruption(entry: Entry): Interruption {
    return { seq: entry.seq, tMs: entry.t, ordinal: this.arrivals.length };
  }

  /** Notes how soon a turn is answered, where nothing else can be what came. */
  private audio(entry: Entry): void {
    const turn = this.turns.at(-1);
    if (turn?.askedMs == null || this.arrivals.length !== turn.ordinal + 1) return;
    if (this.turns.at(-2)?.endedBy === 'interruption') return;
    this.quickestAnswerMs = Math.min(this.quickestAnswerMs, entry.t - turn.askedMs);
  }

  private flush(entry: Entry): void {
    const turn = this.opened.at(-1);
    if (turn === undefined) return;
    const { seq, t: tMs } = entry;
    turn.flushes.push({ seq, tMs, textBytes: turn.unflushedBytes, ordinal: this.arrivals.length });
    turn.askedMs ??= entry.t;
    turn.askedOrdinal ??= this.arrivals.length;
    turn.unflushedBytes = 0;
    this.own(turn, entry);
  }

  private stop(entry: Entry): void {
    const turn = this.opened.at(-1);
    if (turn === undefined) return;
    turn.closing = true;
    turn.askedMs ??= entry.t;
    turn.askedOrdinal ??= this.arrivals.length;
    this.own(turn, entry);
  }

  private cancel(entry: Entry): void {
    const turn = this.opened[0];
    if (turn === undefined) return;
    turn.interruption ??= this.interruption(entry);
    turn.closing = true;
    this.own(turn, entry);
  }

  private endAll(by: TurnEnd, entry: Entry): void {
    for (const turn of this.opened) this.finish(turn, by, entry);
    this.opened = [];
  }

  /** The server names the text it is done with: the first open turn with it, else the first open one. */
  private endNamed(named: string, by: TurnEnd, entry: Entry): void {
    const found = this.opened.slice(0, 64).findIndex((one) => one.named === named);
    const [turn] = this.opened.splice(Math.max(0, found), 1);
    if (turn !== undefined) this.finish(turn, by, entry);
  }

  private finish(turn: Turn, by: TurnEnd, entry: Entry): void {
    // Where each text is spoken for itself, only a cancel closes it before its end.
    turn.endedBy = by === 'done' && turn.closing && this.eachTextEnds ? 'cancel' : by;
    turn.doneOrdinal = this.arrivals.length;
    this.lastDone = this.arrivals.length;
    turn.named = null;
    this.own(turn, entry);
  }

  private own(turn: Turn, entry: Entry): void {
    turn.ownSeq = entry.seq;
    turn.ownMs = entry.t;
  }

  private open(entry: Entry, round: number): Turn {
    const turn: Turn = {
      round,
      fromSeq: entry.seq,
      ownSeq: entry.seq,
      t0Ms: entry.t,
      ownMs: entry.t,
      endedBy: null,
      texts: 0,
      textBytes: 0,
      textCharacters: 0,
      unflushedBytes: 0,
      flushes: [],
      closing: false,
      named: null,
      interruption: null,
      ordinal: this.arrivals.length,
      askedMs: this.eachTextEnds ? entry.t : null,
      askedOrdinal: null,
      doneOrdinal: null,
    };
    this.turns.push(turn);
    this.opened.push(turn);
    return turn;
  }

  /** The first audio event of turn `index`, and how that was told. */
  private boundary(index: number): { at: number; toldBy: BoundaryBy } {
    const turn = this.turns[index];
    const before = this.turns[index - 1];
    if (this.eachTextEnds && before !== undefined) {
      return { at: before.doneOrdinal ?? this.arrivals.length, toldBy: 'done' };
    }
    if (turn === undefined) return { at: this.arrivals.length, toldBy: 'done' };
    if (before?.interruption == null) return { at: turn.ordinal, toldBy: 'done' };
    if (turn.askedMs === null || turn.askedOrdinal === null) return { at: this.arrivals.length, toldBy: 'answer' };
    const stop = turn.doneOrdinal ?? this.turns[index + 1]?.ordinal ?? this.arrivals.length;
    const answerMs = Number.isFinite(this.quickestAnswerMs) ? quickest * this.quickestAnswerMs : 0;
    const soonestMs = turn.askedMs + answerMs;
    const search = this.searches.get(index) ?? new BoundarySearch(this.arrivals);
    this.searches.set(index, search);
    return search.find({
      from: before.ordinal,
      interrupted: before.interruption.ordinal,
      asked: turn.askedOrdinal,
      soonestMs,
      stop,
      share: this.shareOf(index),
    });
  }

  /** Of what was written for the turn before `index` and for this, the part of the former; null where not all of both has come. */
  private shareOf(index: number): number | null {
    const [earlier, before, turn] = [this.turns[index - 2], this.turns[index - 1], this.turns[index]];
    // Where the turn before began by an interruption too, its own beginning is not sure.
    if (turn?.endedBy !== 'done' || before === undefined || (earlier?.interruption ?? null) !== null) return null;
    return before.textCharacters / (before.textCharacters + turn.textCharacters);
  }
}
