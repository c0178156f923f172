/** When each entry of a record came, for playing it again: two columns, made once. */
import { partitionPoint } from '../../../session/partition-point.ts';
import type { SessionLog } from '../../../session/session-log.ts';

export class ReplayTimes {
  readonly entries: number;
  readonly frames: number;
  /** Never falls: an entry that claims to be older than the one before it came with that one. */
  private readonly times: Float64Array;
  private readonly frameSeqs: Uint32Array;

  constructor(log: Pick<SessionLog, 'length' | 'tOf' | 'kindOf'>) {
    this.entries = log.length;
    this.times = new Float64Array(log.length);
    const seqs = new Uint32Array(log.length);
    let last = 0;
    let frames = 0;
    for (let seq = 1; seq <= log.length; seq++) {
      const t = log.tOf(seq);
      if (t > last) last = t;
      this.times[seq - 1] = last;
      if (log.kindOf(seq) === 'frame') seqs[frames++] = seq;
    }
    this.frames = frames;
    this.frameSeqs = seqs.slice(0, frames);
  }

  get endMs(): number {
    return this.times.at(-1) ?? 0;
  }

  /** When entry `seq` came; 0 for none. */
  tOf(seq: number): number {
    return this.times[seq - 1] ?? 0;
  }

  /** The last entry that has come by `ms`; 0 for none. */
  entryAt(ms: number): number {
    return partitionPoint(this.entries, (i) => (this.times[i] as number) <= ms);
  }

  /** How many frames have come with entry `seq`. */
  framesUpTo(seq: number): number {
    return partitionPoint(this.frames, (i) => (this.frameSeqs[i] as number) <= seq);
  }

  /** The entry of the `n`-th frame, from 1; the nearest there is. Null for a record without frames. */
  frame(n: number): number | null {
    return this.frameSeqs[Math.max(0, Math.min(this.frames, n) - 1)] ?? null;
  }
}
