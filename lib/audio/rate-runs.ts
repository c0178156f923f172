/** Samples to seconds and back where the rate may change on the way. */
import { partitionPoint } from '../session/partition-point.ts';

export type RateRun = { firstSample: number; startS: number; sampleRateHz: number };

export type RateRuns = {
  readonly runs: readonly RateRun[];
  readonly samples: number;
  readonly seconds: number;
  add(samples: number, sampleRateHz: number): void;
  /** Second at which `sample` stands; clamps to what was added. */
  secondsOf(sample: number): number;
  /** Sample that sounds at `second`, rounded down; clamps likewise. */
  sampleAt(second: number): number;
  /** The first sample behind `sample` with another rate, or `samples`; and the rate at `sample`, 0 for none. */
  runAt(sample: number): { end: number; sampleRateHz: number };
  /** The stretches of equal rate in samples [from, to). */
  between(from: number, to: number): { samples: number; sampleRateHz: number }[];
};

/** An empty list. One entry for each stretch of equal rate. */
export function rateRuns(): RateRuns {
  const runs: RateRun[] = [];
  let samples = 0;
  let seconds = 0;
  const lastWhere = (before: (run: RateRun) => boolean): number =>
    partitionPoint(runs.length, (i) => before(runs[i] as RateRun)) - 1;
  const runAt = (sample: number) => {
    const at = lastWhere((one) => one.firstSample <= sample);
    const sampleRateHz = sample < samples ? (runs[at]?.sampleRateHz ?? 0) : 0;
    return { end: runs[at + 1]?.firstSample ?? samples, sampleRateHz };
  };
  return {
    runs,
    get samples() {
      return samples;
    },
    get seconds() {
      return seconds;
    },
    add(count, sampleRateHz) {
      if (count === 0) return;
      if (runs.at(-1)?.sampleRateHz !== sampleRateHz) {
        runs.push({ firstSample: samples, startS: seconds, sampleRateHz });
      }
      samples += count;
      const run = runs.at(-1) as RateRun;
      // From the run's start, so that no rounding adds up over hours.
      seconds = run.startS + (samples - run.firstSample) / sampleRateHz;
    },
    secondsOf(sample) {
      if (sample >= samples) return seconds;
      const run = runs[lastWhere((one) => one.firstSample <= sample)];
      return run === undefined ? 0 : run.startS + (sample - run.firstSample) / run.sampleRateHz;
    },
    sampleAt(second) {
      if (second >= seconds) return samples;
      const run = runs[lastWhere((one) => one.startS <= second)];
      if (run === undefined) return 0;
      // What secondsOf gave must come back, though it was rounded.
      return run.firstSample + Math.floor((second - run.startS) * run.sampleRateHz + 1e-6);
    },
    between(from, to) {
      const out: { samples: number; sampleRateHz: number }[] = [];
      const end = Math.min(to, samples);
      for (let at = Math.max(0, from); at < end; ) {
        const run = runAt(at);
        out.push({ samples: Math.min(end, run.end) - at, sampleRateHz: run.sampleRateHz });
        at = run.end;
      }
      return out;
    },
    runAt,
  };
}
