/** When a sample of a playback was heard, on the page's clock, with how far that can be wrong. Pure: told by the player's reports. */
import { partitionPoint } from '../session/partition-point.ts';
import { type LevelHistory, type LevelPoint, levelHistory } from './level-history.ts';
import type { OutputAnchor } from './output-anchor.ts';
import type { PlayedRun, PlayerReport } from './port.ts';

/** What the page tells of a playback at each report of its worklet. */
export type HeardReport = {
  /** Of the output. */
  sampleRateHz: number;
  playedSamples: number;
  queuedSamples: number;
  /** The context's frame now. */
  frame: number;
  phase: PlayerReport['phase'];
  /** Runs that began since the last report. */
  runs: readonly PlayedRun[];
  anchor: OutputAnchor;
};

/** A moment on the page's clock, in milliseconds; the truth lies within `uncertainMs` of it, as far as the browser knows its output. */
export type HeardMoment = { atMs: number; uncertainMs: number };

/** Silence in which sound was due. `sample`: the first one heard after it. The silence as counted by the output. */
export type Underrun = { sample: number; missingSamples: number; from: HeardMoment; to: HeardMoment };

export type HeardClock = {
  add(report: HeardReport): void;
  readonly sampleRateHz: number;
  readonly playedSamples: number;
  /** When this sample of the playback was heard; null when it was not, or is not known to have been. */
  heardAt(sample: number): HeardMoment | null;
  underruns(): Underrun[];
  /** Stretches of sound without a break: first sample, and one past the last. */
  runs(): { from: number; to: number; why: PlayedRun['why']; at: HeardMoment }[];
  levels(): LevelPoint[];
  /** A moment of the audio clock, in seconds, on the page's. */
  pageTime(contextS: number): HeardMoment;
};

/** What a group of anchors of half a second says of the difference of both clocks (page - audio, milliseconds). */
type Offset = { contextS: number; sum: number; count: number; low: number; high: number };

const groupS = 0.5;
/** An anchor that only rests on a stated latency may be wrong by so much. */
const reckonedMs = 20;
/** Both clocks may drift apart by so much where no anchor stands near: 100 ppm. */
const driftMsPerS = 0.1;
const mostRuns = 4096;
const mostOffsets = 8192;
/** A render quantum (Web Audio API section 1.1): samples come out in blocks of this many. */
const quantum = 128;

export function heardClock(): HeardClock {
  let rate = 0;
  let played = 0;
  let runs: PlayedRun[] = [];
  let offsets: Offset[] = [];
  const level: LevelHistory = levelHistory();

  const addAnchor = ({ contextS, pageMs, from }: OutputAnchor) => {
    const offset = pageMs - contextS * 1000;
    const slack = from === 'output' ? 0 : reckonedMs;
    const [low, high] = [offset - slack, offset + slack];
    const last = offsets.at(-1);
    // A jump (the output was suspended) begins a group of its own.
    const joins =
      last !== undefined && contextS - last.contextS < groupS && Math.abs(offset - last.sum / last.count) < 50;
    if (joins) {
      last.sum += offset;
      last.count++;
      last.low = Math.min(last.low, low);
      last.high = Math.max(last.high, high);
    } else offsets.push({ contextS, sum: offset, count: 1, low, high });
    if (offsets.length > mostOffsets) offsets = offsets.filter((_, i) => i % 2 === 1);
  };
  const pageTime = (contextS: number): HeardMoment => {
    const after = lastAt(offsets, (one) => one.contextS <= contextS) + 1;
    const [before, next] = [offsets[after - 1], offsets[after]];
    const near =
      before === undefined || (next !== undefined && next.contextS - contextS < contextS - before.contextS)
        ? next
        : before;
    if (near === undefined) return { atMs: Number.NaN, uncertainMs: Number.POSITIVE_INFINITY };
    const mean = near.sum / near.count;
    const other = near === before ? next : before;
    // Between two that differ much, the output stood still somewhere: either may hold.
    const jump = other === undefined ? 0 : Math.abs(other.sum / other.count - mean);
    const spread = Math.max(near.high - mean, mean - near.low, jump);
    const far = Math.abs(contextS - near.contextS) * driftMsPerS;
    return { atMs: mean + contextS * 1000, uncertainMs: spread + far + (quantum / rate) * 1000 };
  };
  const atFrame = (frame: number) => pageTime(frame / rate);

  return {
    add(report) {
      rate = report.sampleRateHz;
      played = report.playedSamples;
      runs.push(...report.runs);
      if (runs.length > mostRuns) runs = runs.slice(-mostRuns);
      addAnchor(report.anchor);
      if (report.phase === 'playing' || report.phase === 'waiting')
        level.add(report.frame / rate, report.queuedSamples / rate);
    },
    get sampleRateHz() {
      return rate;
    },
    get playedSamples() {
      return played;
    },
    heardAt(sample) {
      const run = runs[lastAt(runs, (one) => one.sample <= sample)];
      if (run === undefined || sample < 0 || sample >= played || offsets.length === 0) return null;
      return atFrame(run.frame + sample - run.sample);
    },
    underruns: () =>
      runs
        .filter((run) => run.why === 'underrun')
        .map(({ sample, missing, frame, dryFrame }) => {
          return { sample, missingSamples: missing, from: atFrame(dryFrame ?? frame - missing), to: atFrame(frame) };
        }),
    runs: () =>
      runs.map(({ sample, frame, why }, i) => {
        return { from: sample, to: runs[i + 1]?.sample ?? played, why, at: atFrame(frame) };
      }),
    levels: () => level.points(),
    pageTime,
  };
}

/** Index of the last element that fits, of a list whose fitting ones come first; -1 for none. */
function lastAt<T>(list: readonly T[], fits: (one: T) => boolean): number {
  return partitionPoint(list.length, (i) => fits(list[i] as T)) - 1;
}
