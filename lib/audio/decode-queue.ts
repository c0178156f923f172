/** Decodes a session's segments one after the other, in the order of their frames, in slices that do not block. */
import type { AudioAsk } from '../dialects/dialect.ts';
import type { AudioStream, AudioStreamOptions, PcmBlock } from './audio-stream.ts';

export type QueuedSegment = {
  ask: AudioAsk;
  firstFrame: number;
  frames: number;
  /** Null until its turn comes; readable for ever after, though the codec is given up at the end. */
  stream: AudioStream | null;
  ended: boolean;
};

export type DecodeQueueOptions<Segment extends QueuedSegment> = {
  segments: readonly Segment[];
  openAudio(options: AudioStreamOptions): AudioStream;
  bytesOfFrame(ordinal: number): Uint8Array;
  /** What was taken before `segment`, for the time cap. */
  before(segment: Segment): { bytes: number; seconds: number };
  /** A segment's first sample comes next. */
  began(segment: Segment): void;
  block(segment: Segment, block: PcmBlock): void;
  /** Something was decoded, or ended. */
  changed(): void;
  later: ((run: () => void) => void) | undefined;
};

export type DecodeQueue = {
  /** Frames whose bytes the decoders took. */
  readonly decodedFrames: number;
  /** Call after a frame or a segment was added. */
  pump(): void;
  end(): void;
  close(): void;
  settled(): Promise<void>;
};

/** A slice ends after so many seconds of sound, or so many frames that gave none: 10 to 40 ms of work. */
const sliceS = 2;
const sliceSteps = 2000;

export function decodeQueue<Segment extends QueuedSegment>(options: DecodeQueueOptions<Segment>): DecodeQueue {
  const { segments } = options;
  let current = 0;
  let decodedFrames = 0;
  let ready = false;
  let ended = false;
  let closed = false;
  let planned = false;
  let working = false;
  let sliceSeconds = 0;
  let waiting: (() => void)[] = [];

  const begin = (segment: Segment) => {
    options.began(segment);
    const { format, sampleRateHz } = segment.ask;
    const onBlock = (block: PcmBlock) => {
      sliceSeconds += block.samples.length / block.sampleRateHz;
      options.block(segment, block);
    };
    const stream = options.openAudio({ format, sampleRateHz, before: options.before(segment), onBlock });
    segment.stream = stream;
    ready = false;
    void stream.ready.then(() => {
      ready = true;
      pump();
    });
  };
  const finish = (segment: Segment) => {
    segment.stream?.end();
    segment.stream?.close();
    segment.ended = true;
    current++;
  };
  /** Does the next small piece of work; false when there is none now. */
  const step = (): boolean => {
    const segment = segments[current];
    if (segment === undefined) return false;
    if (segment.stream === null) begin(segment);
    if (!ready) return false;
    if (decodedFrames < segment.firstFrame + segment.frames) {
      segment.stream?.push(options.bytesOfFrame(decodedFrames++));
      return true;
    }
    if (current + 1 === segments.length && !ended) return false;
    finish(segment);
    return true;
  };
  const pump = () => {
    if (closed || planned || working) return;
    working = true;
    sliceSeconds = 0;
    let steps = 0;
    while (step()) {
      steps++;
      if (options.later === undefined || (sliceSeconds < sliceS && steps < sliceSteps)) continue;
      planned = true;
      options.later(() => {
        planned = false;
        pump();
      });
      break;
    }
    working = false;
    if (steps > 0) options.changed();
    release();
  };
  const isIdle = () => {
    if (closed) return true;
    const last = segments.at(-1);
    if (last === undefined) return true;
    return ended ? last.ended : decodedFrames === last.firstFrame + last.frames;
  };
  const release = () => {
    if (!isIdle()) return;
    for (const go of waiting) go();
    waiting = [];
  };
  return {
    get decodedFrames() {
      return decodedFrames;
    },
    pump,
    end() {
      ended = true;
      pump();
    },
    close() {
      closed = true;
      segments[current]?.stream?.close();
      release();
    },
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        release();
      }),
  };
}
