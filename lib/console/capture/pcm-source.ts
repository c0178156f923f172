/** The samples of a session's sound for a feed of a part: decoded again as they are read. */
import type { SessionSound } from '../../audio/session-sound.ts';
import type { PcmSource } from '../../player/range-feed.ts';

/** Seconds decoded in one go: little enough for the worker to stay quick, and for a stop to be one. */
const windowS = 1;

/** Of a part that ends, what arrives after it is asked for is not in it; up to `Infinity` is what arrives while it is read, too. */
export function pcmSource(
  sound: Pick<SessionSound, 'settled' | 'sampleAt' | 'blocks' | 'seconds' | 'samples'>,
): PcmSource {
  return {
    async *blocks(fromS, toS) {
      await sound.settled();
      if (toS !== Number.POSITIVE_INFINITY) {
        const to = toS >= sound.seconds ? sound.samples : sound.sampleAt(toS);
        yield* sound.blocks(sound.sampleAt(fromS), to, windowS);
        return;
      }
      let from = sound.sampleAt(fromS);
      while (from < sound.samples) {
        const to = sound.samples;
        yield* sound.blocks(from, to, windowS);
        from = to;
        // What has come meanwhile goes on where this ends.
        await sound.settled();
      }
    },
  };
}
