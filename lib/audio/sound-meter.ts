/** Measures of a sound, taken in one pass over its samples: silence, clipping, peak, loudness. */
import { dbfs, fullScale, shortestClip, shortestPauseS, silenceLevel } from './levels.ts';
import { loudnessMeter } from './loudness.ts';
import { rateRuns } from './rate-runs.ts';

/** A stretch in seconds from where the meter began, with its samples [from, to) likewise. */
export type Stretch = { from: number; to: number; fromS: number; toS: number };

export type SoundMeasures = {
  samples: number;
  seconds: number;
  /** Seconds below `silenceDbfs` before the first and after the last audible sample; all of it for a silent sound. */
  leadingSilenceS: number;
  trailingSilenceS: number;
  /** Second of the first audible sample; null when there is none. */
  firstAudibleS: number | null;
  /** Silences of at least `shortestPauseS` between audible samples: the first 10,000, how many there were, seconds of all. */
  pauses: readonly Stretch[];
  pauseCount: number;
  pauseS: number;
  /** Runs of at least 3 samples at full scale: the first 10,000, how many there were, and samples in all. */
  clips: readonly Stretch[];
  clipCount: number;
  clippedSamples: number;
  /** Greatest magnitude in dB below full scale; -Infinity for digital silence. */
  peakDbfs: number;
  /** ITU-R BS.1770-5 integrated loudness with both gates; null when nothing passes them (shorter than 0.4 s, or silent). */
  loudnessLufs: number | null;
};

export type SoundMeter = {
  /** The next samples; the rate may change. */
  add(samples: Float32Array, sampleRateHz: number): void;
  /** What was met so far; costs a pass over the loudness of each 100 ms. */
  measures(): SoundMeasures;
  readonly stateBytes: number;
};

const keptStretches = 10_000;

export function openSoundMeter(): SoundMeter {
  const rates = rateRuns();
  const loudness = loudnessMeter();
  const pauses: Stretch[] = [];
  let pauseCount = 0;
  let pauseS = 0;
  const clips: Stretch[] = [];
  let clipCount = 0;
  let clippedSamples = 0;
  let peak = 0;
  let firstAudible = -1;
  let lastAudible = -1;
  let atFullScale = 0;

  const stretch = (from: number, to: number): Stretch => ({
    from,
    to,
    fromS: rates.secondsOf(from),
    toS: rates.secondsOf(to),
  });
  const heard = (sample: number) => {
    if (firstAudible < 0) firstAudible = sample;
    else if (sample - lastAudible > 1) {
      const silent = stretch(lastAudible + 1, sample);
      // A billionth for the rounding of seconds.
      if (silent.toS - silent.fromS >= shortestPauseS - 1e-9) {
        pauseCount++;
        pauseS += silent.toS - silent.fromS;
        if (pauses.length < keptStretches) pauses.push(silent);
      }
    }
    lastAudible = sample;
  };
  /** A run at full scale ended before `sample`. */
  const unclipped = (sample: number) => {
    if (atFullScale >= shortestClip) {
      clipCount++;
      clippedSamples += atFullScale;
      if (clips.length < keptStretches) clips.push(stretch(sample - atFullScale, sample));
    }
    atFullScale = 0;
  };
  return {
    add(samples, sampleRateHz) {
      const base = rates.samples;
      rates.add(samples.length, sampleRateHz);
      loudness.add(samples, sampleRateHz);
      for (let i = 0; i < samples.length; i++) {
        const value = samples[i] as number;
        const magnitude = value < 0 ? -value : value;
        if (magnitude > silenceLevel) heard(base + i);
        if (magnitude > peak) peak = magnitude;
        if (magnitude >= fullScale) atFullScale++;
        else if (atFullScale > 0) unclipped(base + i);
      }
    },
    measures() {
      const { samples, seconds } = rates;
      // A run that still goes on counts as it stands; what follows is told when it ends.
      const open = atFullScale >= shortestClip ? [stretch(samples - atFullScale, samples)] : [];
      const silent = firstAudible < 0;
      return {
        samples,
        seconds,
        leadingSilenceS: silent ? seconds : rates.secondsOf(firstAudible),
        trailingSilenceS: silent ? seconds : seconds - rates.secondsOf(lastAudible + 1),
        firstAudibleS: silent ? null : rates.secondsOf(firstAudible),
        pauses: pauses.slice(),
        pauseCount,
        pauseS,
        clips: [...clips, ...open],
        clipCount: clipCount + open.length,
        clippedSamples: clippedSamples + (open.length === 0 ? 0 : atFullScale),
        peakDbfs: dbfs(peak),
        loudnessLufs: loudness.integrated(),
      };
    },
    get stateBytes() {
      return loudness.stateBytes + 64 * (pauses.length + clips.length);
    },
  };
}
