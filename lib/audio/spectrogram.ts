/** Columns of a spectrogram: 1024 samples under a Hann window, in dB. */
import { fft } from './fft.ts';

export const spectrumSamples = 1024;
/** Bins of a column: bin k stands for k * rate / 1024 Hz, from 0 to half the rate. */
export const spectrumBins = spectrumSamples / 2;
/** What is quieter is written as this. */
export const quietestDb = -120;

const hann = Float64Array.from({ length: spectrumSamples }, (_, i) => {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / spectrumSamples);
});
const windowGain = hann.reduce((sum, value) => sum + value, 0);

/**
 * Levels in dBFS of the 1024 samples from `from` on (0 beyond the ends): a sine at full scale on a bin's frequency has 0 dB there.
 * Writes `spectrumBins` values into `into` at `at`.
 */
export function spectrumColumn(samples: Float32Array, from: number, into: Float32Array, at: number): void {
  const re = new Float64Array(spectrumSamples);
  const im = new Float64Array(spectrumSamples);
  for (let i = 0; i < spectrumSamples; i++) re[i] = (samples[from + i] ?? 0) * (hann[i] as number);
  fft(re, im);
  for (let k = 0; k < spectrumBins; k++) {
    const magnitude = (2 * Math.hypot(re[k] as number, im[k] as number)) / windowGain;
    into[at + k] = Math.max(quietestDb, 20 * Math.log10(magnitude));
  }
}

export type Spectrogram = {
  /**
   * The next samples. Answers with the columns that became whole, one behind the other, `spectrumBins` values each: column n is
   * of the samples [n * hop, n * hop + 1024). The rest waits for what follows.
   */
  add(samples: Float32Array): Float32Array<ArrayBuffer>;
  /** Columns given so far. */
  readonly columns: number;
};

/** A spectrogram with one column every `hop` samples (>= 1), from whatever pieces the samples come in. */
export function openSpectrogram(hop: number): Spectrogram {
  let held = new Float32Array(0);
  /** Samples still to be passed over, when columns lie further apart than they are long. */
  let skip = 0;
  let columns = 0;
  return {
    add(samples) {
      const fresh = samples.subarray(Math.min(skip, samples.length));
      skip -= samples.length - fresh.length;
      const all = new Float32Array(held.length + fresh.length);
      all.set(held);
      all.set(fresh, held.length);
      const whole = all.length < spectrumSamples ? 0 : Math.floor((all.length - spectrumSamples) / hop) + 1;
      const out = new Float32Array(whole * spectrumBins);
      for (let i = 0; i < whole; i++) spectrumColumn(all, i * hop, out, i * spectrumBins);
      columns += whole;
      const next = whole * hop;
      skip += Math.max(0, next - all.length);
      held = all.slice(Math.min(next, all.length));
      return out;
    },
    get columns() {
      return columns;
    },
  };
}
