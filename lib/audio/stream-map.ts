/** Which byte of the stream became which sample: runs of both, in order. */

import type { Span } from '../bytes/span.ts';
import { partitionPoint } from '../session/partition-point.ts';

/** One codec frame, or one stretch of bare samples. */
export type StreamRun = {
  /** Stream bytes [start, end), of which the samples [firstSample, firstSample + samples) were kept. */
  start: number;
  end: number;
  firstSample: number;
  samples: number;
} & RunExtra;

/** What most runs do not have. */
export type RunExtra = {
  /** Decoded samples left out before the first that was kept (encoder delay, pre-skip). */
  front: number;
  /** Where the bytes lie when a container's header stands between them; null for one piece. */
  parts: readonly Span[] | null;
};

export type StreamMap = {
  /** Codec frames (or joined stretches of bare samples) mapped so far. */
  readonly runs: number;
  /** Samples mapped. */
  readonly samples: number;
  /**
   * Sample at which the sound of the byte at stream offset `byte` stands: linear inside a codec frame, monotone over the
   * stream. So pieces [a, b), [b, c) own the samples [at(a), at(b)), [at(b), at(c)): each sample belongs to one piece.
   */
  sampleAt(byte: number): number;
  /** Stream offset of the byte that carries `sample`; the end of the mapped bytes beyond the last sample. */
  byteAt(sample: number): number;
  /** The run at `index`, 0 to `runs` - 1. */
  run(index: number): StreamRun;
  /** Index of the run that carries `sample`; `runs` beyond the last one. */
  runAt(sample: number): number;
  /** Bytes held for the map. */
  readonly stateBytes: number;
};

export type StreamMapWriter = StreamMap & {
  /** Bytes [start, end) gave `samples` more samples. Runs come in order. `joins`: may be one run with the one before. */
  add(start: number, end: number, samples: number, joins: boolean, extra?: RunExtra): void;
};

/** An empty map. Costs 32 bytes a codec frame (4.4 MB an hour of mp3); bare samples join into one run. */
export function streamMap(): StreamMapWriter {
  let columns = { from: new Float64Array(32), to: new Float64Array(32), sample: new Float64Array(33) };
  let runs = 0;
  const extras = new Map<number, RunExtra>();
  const grow = () => {
    const bigger = (old: Float64Array, spare: number) => {
      const column = new Float64Array(runs * 2 + spare);
      column.set(old);
      return column;
    };
    columns = { from: bigger(columns.from, 0), to: bigger(columns.to, 0), sample: bigger(columns.sample, 1) };
  };
  /** Index of the last run whose value in `column` is <= `value`; -1 for none. */
  const runAt = (column: Float64Array, value: number) => partitionPoint(runs, (i) => (column[i] ?? 0) <= value) - 1;
  const get = (column: Float64Array, i: number) => column[i] ?? 0;
  return {
    get runs() {
      return runs;
    },
    get samples() {
      return get(columns.sample, runs);
    },
    add(start, end, samples, joins, extra) {
      if (joins && runs > 0 && get(columns.to, runs - 1) === start) {
        columns.to[runs - 1] = end;
        columns.sample[runs] = get(columns.sample, runs) + samples;
        return;
      }
      if (runs === columns.from.length) grow();
      if (extra !== undefined && (extra.front > 0 || extra.parts !== null)) extras.set(runs, extra);
      columns.from[runs] = start;
      columns.to[runs] = end;
      columns.sample[runs + 1] = get(columns.sample, runs) + samples;
      runs++;
    },
    sampleAt(byte) {
      const run = runAt(columns.from, byte);
      if (run < 0) return 0;
      const from = get(columns.from, run);
      const bytes = get(columns.to, run) - from;
      const sample = get(columns.sample, run);
      const count = get(columns.sample, run + 1) - sample;
      return sample + (byte - from >= bytes ? count : share(byte - from, count, bytes));
    },
    byteAt(sample) {
      if (runs === 0) return 0;
      if (sample >= get(columns.sample, runs)) return get(columns.to, runs - 1);
      const run = Math.max(0, runAt(columns.sample, sample));
      const from = get(columns.from, run);
      const first = get(columns.sample, run);
      const count = get(columns.sample, run + 1) - first;
      return from + (count === 0 ? 0 : share(sample - first, get(columns.to, run) - from, count));
    },
    run(index) {
      const firstSample = get(columns.sample, index);
      const { front = 0, parts = null } = extras.get(index) ?? {};
      const span = { start: get(columns.from, index), end: get(columns.to, index) };
      return { ...span, firstSample, samples: get(columns.sample, index + 1) - firstSample, front, parts };
    },
    runAt: (sample) => (sample >= get(columns.sample, runs) ? runs : Math.max(0, runAt(columns.sample, sample))),
    get stateBytes() {
      return 24 * columns.from.length + 96 * extras.size;
    },
  };
}

/** floor(part * count / of) without rounding: bare samples join into runs so long that the product would not be exact. */
function share(part: number, count: number, of: number): number {
  if (of % count === 0) return Math.floor(part / (of / count));
  if (count % of === 0) return part * (count / of);
  return Math.floor((part * count) / of);
}
