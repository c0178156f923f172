/** What of a window of sound takes time to make: the levels of a spectrogram, and peaks closer than the outline knows them. */
import { peaks } from '../../audio/peaks.ts';
import type { SessionSound } from '../../audio/session-sound.ts';
import { spectrogramOf } from '../../audio/session-spectrogram.ts';
import { quietestDb, spectrumBins, spectrumSamples } from '../../audio/spectrogram.ts';
import { type Clock, wait } from '../../clock/clock.ts';
import { melOf, type SoundSpectrum } from '../sound-view.ts';

/** A window in samples [from, to), which stand for seconds [fromS, toS). */
export type SoundStretch = { from: number; to: number; fromS: number; toS: number };

/** Rows that are drawn of a spectrogram: a drawer has no room for more. */
export const shownBins = 64;

/** While sound arrives the same window is made anew so often. */
const growMs = 500;

/** One piece of work at a time. What is asked for later takes its place, and what it would have made is forgotten. */
export class SoundJob<Made> {
  private readonly clock: Clock;
  private readonly done: () => void;
  private asked = '';
  private busy = false;
  private made: { asked: string; state: string; what: Made } | null = null;

  /** `done` is called when something was made. */
  constructor(clock: Clock, done: () => void) {
    this.clock = clock;
    this.done = done;
  }

  /**
   * What was made last, and whether it is of this state of what is asked for. When it is not, `make` is set to work on it: it waits for
   * `pause` between its steps, and ends where that is false: something else is asked for. A state that changes meanwhile comes next.
   */
  of(
    asked: string,
    state: string,
    make: (pause: () => Promise<boolean>) => Promise<Made | null>,
  ): { what: Made | null; fresh: boolean } {
    const known = this.made?.asked === asked ? this.made : null;
    const fresh = known?.state === state;
    if (!fresh && (!this.busy || this.asked !== asked)) {
      this.asked = asked;
      void this.run(asked, state, known === null ? 0 : growMs, make);
    }
    return { what: this.made?.what ?? null, fresh };
  }

  /** Nothing is wanted any more. */
  forget(): void {
    this.asked = '';
    this.made = null;
  }

  private async run(
    asked: string,
    state: string,
    waitMs: number,
    make: (pause: () => Promise<boolean>) => Promise<Made | null>,
  ): Promise<void> {
    this.busy = true;
    await wait(this.clock, waitMs);
    const pause = async () => {
      await wait(this.clock, 0);
      return this.asked === asked;
    };
    // What cannot be decoded again is drawn as far as it is known.
    const what = this.asked === asked ? await make(pause).catch(() => null) : null;
    // Another one was begun meanwhile: that one is busy now.
    if (this.asked !== asked) return;
    this.busy = false;
    if (what === null) return;
    this.made = { asked, state, what };
    this.done();
  }
}

/** `count` pairs over the window, from its samples themselves. */
export async function closePeaks(
  sound: SessionSound,
  { from, to, fromS, toS }: SoundStretch,
  count: number,
): Promise<Float32Array<ArrayBuffer>> {
  const samples = await sound.render(from, to);
  const out = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const at = (place: number) => sound.sampleAt(fromS + ((toS - fromS) * place) / count) - from;
    // Fewer samples than columns: each is as wide as it lasts.
    out.set(peaks(samples.subarray(at(i), Math.max(at(i) + 1, at(i + 1))), 1), 2 * i);
  }
  return out;
}

/** Levels of the window in `columns` columns; null when it is no longer wanted. */
export async function spectrumOf(
  sound: SessionSound,
  { from, to, fromS, toS }: SoundStretch,
  columns: number,
  pause: () => Promise<boolean>,
): Promise<SoundSpectrum | null> {
  const levels = new Uint8Array(columns * shownBins);
  const hop = Math.max(1, Math.floor((to - from) / columns));
  const half = spectrumSamples / 2;
  const end = Math.min(to + half, sound.sampleAt(sound.seconds));
  let topHz = 0;
  // What is measured stands at its middle: to fill the edges of the window, some sound beyond them is heard too.
  for await (const part of spectrogramOf(sound, Math.max(0, from - half), end, hop)) {
    // The first rate is the scale of all: one with another rate is brought to it.
    if (topHz === 0) topHz = part.sampleRateHz / 2;
    for (let n = 0; n * spectrumBins < part.columns.length; n++) {
      const second = sound.secondsOf(part.firstSample + n * hop + half);
      // A millionth for the rounding of seconds: a column that begins on a sample is not left out.
      const column = Math.floor(((second - fromS) / (toS - fromS)) * columns + 1e-6);
      if (column < 0 || column >= columns) continue;
      put(levels, column, part.columns.subarray(n * spectrumBins, (n + 1) * spectrumBins), part.sampleRateHz, topHz);
    }
    if (!(await pause())) return null;
  }
  return { fromS, toS, columns, bins: shownBins, topHz, quietestDb, levels };
}

/** Writes the loudest of what falls into each row as whole dB above the quietest. */
function put(levels: Uint8Array, column: number, bins: Float32Array, rateHz: number, topHz: number): void {
  const perMel = shownBins / melOf(topHz);
  for (let k = 0; k < bins.length; k++) {
    const row = Math.floor(melOf((k * rateHz) / spectrumSamples) * perMel);
    if (row >= shownBins) return;
    const at = column * shownBins + row;
    levels[at] = Math.max(levels[at] as number, Math.round((bins[k] as number) - quietestDb));
  }
}
