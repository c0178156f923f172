/** One session's audio as one stream: encoded bytes in any pieces, mono samples out, and a map between the two. */
import { concatBytes } from '../bytes/concat.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { openCodec } from './codec.ts';
import type { StreamNote } from './framer.ts';
import { sniffAudio, sniffMagic } from './sniff.ts';
import { type StreamMap, streamMap } from './stream-map.ts';
import { openTrack, type Piece, type Track } from './track.ts';

/** Consecutive decoded samples, mono, at most a few seconds. `push` counts the calls of `push` from 0: the one whose bytes completed them. */
export type PcmBlock = {
  samples: Float32Array<ArrayBuffer>;
  sampleRateHz: number;
  /** Index of the first sample in the stream. */
  firstSample: number;
  push: number;
};

export type AudioStreamOptions = {
  format: AudioFormat;
  /** For bare samples; 0 where only the container knows (pcm then plays at 44100). */
  sampleRateHz: number;
  /** Takes every block, in order. Without it blocks are answers of `push` and `end`. */
  onBlock?: (block: PcmBlock) => void;
  /** What earlier streams of the same session brought: counted by the time cap, so that many short streams are no way around it. */
  before?: { bytes: number; seconds: number };
};

export type AudioStream = {
  /** Resolves when the codec runs and what was pushed before is decoded. Rejects never: see `problem`. */
  readonly ready: Promise<void>;
  /**
   * Takes the next bytes (copied when the codec is not ready yet) and answers with the blocks that became complete; `[]`
   * with `onBlock`. Never throws for bad bytes: see `notes` and `problem`. After `end` or `close` it does nothing.
   */
  push(bytes: Uint8Array): PcmBlock[];
  /** No more bytes will come. */
  end(): PcmBlock[];
  /** Frees the codec. */
  close(): void;
  readonly format: AudioFormat;
  /** The rate of the first decoded sample; 0 before. */
  readonly sampleRateHz: number;
  /** Encoded bytes taken, samples decoded, and the seconds these last. */
  readonly bytes: number;
  readonly samples: number;
  readonly seconds: number;
  readonly map: StreamMap;
  /** The first 200 notes, and how many there were. */
  readonly notes: readonly StreamNote[];
  readonly noteCount: number;
  /** Why nothing, or not all, can be heard. */
  readonly problem: Problem | null;
};

/** So many seconds may any session last, and one more for every so many bytes: silence in Opus takes 100 bytes a second. */
const freeSeconds = 30;
const bytesPerSecond = 100;
/** A stream that gave no sample after so many bytes is called undecodable before it ends. */
const patienceBytes = 65536;
const keptNotes = 200;
/** Samples after which a block is handed on, even inside one push. */
const largestBlock = 65536;
const rateUnlessSaid = 44100;

/** Opens a stream. The codec loads in the background; bytes may be pushed at once. */
export function openAudioStream(options: AudioStreamOptions): AudioStream {
  const { format } = options;
  const rate = options.sampleRateHz >= 1000 && options.sampleRateHz <= 384000 ? options.sampleRateHz : rateUnlessSaid;
  const before = options.before ?? { bytes: 0, seconds: 0 };
  const map = streamMap();
  const notes: StreamNote[] = [];
  let noteCount = 0;
  let trouble: Problem | null = null;
  let head = new Uint8Array(0);
  let bytesIn = 0;
  let samples = 0;
  let seconds = 0;
  let firstRate = 0;
  let pushes = 0;
  let state: 'open' | 'ended' | 'closed' = 'open';
  let track: Track | null = null;
  let free = () => {};
  let early: { bytes: Uint8Array | null; push: number }[] = [];
  let pieces: Piece[] = [];
  let waiting = 0;
  let working = 0;
  let unclaimed: PcmBlock[] = [];

  const note = (one: StreamNote) => {
    noteCount++;
    if (notes.length < keptNotes) notes.push(one);
    if (one.code === 'unsupported') trouble ??= undecodable(format, head, one.detail, one.start);
  };
  const allow = (count: number, hz: number) => {
    const claimed = before.seconds + seconds + count / hz;
    if (claimed <= freeSeconds + (before.bytes + bytesIn) / bytesPerSecond) return true;
    if (trouble === null) {
      const detail = `${bytesIn} bytes claim more than ${Math.floor(seconds)} seconds of audio; the rest is not decoded`;
      trouble = problem('limit_reached', detail, { byte: bytesIn });
      note({ kind: 'note', code: 'time_cap', start: bytesIn, end: bytesIn, detail });
    }
    return false;
  };
  const piece = (one: Piece) => {
    map.add(one.start, one.end, one.samples.length, one.joins, one.extra);
    if (one.samples.length === 0) return;
    if (firstRate === 0) firstRate = one.sampleRateHz;
    seconds += one.samples.length / one.sampleRateHz;
    pieces.push(one);
    waiting += one.samples.length;
    // A few bytes can hold minutes: hand them on in portions.
    if (waiting >= largestBlock) deliver(working);
  };
  /** One block for each stretch of equal rate. */
  const deliver = (push: number) => {
    for (let from = 0; from < pieces.length; ) {
      const sampleRateHz = pieces[from]?.sampleRateHz ?? 0;
      let to = from;
      while (to < pieces.length && pieces[to]?.sampleRateHz === sampleRateHz) to++;
      const block = { samples: joined(pieces.slice(from, to)), sampleRateHz, firstSample: samples, push };
      samples += block.samples.length;
      from = to;
      if (options.onBlock) options.onBlock(block);
      else unclaimed.push(block);
    }
    pieces = [];
    waiting = 0;
  };
  const work = (bytes: Uint8Array | null, push: number) => {
    if (track === null || trouble?.code === 'audio_undecodable') return;
    working = push;
    if (bytes !== null) {
      bytesIn += bytes.length;
      if (head.length < 4096) head = concatBytes([head, bytes.subarray(0, 4096 - head.length)]);
      // Bytes of another format, played as bare samples, are noise at full volume.
      const magic = format === 'pcm' && bytesIn - bytes.length < 12 ? sniffMagic(head) : null;
      if (magic !== null) trouble = undecodable(format, head, 'the bytes are no bare samples', 0);
      else track.push(bytes);
    } else track.end();
    deliver(push);
    const nothing = firstRate === 0 && bytesIn > 0 && (bytes === null || bytesIn >= patienceBytes);
    if (nothing) trouble ??= undecodable(format, head, `${bytesIn} bytes gave no sound`, 0);
  };
  const take = (bytes: Uint8Array | null): PcmBlock[] => {
    if (state !== 'open') return [];
    const push = bytes === null ? pushes - 1 : pushes++;
    if (bytes === null) state = 'ended';
    if (track === null) early.push({ bytes: bytes?.slice() ?? null, push });
    else work(bytes, push);
    const blocks = unclaimed;
    unclaimed = [];
    return blocks;
  };

  const begin = async () => {
    try {
      const codec = await openCodec(format);
      if (state === 'closed') codec?.free();
      else {
        free = () => codec?.free();
        track = openTrack(format, rate, codec, { piece, note, allow });
        for (const { bytes, push } of early) work(bytes, push);
      }
    } catch (cause) {
      trouble = problem('audio_undecodable', `the ${format} decoder did not start: ${String(cause)}`);
    }
    early = [];
  };
  const ready = begin();

  return {
    ready,
    push: take,
    end: () => take(null),
    close() {
      if (state === 'closed') return;
      state = 'closed';
      track = null;
      head = new Uint8Array(0);
      free();
      free = () => {};
    },
    format,
    get sampleRateHz() {
      return firstRate;
    },
    get bytes() {
      return bytesIn;
    },
    get samples() {
      return samples;
    },
    get seconds() {
      return seconds;
    },
    map,
    notes,
    get noteCount() {
      return noteCount;
    },
    get problem() {
      return trouble;
    },
  };
}

function undecodable(format: AudioFormat, head: Uint8Array, why: string, byte: number): Problem {
  const found = sniffAudio(head);
  const other = found !== null && found !== format;
  const hint = other
    ? `The first bytes are those of ${found}, but ${format} was asked for: set the format.`
    : undefined;
  return problem('audio_undecodable', `${why} (expected ${format})`, { byte }, hint);
}

function joined(pieces: readonly Piece[]): Float32Array<ArrayBuffer> {
  const only = pieces[0];
  if (pieces.length === 1 && only !== undefined) return only.samples;
  let length = 0;
  for (const one of pieces) length += one.samples.length;
  const all = new Float32Array(length);
  let at = 0;
  for (const one of pieces) {
    all.set(one.samples, at);
    at += one.samples.length;
  }
  return all;
}
