/** Where each audio frame of a session sounds, kept: to work it out anew for thousands of frames takes too long to be live. */
import type { SessionSound } from '../../audio/session-sound.ts';
import { growFloat64 } from '../../session/column.ts';
import type { SoundFrames } from '../sound-view.ts';

export class SoundFramePlaces {
  private readonly sound: SessionSound;
  /** Frames, by ordinal, whose places do not change any more. */
  private known = 0;
  private fromS = new Float64Array(256);
  private toS = new Float64Array(256);

  constructor(sound: SessionSound) {
    this.sound = sound;
  }

  /** Reads the next decoded frames, `max` at most; false when some are left. */
  catchUp(max: number): boolean {
    const { sound } = this;
    const stop = Math.min(sound.decodedFrames, this.known + max);
    while (this.known < stop) {
      const frame = sound.frame(this.known);
      // It may still grow: it is read again when it is asked for.
      if (frame === null || !frame.settled) return true;
      if (this.known === this.toS.length) {
        this.fromS = growFloat64(this.fromS);
        this.toS = growFloat64(this.toS);
      }
      this.fromS[this.known] = frame.fromS;
      this.toS[this.known++] = frame.toS;
    }
    return this.known >= sound.decodedFrames;
  }

  /** The frames from `first` to `last`, both by ordinal; none when `last` is before `first`. */
  between(first: number, last: number): SoundFrames {
    const count = Math.max(0, last - first + 1);
    const frames = { seqs: new Uint32Array(count), fromS: new Float64Array(count), toS: new Float64Array(count) };
    for (let i = 0; i < count; i++) {
      const ordinal = first + i;
      const frame = ordinal < this.known ? null : this.sound.frame(ordinal);
      frames.seqs[i] = this.sound.seqOf(ordinal);
      frames.fromS[i] = frame?.fromS ?? (this.fromS[ordinal] as number);
      frames.toS[i] = frame?.toS ?? (this.toS[ordinal] as number);
    }
    return frames;
  }
}
