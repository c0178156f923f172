/** The spectrogram of a stretch of a session's sound, decoded again as it is drawn. */
import type { SessionSound } from './session-sound.ts';
import { openSpectrogram, type Spectrogram } from './spectrogram.ts';

/** Columns one behind the other, `spectrumBins` levels in dB each; column n begins at sample `firstSample` + n * hop. */
export type SpectrogramPart = { firstSample: number; sampleRateHz: number; columns: Float32Array<ArrayBuffer> };

type Open = { spectrogram: Spectrogram; start: number; segment: number; sampleRateHz: number };

/**
 * One column every `hop` samples of [from, to). Where the rate changes, or a segment begins, columns begin anew; a rest of less than
 * 1024 samples has none. Stop reading to stop the work.
 */
export async function* spectrogramOf(
  sound: SessionSound,
  from: number,
  to: number,
  hop: number,
): AsyncGenerator<SpectrogramPart, void, void> {
  let open: Open | undefined;
  for await (const { samples, sampleRateHz, firstSample, segment } of sound.blocks(from, to)) {
    if (open === undefined || open.segment !== segment || open.sampleRateHz !== sampleRateHz) {
      open = { spectrogram: openSpectrogram(hop), start: firstSample, segment, sampleRateHz };
    }
    const before = open.spectrogram.columns;
    const columns = open.spectrogram.add(samples);
    if (columns.length > 0) yield { firstSample: open.start + before * hop, sampleRateHz, columns };
  }
}
