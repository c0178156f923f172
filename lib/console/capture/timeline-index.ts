/** The entries of one session by lane, with running sums: what lies in any stretch of time is two look-ups. */

import { growFloat64, growUint32 } from '../../session/column.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import type { EntryLane, LaneColumns, LaneId } from '../timeline-view.ts';
import type { CapturedSession } from './captured-session.ts';

/** Entries of a lane in order; times never fall. */
export class LaneColumn {
  count = 0;
  private seqs = new Uint32Array(256);
  private times = new Float64Array(256);
  /** Sums before each entry, and after the last. */
  private sums = new Float64Array(257);
  private frameSums = new Uint32Array(257);

  add(seq: number, t: number, bytes: number, isFrame: boolean): void {
    const at = this.count++;
    if (at === this.seqs.length) {
      this.seqs = growUint32(this.seqs);
      this.times = growFloat64(this.times);
    }
    if (at + 1 === this.sums.length) {
      this.sums = growFloat64(this.sums);
      this.frameSums = growUint32(this.frameSums);
    }
    this.seqs[at] = seq;
    this.times[at] = Math.max(t, this.times[at - 1] ?? 0);
    this.sums[at + 1] = (this.sums[at] as number) + bytes;
    this.frameSums[at + 1] = (this.frameSums[at] as number) + (isFrame ? 1 : 0);
  }

  seq(at: number): number {
    return this.seqs[at] as number;
  }
  t(at: number): number {
    return this.times[at] as number;
  }

  /** The first entry at `ms` or later; `count` for none. */
  from(ms: number): number {
    return lowerBound(this.times, this.count, ms);
  }
  /** The first entry with this number or a later one; `count` for none. */
  fromSeq(seq: number): number {
    return lowerBound(this.seqs, this.count, seq);
  }

  /** When its last frame came or went; 0 for none. */
  get lastFrameMs(): number {
    let at = this.count - 1;
    while (at >= 0 && this.frames(at, at + 1) === 0) at--;
    return at < 0 ? 0 : this.t(at);
  }

  /** Bytes, and frames, of the entries [from, to). */
  bytes(from: number, to: number): number {
    return (this.sums[to] as number) - (this.sums[from] as number);
  }
  frames(from: number, to: number): number {
    return (this.frameSums[to] as number) - (this.frameSums[from] as number);
  }

  /** The window cut into `count` columns of equal time: each entry in it is in exactly one. */
  columns(fromMs: number, toMs: number, count: number): LaneColumns {
    const columns = {
      counts: new Uint32Array(count),
      bytes: new Float64Array(count),
      first: new Uint32Array(count),
    };
    let from = this.from(fromMs);
    for (let i = 0; i < count; i++) {
      const to = this.from(i + 1 === count ? toMs : fromMs + ((toMs - fromMs) * (i + 1)) / count);
      columns.counts[i] = to - from;
      if (to > from) {
        columns.bytes[i] = this.bytes(from, to);
        columns.first[i] = this.seq(from);
      }
      from = to;
    }
    return columns;
  }
}

export class TimelineIndex {
  readonly lanes: Readonly<Record<EntryLane | 'marks', LaneColumn>> = {
    sent: new LaneColumn(),
    received: new LaneColumn(),
    audio: new LaneColumn(),
    marks: new LaneColumn(),
  };
  private taken = 0;

  /** Reads the next entries, `max` at most; false when some are left. */
  catchUp(session: CapturedSession, max: number): boolean {
    const { log, readings } = session;
    const stop = Math.min(log.length, this.taken + max);
    while (this.taken < stop) {
      const seq = ++this.taken;
      const [t, bytes, isFrame] = [log.tOf(seq), log.sizeOf(seq), log.kindOf(seq) === 'frame'];
      this.lanes[homeOf(session, seq)].add(seq, t, bytes, isFrame);
      if (session.isReceivedAudio(seq)) this.lanes.audio.add(seq, t, readings.audioSize(seq), true);
    }
    return this.taken >= log.length;
  }
}

/** The one lane that counts an entry: what this side did, what came to it, and what is neither. */
export function homeOf({ log }: CapturedSession, seq: number): 'sent' | 'received' | 'marks' {
  const dir = log.dirOf(seq);
  if (dir !== null) return dir;
  const kind = log.kindOf(seq);
  if (kind === 'dial') return 'sent';
  if (kind === 'handshake' || kind === 'http') return 'received';
  if (kind !== 'close') return 'marks';
  const entry = log.entry(seq);
  return entry.kind === 'close' && entry.by === 'us' ? 'sent' : 'received';
}

/** The lane in which an entry is pointed at. */
export function laneOf(session: CapturedSession, seq: number): LaneId {
  if (session.isReceivedAudio(seq)) return 'audio';
  const home = homeOf(session, seq);
  return home === 'marks' ? 'notes' : home;
}

export function lowerBound(ascending: ArrayLike<number>, count: number, value: number): number {
  return partitionPoint(count, (i) => (ascending[i] as number) < value);
}
