/** One session as the timeline sees it: its entries by lane, its turns' sound on the session's time, and what is pointed out. */
import type { Clock } from '../../clock/clock.ts';
import { growFloat64 } from '../../session/column.ts';
import { type Stall, stallsFor } from '../../timing/playout.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import type { LaneId, Piece, TimelineNote, Trouble } from '../timeline-view.ts';
import type { HeardPlayback } from './heard-log.ts';
import type { HeldSession } from './held-session.ts';
import type { SessionClocks } from './session-clocks.ts';
import { TimelineIndex } from './timeline-index.ts';
import { notesOf, troublesOf } from './timeline-notes.ts';
import { beginOf, heardPieces, idealPieces, type TurnSound } from './timeline-play.ts';
import type { HeldWords } from './words.ts';

const sliceEntries = 2000;
/** So long behind the last frame, and longer than all before it, marks are left out of sight at first: frames would have no room. */
const mostBehindMs = 10_000;

/** What is known of a session beside its record. */
export type SightClocks = { clocks: SessionClocks; playbacks: readonly HeardPlayback[]; timing: TimingView | null };

export class TimelineSight {
  readonly held: HeldSession;
  readonly index = new TimelineIndex();
  readonly words: HeldWords;
  turns: readonly TurnSound[] = [];
  /** What is shown of the playback: as heard, turn by turn, where any of it was; else as an ideal player would. In order of time. */
  pieces: readonly Piece[] = [];
  heard: readonly Piece[] = [];
  stalls: readonly Stall[] = [];
  notes: readonly TimelineNote[] = [];
  troubles: readonly Trouble[] = [];
  private ends = new Float64Array(256);
  private ended = 0;
  private notedAt = '';
  private playedAt = '';

  constructor(held: HeldSession) {
    this.held = held;
    this.words = held.words;
  }

  /** Reads until `end` by the clock; false when some is left. */
  catchUp(clock: Clock, end: number): boolean {
    const { session } = this.held;
    for (;;) {
      const indexed = this.index.catchUp(session, sliceEntries);
      const worded = this.words.catchUp(sliceEntries / 10);
      const ended = this.readEnds(sliceEntries);
      if (indexed && worded && ended) return true;
      if (clock.now() >= end) return false;
    }
  }

  /** Where the sound of audio frame `ordinal` ends, in seconds of the session's; of one not decoded, where the last one did. */
  readonly endOf = (ordinal: number): number => {
    if (ordinal < 0) return 0;
    if (ordinal < this.ended) return this.ends[ordinal] as number;
    const { sound } = this.held.track;
    return (ordinal < sound.decodedFrames ? sound.frame(ordinal)?.toS : undefined) ?? sound.seconds;
  };

  private readEnds(max: number): boolean {
    const { sound } = this.held.track;
    for (let i = 0; i < max && this.ended < sound.decodedFrames; i++) {
      const frame = sound.frame(this.ended);
      // The last of what came may still grow: it is asked for each time.
      if (frame === null || !frame.settled) return true;
      if (this.ended === this.ends.length) this.ends = growFloat64(this.ends);
      this.ends[this.ended++] = frame.toS;
    }
    return this.ended >= sound.decodedFrames;
  }

  /** What is derived of the whole session, made anew where it changed. */
  derive({ clocks, playbacks, timing }: SightClocks, prebufferMs: number): void {
    const { session, track } = this.held;
    const { marks } = this.index.lanes;
    const absences = clocks.absences();
    const played = playbacks.reduce((sum, { clock }) => sum + clock.playedSamples, 0);
    const noted = [session.findings.version, marks.count, timing?.version, absences.length, absences.at(-1)?.to];
    if (this.notedAt !== noted.join()) {
      this.notedAt = noted.join();
      this.notes = notesOf(session, marks);
      this.troubles = troublesOf(session, marks, timing, absences);
    }
    const state = [timing?.version, track.sound.version, played, prebufferMs].join();
    if (this.playedAt === state) return;
    this.playedAt = state;
    this.heard = heardPieces(playbacks, (pageMs) => clocks.sessionTime(pageMs)?.t ?? null);
    this.play(timing, prebufferMs);
  }

  private play(timing: TimingView | null, prebufferMs: number): void {
    const { sound } = this.held.track;
    const pieces: Piece[] = [];
    const turns: TurnSound[] = [];
    const stalls: Stall[] = [];
    for (const turn of timing?.turns ?? []) {
      if (turn.firstAudioSeq === null) continue;
      const from = sound.ordinalUpTo(turn.firstAudioSeq);
      const to = from + turn.frames;
      const [startS, endS] = [this.endOf(from - 1), this.endOf(to - 1)];
      let partS = startS;
      const ideal = turn.playouts.flatMap((log) => {
        const part = idealPieces(log, partS, prebufferMs);
        partS += log.mediaMs / 1000;
        return part;
      });
      turns.push({ from, to, startS, endOf: this.endOf, pieces: ideal });
      for (const log of turn.playouts)
        for (const stall of stallsFor(log, beginOf(log, prebufferMs))) stalls.push(stall);
      const heard = this.heard.filter((piece) => piece.fromS < endS && piece.toS > startS);
      for (const { fromMs, toMs, fromS, toS } of heard) {
        // A run may go on over the end of a turn: each takes its own part.
        const [a, b] = [Math.max(fromS, startS), Math.min(toS, endS)];
        const start = fromMs + (a - fromS) * 1000;
        pieces.push({ fromMs: start, toMs: Math.min(toMs, start + (b - a) * 1000), fromS: a, toS: b, by: 'heard' });
      }
      if (heard.length === 0) for (const piece of ideal) pieces.push(piece);
    }
    this.turns = turns;
    this.stalls = stalls;
    this.pieces = pieces.sort((a, b) => a.fromMs - b.fromMs);
  }

  /** When the last of it is over: entries, and what is played of them. */
  get endMs(): number {
    const { log } = this.held.session;
    return Math.max(log.length === 0 ? 0 : log.tOf(log.length), this.playedMs);
  }

  /** When the last of the sound is played; 0 for none. */
  private get playedMs(): number {
    const ideal = this.turns.slice(-3).flatMap(({ pieces }) => pieces.slice(-1));
    return Math.max(0, ...[...this.pieces.slice(-3), ...this.heard.slice(-3), ...ideal].map(({ toMs }) => toMs));
  }

  /** Of [0, `endMs`) what is shown where all is asked for: up to `endMs`, or to what has frames, and sound. */
  fitMs(endMs: number): number {
    const { sent, received } = this.index.lanes;
    const lastMs = Math.max(sent.lastFrameMs, received.lastFrameMs, this.playedMs);
    return lastMs > 0 && endMs - lastMs > Math.max(mostBehindMs, lastMs) ? lastMs * 1.05 : endMs;
  }

  /** The entries that a lane leads through, ascending. */
  seqsOf(lane: LaneId, timing: TimingView | null): { count: number; seq: (at: number) => number } {
    const { lanes } = this.index;
    const list = (seqs: readonly number[]) => ({ count: seqs.length, seq: (at: number) => seqs[at] as number });
    if (lane === 'turns') return list((timing?.turns ?? []).map(({ fromSeq }) => fromSeq));
    if (lane === 'notes') return list([...new Set(this.notes.map(({ seq }) => seq))]);
    if (lane === 'buffer') return list(this.stalls.map(({ seq }) => seq));
    const column = lanes[lane === 'playback' ? 'audio' : lane];
    return { count: column.count, seq: (at) => column.seq(at) };
  }
}
