/**
 * A session's received audio as one sound with a map back: which frame carries which samples, what they look like, and the samples
 * themselves again on demand. The encoded bytes stay with the caller; no samples are kept.
 */
import type { AudioAsk } from '../dialects/dialect.ts';
import type { Problem } from '../problem/problem.ts';
import { type AudioStream, type AudioStreamOptions, openAudioStream, type PcmBlock } from './audio-stream.ts';
import { decodeQueue } from './decode-queue.ts';
import { bytesBetween, frameColumns } from './frame-columns.ts';
import type { StreamNote } from './framer.ts';
import { openOutline } from './outline.ts';
import { rateRuns } from './rate-runs.ts';
import { renderStream } from './render-stream.ts';
import { openSoundMeter, type SoundMeasures } from './sound-meter.ts';
import { type PlacedSegment, soundPlace } from './sound-place.ts';

/** Samples count over the whole session from 0, across its segments; seconds likewise. */
export type SoundFrame = {
  /** Its place among the audio frames, from 0, and its entry. */
  ordinal: number;
  seq: number;
  /** The segment's index. */
  segment: number;
  /** Bytes of audio inside the frame. */
  bytes: number;
  /**
   * Samples [from, to): those whose encoded bytes stand in this frame, linear inside a codec frame that two frames share. Every
   * sample belongs to exactly one frame. Empty for a frame of headers only.
   */
  from: number;
  to: number;
  fromS: number;
  toS: number;
  /**
   * First and last sample louder than `silenceDbfs`; null when the frame is silent. Exact, but where the frame cuts a block of 256
   * samples that is audible on both sides the cut stands for it.
   */
  firstAudible: number | null;
  lastAudible: number | null;
  firstAudibleS: number | null;
  lastAudibleS: number | null;
  /** Least and greatest sample near the frame (peaks of 256 samples that touch it); 0 when it has none. */
  min: number;
  max: number;
  /** False while the codec frame that ends in a later frame is not there yet: `to` may still grow. */
  settled: boolean;
};

/** One stream with its own decoder: a round from its start to its finish. */
export type SoundSegment = {
  index: number;
  ask: AudioAsk;
  firstFrame: number;
  frames: number;
  /** Encoded bytes added. */
  bytes: number;
  firstSample: number;
  samples: number;
  startS: number;
  seconds: number;
  /** Rate of its first sample; 0 before. Within a segment the rate may still change: see `secondsOf`. */
  sampleRateHz: number;
  /** All its bytes were decoded. */
  ended: boolean;
  problem: Problem | null;
  notes: readonly StreamNote[];
};

export type SessionSoundOptions = {
  /** The audio bytes inside entry `seq`, as they were added. Called while decoding, rendering and saving. */
  bytesOf(seq: number): Uint8Array;
  /**
   * Runs the next slice of decoding later, so that a backlog (an import, a slow start of the codec) does not block: pass
   * `(run) => clock.after(0, run)`. Without it everything is decoded at once.
   */
  later?: (run: () => void) => void;
  /** Called after `version` grew. */
  changed?: () => void;
  /** Sees every decoded block once, in order, with its first sample in the session: for a live player or other folds. */
  onBlock?: (block: SessionBlock) => void;
  /** For tests. */
  openAudio?: (options: AudioStreamOptions) => AudioStream;
};

/** Decoded mono samples of one rate. `firstSample` counts over the session; `frame` is the audio frame whose bytes completed them. */
export type SessionBlock = Pick<PcmBlock, 'samples' | 'sampleRateHz' | 'firstSample'> & { frame: number };

/** Rendered samples of one rate, in order. */
export type RenderedBlock = {
  samples: Float32Array<ArrayBuffer>;
  sampleRateHz: number;
  firstSample: number;
  segment: number;
};

export type SessionSound = {
  /** Grows whenever anything below changed. */
  readonly version: number;
  /** Audio frames added; those decoded (their samples are known); encoded bytes added. */
  readonly frames: number;
  readonly decodedFrames: number;
  readonly bytes: number;
  /** Samples and seconds decoded so far. */
  readonly samples: number;
  readonly seconds: number;
  readonly segmentCount: number;
  segment(index: number): SoundSegment | null;
  /** The first problem of any segment: undecodable bytes, or a limit reached. */
  readonly problem: Problem | null;
  /** Takes the next audio frame of the session. `newSegment`: a new stream begins with it (the first frame always begins one). */
  add(seq: number, ask: AudioAsk, newSegment: boolean): void;
  /** No more audio comes. What was added is still decoded. */
  end(): void;
  /** Gives the decoder up; what is known stays readable, and renders still work. */
  close(): void;
  /** Resolves when every frame added so far is decoded. */
  settled(): Promise<void>;
  /** The audio frame at `ordinal`; null when there is none. */
  frame(ordinal: number): SoundFrame | null;
  /** The audio frame of entry `seq`; null when the entry is none. */
  rangeOf(seq: number): SoundFrame | null;
  /** The entry of the audio frame at `ordinal`; what `frame` says without the rest. */
  seqOf(ordinal: number): number;
  /** The last audio frame at or before entry `seq`, by ordinal; -1 for none. */
  ordinalUpTo(seq: number): number;
  /** The frame that owns `sample`; null outside [0, samples). */
  frameAt(sample: number): SoundFrame | null;
  frameAtSecond(second: number): SoundFrame | null;
  /** Second at which `sample` stands, and back (rounded down); both clamp to what is decoded. */
  secondsOf(sample: number): number;
  sampleAt(second: number): number;
  /** The stretches of equal rate in samples [from, to), in order. */
  ratesBetween(from: number, to: number): { samples: number; sampleRateHz: number }[];
  /** The encoded bytes of the frames `first` to `last` (ordinals, both included), as they came. */
  received(first: number, last: number): Uint8Array<ArrayBuffer>;
  /** `count` pairs [min, max, ...] over [fromS, toS); pairs beyond the sound are 0. For waveforms from 256 samples a pair up (below, draw
   * what `render` gives). */
  peaks(fromS: number, toS: number, count: number): Float32Array<ArrayBuffer>;
  /** What the live meter says of everything decoded so far. */
  measures(): SoundMeasures;
  /** The same of samples [from, to), by decoding them again. */
  measure(from: number, to: number): Promise<SoundMeasures>;
  /** Samples [from, to) decoded again, all of one rate; throws RangeError beyond `largestRender` samples (use `blocks`). */
  render(from: number, to: number): Promise<Float32Array<ArrayBuffer>>;
  /** The same as a stream of blocks of at most `windowS` seconds (10), each of one rate. Stop reading to stop the work. */
  blocks(from: number, to: number, windowS?: number): AsyncGenerator<RenderedBlock, void, void>;
  /** State held, in bytes: columns, maps, peaks. */
  readonly stateBytes: number;
};

/** `render` gives at most a minute at 48 kHz. */
export const largestRender = 60 * 48_000;

/** An empty session sound. Holds 8 MB (pcm, wav) to 14 MB (mp3, opus) for an hour, and none of its samples. */
export function openSessionSound(options: SessionSoundOptions): SessionSound {
  const frames = frameColumns();
  const rates = rateRuns();
  const outline = openOutline();
  const meter = openSoundMeter();
  const segments: PlacedSegment[] = [];
  let version = 0;
  let checked = 0;
  let trouble: Problem | null = null;
  let over = false;

  const changed = () => {
    for (let segment = segments[checked]; segment !== undefined; segment = segments[++checked]) {
      trouble ??= segment.stream?.problem ?? null;
      if (!segment.ended) break;
    }
    version++;
    options.changed?.();
  };
  const queue = decodeQueue<PlacedSegment>({
    segments,
    openAudio: options.openAudio ?? openAudioStream,
    bytesOfFrame: (ordinal) => options.bytesOf(frames.seqOf(ordinal)),
    before: (segment) => ({ bytes: segment.byteStart, seconds: rates.seconds }),
    began(segment) {
      segment.firstSample = rates.samples;
      segment.startS = rates.seconds;
    },
    block(segment, block) {
      const firstSample = rates.samples;
      rates.add(block.samples.length, block.sampleRateHz);
      outline.add(block.samples);
      meter.add(block.samples, block.sampleRateHz);
      options.onBlock?.({ ...block, firstSample, frame: segment.firstFrame + block.push });
    },
    changed,
    later: options.later,
  });
  const place = soundPlace(segments, frames, rates, outline, () => queue.decodedFrames);

  async function* blocks(from: number, to: number, windowS = 10) {
    let at = Math.max(0, from);
    const end = Math.min(to, rates.samples);
    while (at < end) {
      const segment = place.segmentAt(at);
      const { end: rateEnd, sampleRateHz } = rates.runAt(at);
      if (segment?.stream == null) return;
      const { stream, ask, byteStart, firstSample, index } = segment;
      const until = Math.min(end, rateEnd, firstSample + stream.map.samples);
      const bytes = (a: number, b: number) => bytesBetween(frames, options.bytesOf, byteStart + a, byteStart + b);
      const source = { format: ask.format, map: stream.map, bytes };
      const portion = Math.max(1, Math.round(windowS * sampleRateHz));
      for await (const samples of renderStream(source, at - firstSample, until - firstSample, portion)) {
        yield { samples, sampleRateHz, firstSample: at, segment: index };
        at += samples.length;
      }
    }
  }

  return {
    get version() {
      return version;
    },
    get frames() {
      return frames.count;
    },
    get decodedFrames() {
      return queue.decodedFrames;
    },
    get bytes() {
      return frames.bytes;
    },
    get samples() {
      return rates.samples;
    },
    get seconds() {
      return rates.seconds;
    },
    get segmentCount() {
      return segments.length;
    },
    segment: place.segment,
    get problem() {
      return trouble;
    },
    add(seq, ask, newSegment) {
      if (over) return;
      const bytes = options.bytesOf(seq).length;
      if (newSegment || segments.length === 0) {
        const start = {
          firstFrame: frames.count,
          frames: 0,
          byteStart: frames.bytes,
          bytes: 0,
          index: segments.length,
        };
        segments.push({ ...start, ask, stream: null, ended: false, firstSample: 0, startS: 0 });
      }
      const segment = segments.at(-1) as PlacedSegment;
      frames.add(seq, bytes);
      segment.frames++;
      segment.bytes += bytes;
      version++;
      queue.pump();
    },
    end() {
      over = true;
      queue.end();
    },
    close() {
      over = true;
      queue.close();
    },
    settled: queue.settled,
    frame: place.frame,
    rangeOf(seq) {
      const ordinal = frames.ordinalUpTo(seq);
      return frames.seqOf(ordinal) === seq ? place.frame(ordinal) : null;
    },
    seqOf: frames.seqOf,
    ordinalUpTo: frames.ordinalUpTo,
    frameAt: place.frameAt,
    frameAtSecond: (second) => (second < 0 ? null : place.frameAt(rates.sampleAt(second))),
    secondsOf: rates.secondsOf,
    sampleAt: rates.sampleAt,
    ratesBetween: rates.between,
    received(first, last) {
      return bytesBetween(frames, options.bytesOf, frames.startOf(first), frames.startOf(last + 1));
    },
    peaks(fromS, toS, count) {
      const out = new Float32Array(2 * count);
      for (let i = 0; i < count; i++) {
        const from = fromS + ((toS - fromS) * i) / count;
        if (from < 0 || from >= rates.seconds) continue;
        const first = rates.sampleAt(from);
        const next = rates.sampleAt(fromS + ((toS - fromS) * (i + 1)) / count);
        const { min, max } = outline.between(first, Math.max(first + 1, next));
        out[2 * i] = min;
        out[2 * i + 1] = max;
      }
      return out;
    },
    measures: meter.measures,
    async measure(from, to) {
      const again = openSoundMeter();
      for await (const block of blocks(from, to)) again.add(block.samples, block.sampleRateHz);
      return again.measures();
    },
    async render(from, to) {
      const start = Math.max(0, from);
      const all = new Float32Array(Math.max(0, Math.min(to, rates.samples) - start));
      if (all.length > largestRender) throw new RangeError(`${all.length} samples are too many for one render`);
      for await (const block of blocks(from, to)) all.set(block.samples, block.firstSample - start);
      return all;
    },
    blocks,
    get stateBytes() {
      const maps = segments.reduce((sum, { stream }) => sum + (stream?.map.stateBytes ?? 0), 0);
      return maps + frames.stateBytes + outline.stateBytes + meter.stateBytes;
    },
  };
}
