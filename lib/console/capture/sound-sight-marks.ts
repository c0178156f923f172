/** What was sent and received between the audio of a session, kept by how many audio frames had come before it. */

import type { SessionSound } from '../../audio/session-sound.ts';
import type { Role } from '../../dialects/dialect.ts';
import { growUint32 } from '../../session/column.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import type { SoundMarker } from '../sound-view.ts';
import type { CapturedSession } from './captured-session.ts';

const sentRoles: readonly Role[] = ['text', 'flush', 'end', 'cancel'];
const receivedRoles: readonly Role[] = ['done', 'error'];

export class SoundMarks {
  private readonly session: CapturedSession;
  private readonly sound: SessionSound;
  private taken = 0;
  private count = 0;
  private seqs = new Uint32Array(64);
  /** How many audio frames came before each. Never falls. */
  private before = new Uint32Array(64);

  constructor(session: CapturedSession, sound: SessionSound) {
    this.session = session;
    this.sound = sound;
  }

  /** Reads the next entries, `max` at most; false when some are left. */
  catchUp(max: number): boolean {
    const { log, readings } = this.session;
    const stop = Math.min(log.length, this.taken + max);
    while (this.taken < stop) {
      const seq = ++this.taken;
      const dir = log.dirOf(seq);
      if (dir === null) continue;
      const { role } = readings.reading(seq);
      if ((dir === 'sent' ? sentRoles : receivedRoles).includes(role)) this.add(seq);
    }
    return this.taken >= log.length;
  }

  private add(seq: number): void {
    if (this.count === this.seqs.length) {
      this.seqs = growUint32(this.seqs);
      this.before = growUint32(this.before);
    }
    this.seqs[this.count] = seq;
    this.before[this.count++] = this.sound.ordinalUpTo(seq) + 1;
  }

  /** Those that stand at the frames from `first` to `last`, or just before them: `most` at most, and how many were left out. */
  between(first: number, last: number, most: number): { markers: SoundMarker[]; more: number } {
    const from = this.firstFrom(first);
    const to = this.firstFrom(last + 2);
    const { log, readings } = this.session;
    const markers: SoundMarker[] = [];
    let known = { frames: 0, atS: 0 };
    for (let i = from; i < to && markers.length < most; i++) {
      const seq = this.seqs[i] as number;
      const frames = this.before[i] as number;
      if (frames !== known.frames) known = { frames, atS: this.sound.frame(frames - 1)?.toS ?? 0 };
      markers.push({ seq, atS: known.atS, dir: log.dirOf(seq) ?? 'sent', event: readings.kindOf(seq) });
    }
    return { markers, more: Math.max(0, to - from - markers.length) };
  }

  /** The first one after at least so many frames. */
  private firstFrom(frames: number): number {
    return partitionPoint(this.count, (at) => (this.before[at] as number) < frames);
  }
}
