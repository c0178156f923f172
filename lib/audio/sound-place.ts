/** Where things lie in a session's sound: frames and segments on the line of its samples. */
import { partitionPoint } from '../session/partition-point.ts';
import type { QueuedSegment } from './decode-queue.ts';
import type { FrameColumns } from './frame-columns.ts';
import type { Outline } from './outline.ts';
import type { RateRuns } from './rate-runs.ts';
import type { SoundFrame, SoundSegment } from './session-sound.ts';

export type PlacedSegment = QueuedSegment & {
  index: number;
  /** Its first byte among all audio bytes of the session. */
  byteStart: number;
  bytes: number;
  /** Known once its stream is opened. */
  firstSample: number;
  startS: number;
};

/** Answers from what the columns hold now; nothing is kept here. */
export function soundPlace<Segment extends PlacedSegment>(
  segments: readonly Segment[],
  frames: FrameColumns,
  rates: RateRuns,
  outline: Outline,
  decodedFrames: () => number,
) {
  const lastWhere = <Item>(items: readonly Item[], before: (item: Item) => boolean) =>
    items[partitionPoint(items.length, (i) => before(items[i] as Item)) - 1];
  const segmentOfFrame = (ordinal: number) => lastWhere(segments, (segment) => segment.firstFrame <= ordinal);
  /** The opened segment that carries `sample`. */
  const segmentAt = (sample: number) =>
    lastWhere(segments, (segment) => segment.stream !== null && segment.firstSample <= sample);

  /** First sample of the frame, or the end of what is decoded. */
  const startOf = (segment: Segment, ordinal: number) =>
    segment.stream === null
      ? rates.samples
      : segment.firstSample + segment.stream.map.sampleAt(frames.startOf(ordinal) - segment.byteStart);

  const isSettled = (segment: Segment, ordinal: number) => {
    if (ordinal >= decodedFrames() || segment.stream === null) return false;
    const { map } = segment.stream;
    const mapped = map.runs === 0 ? 0 : map.run(map.runs - 1).end;
    return segment.ended || mapped >= frames.startOf(ordinal + 1) - segment.byteStart;
  };

  const frame = (ordinal: number): SoundFrame | null => {
    const segment = segmentOfFrame(ordinal);
    if (segment === undefined || ordinal >= frames.count) return null;
    const from = startOf(segment, ordinal);
    const to = startOf(segment, ordinal + 1);
    const firstAudible = outline.firstAudible(from, to);
    const lastAudible = outline.lastAudible(from, to);
    return {
      ordinal,
      seq: frames.seqOf(ordinal),
      segment: segment.index,
      bytes: frames.startOf(ordinal + 1) - frames.startOf(ordinal),
      from,
      to,
      fromS: rates.secondsOf(from),
      toS: rates.secondsOf(to),
      firstAudible,
      lastAudible,
      firstAudibleS: firstAudible === null ? null : rates.secondsOf(firstAudible),
      lastAudibleS: lastAudible === null ? null : rates.secondsOf(lastAudible),
      ...outline.between(from, to),
      settled: isSettled(segment, ordinal),
    };
  };

  const frameAt = (sample: number): SoundFrame | null => {
    const segment = segmentAt(sample);
    if (segment === undefined || sample < 0 || sample >= rates.samples) return null;
    const begun = partitionPoint(segment.frames, (i) => startOf(segment, segment.firstFrame + i) <= sample);
    return frame(segment.firstFrame + Math.max(0, begun - 1));
  };

  const segment = (index: number): SoundSegment | null => {
    const one = segments[index];
    if (one === undefined) return null;
    const { ask, firstFrame, stream, bytes, ended } = one;
    const samples = stream?.map.samples ?? 0;
    const firstSample = stream === null ? rates.samples : one.firstSample;
    const startS = stream === null ? rates.seconds : one.startS;
    return {
      index,
      ask,
      firstFrame,
      frames: one.frames,
      bytes,
      firstSample,
      samples,
      startS,
      seconds: rates.secondsOf(firstSample + samples) - startS,
      sampleRateHz: stream?.sampleRateHz ?? 0,
      ended,
      problem: stream?.problem ?? null,
      notes: stream?.notes ?? [],
    };
  };

  return { frame, frameAt, segment, segmentAt };
}
