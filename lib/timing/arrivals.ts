/** Every audio event of a session in columns: when it came (16 bytes an event), and what is told of it later (16, and 8 to 24 more). */

import { growFloat64, growUint32 } from '../session/column.ts';
import { partitionPoint } from '../session/partition-point.ts';
import { ToldColumn } from './told-column.ts';

/** Ordinals count audio events from 0. What was not told yet is NaN. */
export class Arrivals {
  length = 0;
  private seqs = new Uint32Array(64);
  private sizes = new Uint32Array(64);
  /** Runs at full scale, by ordinal: few events have any. */
  private readonly clips = new Map<number, number>();
  /** Wire time; seconds of sound; second of its first audible sample, -1 for silence; receipt; heard; and their uncertainty. */
  private times = new Float64Array(64);
  private sounds = new Float64Array(64);
  private audibles = new Float64Array(64);
  private readonly receipts = new ToldColumn();
  private readonly hearings = new ToldColumn();
  private readonly doubts = new ToldColumn();
  /** By ordinal: few events have one. */
  private readonly asks = new Map<number, number>();

  /** `askedMs`: when the client last asked for what it had written, a flush or its end, after the audio event before; NaN where it did not. */
  add(seq: number, tMs: number, bytes: number, askedMs = Number.NaN): void {
    const at = this.length;
    if (at === this.seqs.length) this.grow();
    this.seqs[at] = seq;
    this.sizes[at] = bytes;
    this.times[at] = tMs;
    if (!Number.isNaN(askedMs)) this.asks.set(at, askedMs);
    this.sounds[at] = Number.NaN;
    this.audibles[at] = Number.NaN;
    this.length = at + 1;
  }

  /** The ordinal of entry `seq`; -1 when it is no audio event. */
  ordinalOf(seq: number): number {
    const at = this.firstFrom(seq);
    return at < this.length && this.seqs[at] === seq ? at : -1;
  }

  /** The first ordinal whose entry is `seq` or later; `length` when there is none. */
  firstFrom(seq: number): number {
    return partitionPoint(this.length, (at) => (this.seqs[at] as number) < seq);
  }

  setSound(at: number, seconds: number, audibleS: number | null, clippedRuns: number): void {
    this.sounds[at] = seconds;
    this.audibles[at] = audibleS ?? -1;
    if (clippedRuns > 0) this.clips.set(at, clippedRuns);
    else this.clips.delete(at);
  }

  setSeen(at: number, tMs: number, uncertaintyMs: number): void {
    this.receipts.set(at, tMs);
    this.doubts.set(at, uncertaintyMs);
  }

  setHeard(at: number, tMs: number): void {
    this.hearings.set(at, tMs);
  }

  seq(at: number): number {
    return this.seqs[at] as number;
  }
  tMs(at: number): number {
    return this.times[at] as number;
  }
  /**
   * From when on the event was waited for: the one before it, or what the client asked for after that. What it asked for later than
   * `ownUntilMs` is of another turn.
   */
  awaitedSinceMs(at: number, ownUntilMs = Number.POSITIVE_INFINITY): number {
    const asked = this.asks.get(at) ?? Number.NaN;
    const before = at > 0 ? this.tMs(at - 1) : Number.NEGATIVE_INFINITY;
    return asked > before && asked <= ownUntilMs ? asked : before;
  }
  bytes(at: number): number {
    return this.sizes[at] as number;
  }
  /** NaN until decoded. */
  seconds(at: number): number {
    return this.sounds[at] as number;
  }
  isDecoded(at: number): boolean {
    return !Number.isNaN(this.sounds[at] as number);
  }
  /** Second of the first audible sample inside the event's sound; null where all of it is silent, or nothing is told. */
  audibleS(at: number): number | null {
    const second = this.audibles[at] as number;
    return second >= 0 ? second : null;
  }
  clippedRuns(at: number): number {
    return this.clips.get(at) ?? 0;
  }
  /** The page's receipt in session time; null where it was not told. */
  seen(at: number): { tMs: number; uncertaintyMs: number } | null {
    const tMs = this.receipts.at(at);
    return Number.isNaN(tMs) ? null : { tMs, uncertaintyMs: this.doubts.at(at) };
  }
  /** NaN where it was not told. */
  seenMs(at: number): number {
    return this.receipts.at(at);
  }
  heardMs(at: number): number | null {
    const tMs = this.hearings.at(at);
    return Number.isNaN(tMs) ? null : tMs;
  }

  /** Milliseconds for which each event of [from, to) but the first was waited for: the gaps of a turn, see `awaitedSinceMs`. */
  gaps(from: number, to: number, ownUntilMs?: number): Float64Array {
    const gaps = new Float64Array(Math.max(0, to - from - 1));
    for (let i = 0; i < gaps.length; i++) {
      const at = from + i + 1;
      gaps[i] = this.tMs(at) - this.awaitedSinceMs(at, ownUntilMs);
    }
    return gaps;
  }

  private grow(): void {
    this.seqs = growUint32(this.seqs);
    this.sizes = growUint32(this.sizes);
    this.times = growFloat64(this.times);
    this.sounds = growFloat64(this.sounds);
    this.audibles = growFloat64(this.audibles);
  }
}
