/** Keeps the timing of one session in step with what is known of it: entries, decoded sound, receipts here, and when it was heard. */
import type { SessionSound } from '../../audio/session-sound.ts';
import { growFloat64 } from '../../session/column.ts';
import { openTiming, type SessionTiming } from '../../timing/session-timing.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import type { CapturedSession } from './captured-session.ts';
import { isOver } from './connection-words.ts';
import type { PieceMeter } from './piece-meter.ts';
import type { SessionClocks } from './session-clocks.ts';

/** Audio frames beyond the last one heard that are looked at for having been heard. */
const lookedAhead = 2000;

/** The clocks as far as timing asks them. */
export type TimingClocks = Pick<SessionClocks, 'offsetAt' | 'seenAt' | 'heardAt' | 'underruns' | 'absences'>;

export class HeldTiming {
  private readonly timing: SessionTiming;
  private readonly session: CapturedSession;
  private readonly sound: SessionSound;
  private readonly pieces: PieceMeter;
  private taken = 0;
  private ended = false;
  /** Audio frames, by ordinal, up to which each thing was told. */
  private decoded = 0;
  private seen = 0;
  /** By how much the clocks might have differed when the first receipt was told, ms. */
  private toldDoubt = 0;
  private heard = 0;
  /** Where, in seconds of the session's sound, the player ran dry: each is told once, and the clocks forget the first ones. */
  private readonly starved = new Set<number>();
  /** Second at which the sound that each audio frame completed begins, by ordinal, and where the last of it ends. */
  private begins = new Float64Array(64);
  private absent = '';

  constructor(session: CapturedSession, sound: SessionSound, pieces: PieceMeter) {
    this.session = session;
    this.sound = sound;
    this.pieces = pieces;
    this.timing = openTiming(session.dialect);
  }

  /** Rises with every change. */
  get version(): number {
    return this.timing.version;
  }

  /** True when nothing that is known of the session waits to be read. */
  get done(): boolean {
    if (this.taken < this.session.log.length || this.decoded < this.sound.decodedFrames) return false;
    return this.ended || !isOver(this.session.connection);
  }

  /** Reads the next entries, `max` at most, and what was decoded of them. */
  catchUp(max: number): void {
    const { log, readings } = this.session;
    const stop = Math.min(log.length, this.taken + max);
    while (this.taken < stop) {
      const entry = log.entry(++this.taken);
      this.timing.take(entry, entry.kind === 'frame' ? readings.reading(this.taken) : null);
    }
    const known = this.known(this.sound.decodedFrames);
    for (; this.decoded < known; this.decoded++) {
      const piece = this.pieces.take(this.decoded);
      this.timing.sound({ seq: this.sound.seqOf(this.decoded), ...piece });
      if (this.decoded + 1 === this.begins.length) this.begins = growFloat64(this.begins);
      this.begins[this.decoded + 1] = (this.begins[this.decoded] as number) + piece.seconds;
    }
    if (this.ended || this.taken < log.length || !isOver(this.session.connection)) return;
    this.ended = true;
    this.timing.end();
  }

  /** What the clocks know by now. What they cannot tell yet is asked for again the next time. */
  ask(clocks: TimingClocks): void {
    // What this page received of a tap, and when, is nothing that the client met.
    if (this.session.log.head.via === 'tap') return;
    if (this.seen > 0) {
      // Clocks that are known twice as well by now tell the receipts anew: a session that begins with its page knows them badly.
      const first = clocks.seenAt(this.sound.seqOf(0));
      if (first !== null && first.uncertainMs < this.toldDoubt / 2) this.seen = 0;
    }
    const before = this.seen;
    for (const known = this.known(this.sound.frames); this.seen < known; this.seen++) {
      const seq = this.sound.seqOf(this.seen);
      const moment = clocks.seenAt(seq);
      if (moment === null) break;
      if (this.seen === 0) this.toldDoubt = moment.uncertainMs;
      this.timing.seen({ seq, tMs: moment.t, uncertaintyMs: moment.uncertainMs });
    }
    if (this.seen > before) {
      const offset = clocks.offsetAt(this.sound.seqOf(this.seen - 1));
      if (offset !== null) this.timing.clocks(offset);
    }
    const ahead = Math.min(this.decoded, this.heard + lookedAhead);
    for (let ordinal = this.heard; ordinal < ahead; ordinal++) {
      const [begin, end] = [this.begins[ordinal] as number, this.begins[ordinal + 1] as number];
      const moment = end > begin ? clocks.heardAt(begin) : null;
      if (moment === null) continue;
      // What was not heard before it, was never heard as it came.
      this.heard = ordinal + 1;
      this.timing.heard({ seq: this.sound.seqOf(ordinal), tMs: moment.t, uncertaintyMs: moment.uncertainMs });
    }
    for (const { atS, missingS, from } of clocks.underruns()) {
      if (this.starved.has(atS)) continue;
      this.starved.add(atS);
      this.timing.starved({ atMs: from.t, ms: missingS * 1000, mediaS: atS, uncertaintyMs: from.uncertainMs });
    }
    const absences = clocks.absences();
    // One that still lasts grows with every look: to the second is enough.
    const told = absences
      .map(({ why, from, to }) => `${why} ${Math.round(from / 1000)} ${Math.round(to / 1000)}`)
      .join();
    if (told === this.absent) return;
    this.absent = told;
    this.timing.trouble(absences.map(({ why, from, to }) => ({ why, fromMs: from, toMs: to })));
  }

  /** The session's time in ms while it is open: silence ends turns. */
  time(t: number): void {
    if (this.taken === this.session.log.length) this.timing.time(t);
  }

  /** Of an audio frame: whether it opens its turn, and what interrupted that. Reads up to it at once. */
  turnAt(seq: number): ReturnType<SessionTiming['turnAt']> {
    if (this.taken < seq) this.catchUp(seq - this.taken);
    return this.timing.turnAt(seq);
  }

  /** The longest gap before any audio of these entries but the first; null for none. */
  longestGap(fromSeq: number, toSeq: number): number | null {
    return this.timing.longestGap(fromSeq, toSeq);
  }

  view(): TimingView {
    return this.timing.view();
  }

  /** Of the first `frames` audio frames, those whose entries were taken. */
  private known(frames: number): number {
    return Math.min(frames, this.sound.ordinalUpTo(this.taken) + 1);
  }
}
