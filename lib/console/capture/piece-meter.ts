/** What each audio frame of a session completed, as it is decoded: seconds of sound, its first audible sample, clipped runs. */
import { fullScale, shortestClip, silenceLevel } from '../../audio/levels.ts';
import type { SessionBlock } from '../../audio/session-sound.ts';

/** Seconds count within what the frame completed. `audibleS`: null where all of it is silent. */
export type CompletedSound = { seconds: number; audibleS: number | null; clippedRuns: number };

const nothing: CompletedSound = { seconds: 0, audibleS: null, clippedRuns: 0 };

/** Frames are asked for in order, each once: what was given is forgotten. */
export class PieceMeter {
  private readonly pieces = new Map<number, CompletedSound>();
  /** Samples at full scale in a row up to here. */
  private atFullScale = 0;

  /** The next decoded block. */
  add({ frame, samples, sampleRateHz }: Pick<SessionBlock, 'frame' | 'samples' | 'sampleRateHz'>): void {
    const before = this.pieces.get(frame) ?? nothing;
    const audible = before.audibleS === null ? samples.findIndex((one) => Math.abs(one) >= silenceLevel) : -1;
    this.pieces.set(frame, {
      seconds: before.seconds + samples.length / sampleRateHz,
      audibleS: audible < 0 ? before.audibleS : before.seconds + audible / sampleRateHz,
      clippedRuns: before.clippedRuns + this.clipped(samples),
    });
  }

  /** What the frame at `ordinal` completed, once its bytes were taken. */
  take(ordinal: number): CompletedSound {
    const piece = this.pieces.get(ordinal) ?? nothing;
    this.pieces.delete(ordinal);
    return piece;
  }

  /** Runs that became one in these samples. */
  private clipped(samples: Float32Array): number {
    let runs = 0;
    for (const sample of samples) {
      if (Math.abs(sample) < fullScale) this.atFullScale = 0;
      else if (++this.atFullScale === shortestClip) runs++;
    }
    return runs;
  }
}
