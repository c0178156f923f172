/** A stretch of a session's sound as a WAV file, whatever formats and rates it came in. */
import { resampler } from './resample.ts';
import type { SessionSound } from './session-sound.ts';
import { wavHeader, wavSamples } from './wav-file.ts';

/**
 * The file of samples [from, to) in parts: header first, then at most 10 s each, so that hours can be written without holding them.
 * It has the rate of its first sample; what has another rate is resampled. Throws RangeError beyond what a WAV file can say (13 h).
 */
export async function* wavParts(
  sound: SessionSound,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const stretches = sound.ratesBetween(from, to);
  const sampleRateHz = stretches[0]?.sampleRateHz ?? 44100;
  const total = stretches.reduce((sum, one) => sum + Math.round((one.samples * sampleRateHz) / one.sampleRateHz), 0);
  yield wavHeader(total, sampleRateHz);
  let at = Math.max(0, from);
  for (const stretch of stretches) {
    const rate = resampler(stretch.sampleRateHz, sampleRateHz);
    for await (const block of sound.blocks(at, at + stretch.samples)) yield wavSamples(rate.push(block.samples));
    const tail = rate.end();
    if (tail.length > 0) yield wavSamples(tail);
    at += stretch.samples;
  }
}
