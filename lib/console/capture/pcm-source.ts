/** The samples of a session's sound for a feed of a part: decoded again as they are read. */
import type { SessionSound } from '../../audio/session-sound.ts';
import type { PcmSource } from '../../player/range-feed.ts';

/** Seconds decoded in one go: little enough for the worker to stay quick, and for a stop to be one. */
const windowS = 1;

/** What arrives after a part is asked for is not in it. */
export function pcmSource(
  sound: Pick<SessionSound, 'settled' | 'sampleAt' | 'blocks' | 'seconds' | 'samples'>,
): PcmSource {
  return {
    async *blocks(fromS, toS) {
      await sound.settled();
      const to = toS >= sound.seconds ? sound.samples : sound.sampleAt(toS);
      yield* sound.blocks(sound.sampleAt(fromS), to, windowS);
    },
  };
}
