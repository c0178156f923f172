/** One stream of audio read as a container, a little at a time: its items, the entries they lie in, the findings at them. */

import { openOutline, type StreamOutline } from '../../audio/inspect/stream-outline.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Proof } from '../../dialects/rule.ts';
import { growFloat64, growUint32 } from '../../session/column.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import type { StreamMark } from '../stream-view.ts';
import type { AudioSegment, CapturedSession } from './captured-session.ts';
import { isOver } from './connection-words.ts';

/** Bytes between two looks at the clock: junk takes the longest to read, some 5 ms for so many. */
const stepBytes = 1 << 15;
const stepEntries = 512;
/** Places and items of the findings that are gathered at most. */
const mostPlaces = 20_000;

type PlacedMark = StreamMark & { start: number; end: number };

export class StreamSight {
  readonly segment: AudioSegment;
  readonly outline: StreamOutline;
  private readonly session: CapturedSession;
  /** The entry read next, and how much of its audio was read already. */
  private next: number;
  private inEntry = 0;
  private ended = false;
  private pieces = 0;
  private seqs = new Uint32Array(64);
  private starts = new Float64Array(64);
  private marks: PlacedMark[] = [];
  private marked: number[] = [];
  private markedAt = '';

  constructor(session: CapturedSession, segment: AudioSegment) {
    this.session = session;
    this.segment = segment;
    this.next = segment.from;
    this.outline = openOutline(segment.ask);
  }

  /** Reads until `end` by the clock; false when some is left. */
  catchUp(clock: Clock, end: number): boolean {
    const { session, stop } = this;
    while (this.next < stop) {
      const until = this.outline.bytes + stepBytes;
      for (let i = 0; i < stepEntries && this.next < stop && this.outline.bytes < until; i++) {
        if (session.isReceivedAudio(this.next)) this.step();
        else this.next++;
      }
      if (this.next < stop && clock.now() >= end) return false;
    }
    if (!this.ended && this.isWhole()) {
      this.ended = true;
      this.outline.end();
    }
    return true;
  }

  /** Reads an entry, or a part of a long one. */
  private step(): void {
    const audio = this.session.audioOf(this.next);
    if (this.inEntry === 0) this.addPiece(this.next);
    const step = audio.subarray(this.inEntry, this.inEntry + stepBytes);
    this.outline.push(step, this.inEntry > 0);
    this.inEntry += step.length;
    if (this.inEntry >= audio.length) {
      this.next++;
      this.inEntry = 0;
    }
  }

  private addPiece(seq: number): void {
    if (this.pieces === this.seqs.length) {
      this.seqs = growUint32(this.seqs);
      this.starts = growFloat64(this.starts);
    }
    this.seqs[this.pieces] = seq;
    this.starts[this.pieces++] = this.outline.bytes;
  }

  /** The entry behind the last one that may belong to the stream so far. */
  private get stop(): number {
    const { segments, log } = this.session;
    return segments[segments.indexOf(this.segment) + 1]?.from ?? log.length + 1;
  }

  private isWhole(): boolean {
    return this.stop <= this.session.log.length || isOver(this.session.connection);
  }

  /** True when everything that has come was read. */
  get isRead(): boolean {
    return this.next >= this.stop;
  }

  /** The piece that holds a byte of the stream; the last one for a byte behind the end. */
  private pieceAt(offset: number): number {
    return Math.max(0, partitionPoint(this.pieces, (piece) => (this.starts[piece] as number) <= offset) - 1);
  }

  /** The entries that the bytes [start, end) came in; of no bytes, the one of the byte before. */
  entriesOf(start: number, end: number): { first: number; last: number } {
    const from = this.pieceAt(end > start ? start : Math.max(0, start - 1));
    const to = this.pieceAt(Math.max(0, end - 1));
    return { first: this.seqs[from] ?? 0, last: this.seqs[Math.max(from, to)] ?? 0 };
  }

  /** Where the bytes [start, end) stand in the log, `most` places at most. */
  placesOf(start: number, end: number, most: number): Proof[] {
    const places: Proof[] = [];
    for (let i = this.pieceAt(start); i < this.pieces && places.length < most; i++) {
      const piece = this.starts[i] as number;
      if (piece >= end) break;
      const seq = this.seqs[i] as number;
      const shift = this.session.readings.audioStartOf(seq) - piece;
      const stop = piece + this.session.readings.audioSize(seq);
      places.push({ seq, span: { start: Math.max(start, piece) + shift, end: Math.min(end, stop) + shift } });
    }
    return places;
  }

  /** The bytes [start, end) of the stream, from the record. */
  read(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, end - start));
    for (let i = this.pieceAt(start), at = 0; i < this.pieces && at < bytes.length; i++) {
      const audio = this.session.audioOf(this.seqs[i] as number);
      const from = start + at - (this.starts[i] as number);
      const part = audio.subarray(from, from + bytes.length - at);
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /** What the rules say of the container in [start, end). */
  marksIn(start: number, end: number): StreamMark[] {
    this.gather();
    const found = new Map<string, StreamMark>();
    for (const mark of this.marks) {
      if (mark.start >= Math.max(end, start + 1)) break;
      if (mark.end <= start) continue;
      const { rule, severity, says } = mark;
      found.set(`${rule} ${says}`, { rule, severity, says });
    }
    return [...found.values()];
  }

  /** Items with a finding, ascending. */
  flagged(): readonly number[] {
    this.gather();
    return this.marked;
  }

  /** Findings as stretches of the stream: a proof for each piece of one, joined where they touch. */
  private gather(): void {
    const { findings, readings } = this.session;
    const state = `${findings.version} ${this.outline.count} ${this.pieces}`;
    if (state === this.markedAt) return;
    this.markedAt = state;
    this.marks = [];
    for (const { rule, severity, says, proofs } of findings.all()) {
      if (!rule.startsWith('C')) continue;
      let last: PlacedMark | null = null;
      for (const { seq, span } of proofs) {
        const piece = this.pieceOf(seq);
        if (piece === -1 || this.marks.length >= mostPlaces) continue;
        const begin = this.starts[piece] as number;
        const shift = begin - readings.audioStartOf(seq);
        const [start, end] = span === undefined ? [begin, begin + 1] : [span.start + shift, span.end + shift];
        if (last !== null && last.end === start) last.end = end;
        else {
          last = { rule, severity, says, start, end: Math.max(end, start + 1) };
          this.marks.push(last);
        }
      }
    }
    this.marks.sort((a, b) => a.start - b.start);
    const items = new Set<number>();
    for (const { start, end } of this.marks) {
      const { from, to } = this.outline.between(start, end);
      for (let i = from; i < to && items.size < mostPlaces; i++) {
        if (this.outline.endOf(i) > start && this.outline.startOf(i) < end) items.add(i);
      }
    }
    this.marked = [...items].sort((a, b) => a - b);
  }

  private pieceOf(seq: number): number {
    const piece = partitionPoint(this.pieces, (at) => (this.seqs[at] as number) < seq);
    return piece < this.pieces && this.seqs[piece] === seq ? piece : -1;
  }
}
