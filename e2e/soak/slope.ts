/** Whether a figure that is looked at again and again grows: a straight line through its samples, by least squares. */

export type Sample = { atS: number; value: number };
export type Slope = {
  samples: number;
  mean: number;
  most: number;
  last: number;
  /** Of the line, in the figure's unit. */
  perHour: number;
  /** What the line gains in ten minutes, as a share of the mean. */
  per10Min: number;
};
export type Verdict = 'reached' | 'within 25 %' | 'missed' | 'cannot be told';

/** A figure is flat when its line gains no more than this share of its mean in ten minutes. */
export const mostPer10Min = 0.05;
/** Shorter lines say nothing: what is gained by one late collection of garbage looks like a slope. */
const leastSamples = 8;
export const leastS = 360;

/** The line through the samples from `fromS` on; null where there are too few. */
export function slopeOf(samples: readonly Sample[], fromS = 0): Slope | null {
  const used = samples.filter(({ atS }) => atS >= fromS);
  if (used.length < 2) return null;
  const mean = (of: (sample: Sample) => number) => used.reduce((sum, sample) => sum + of(sample), 0) / used.length;
  const [midS, middle] = [mean(({ atS }) => atS), mean(({ value }) => value)];
  const spread = used.reduce((sum, { atS }) => sum + (atS - midS) ** 2, 0);
  const perS = used.reduce((sum, { atS, value }) => sum + (atS - midS) * (value - middle), 0) / spread;
  return {
    samples: used.length,
    mean: middle,
    most: Math.max(...used.map(({ value }) => value)),
    last: used.at(-1)?.value ?? Number.NaN,
    perHour: perS * 3600,
    per10Min: middle === 0 ? 0 : (perS * 600) / middle,
  };
}

/** What goes down is flat as well. Of less than six minutes it cannot be told. */
export function isFlat(samples: readonly Sample[], fromS: number): Verdict {
  const slope = slopeOf(samples, fromS);
  const lastS = samples.at(-1)?.atS ?? 0;
  if (slope === null || slope.samples < leastSamples || lastS - fromS < leastS) return 'cannot be told';
  return slope.per10Min <= mostPer10Min ? 'reached' : 'missed';
}
