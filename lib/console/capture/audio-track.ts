/**
 * Decodes a session's received audio as it comes, for what the rows say of it: how long each frame lasts and its outline. Samples
 * are not kept; sound for the player is decoded again when it is played.
 */
import type { AudioStream, openAudioStream, PcmBlock } from '../../audio/audio-stream.ts';
import { peaks } from '../../audio/peaks.ts';
import type { Problem } from '../../problem/problem.ts';
import { growFloat64, growUint32 } from '../../session/column.ts';
import type { AudioSegment, CapturedSession } from './captured-session.ts';

export type OpenAudio = typeof openAudioStream;

/** Pairs of least and greatest sample kept for each audio frame. */
const pairs = 16;

export class AudioTrack {
  /** Received audio frames so far. */
  frames = 0;
  /** Seconds decoded so far. */
  seconds = 0;
  format: string | null = null;
  sampleRateHz = 0;
  problem: Problem | null = null;
  private seqs = new Uint32Array(64);
  /** Seconds decoded up to the end of each frame, for the first `settled` frames. */
  private secondsAt = new Float64Array(64);
  private outline = new Int8Array(64 * pairs * 2);
  private settled = 0;
  private stream: AudioStream | null = null;
  private segment: AudioSegment | null = null;
  private readonly session: CapturedSession;
  private readonly open: OpenAudio;
  private readonly changed: () => void;

  constructor(session: CapturedSession, open: OpenAudio, changed: () => void) {
    this.session = session;
    this.open = open;
    this.changed = changed;
  }

  /** Takes the next received audio frame of the session. */
  add(seq: number): void {
    const segment = this.session.segmentOf(seq);
    if (segment === null) return;
    if (segment !== this.segment) this.begin(segment);
    this.reserve(this.frames + 1);
    this.seqs[this.frames++] = seq;
    this.stream?.push(this.session.audioOf(seq));
    this.problem ??= this.stream?.problem ?? null;
  }

  /** No more audio comes in this session. */
  end(): void {
    const { stream } = this;
    if (stream === null) return;
    this.stream = null;
    stream.end();
    this.problem ??= stream.problem;
    // The decoder's memory is its own; what waits for it is decoded first.
    void stream.ready.then(() => stream.close());
  }

  private begin(segment: AudioSegment): void {
    const first = this.frames;
    this.end();
    this.segment = segment;
    const { format, sampleRateHz } = segment.ask;
    this.format = format;
    const stream = this.open({ format, sampleRateHz, onBlock: (block) => this.take(first + block.push, block) });
    this.stream = stream;
    // The codec loads in the background, and its failure is known only then.
    void stream.ready.then(() => {
      this.problem ??= stream.problem;
      this.changed();
    });
  }

  private take(ordinal: number, block: PcmBlock): void {
    this.settle(ordinal);
    const fresh = ordinal >= this.settled;
    this.sampleRateHz = block.sampleRateHz;
    this.seconds += block.samples.length / block.sampleRateHz;
    this.secondsAt[ordinal] = this.seconds;
    this.settled = Math.max(this.settled, ordinal + 1);
    const outline = peaks(block.samples, pairs);
    const at = ordinal * pairs * 2;
    for (let i = 0; i < outline.length; i++) {
      const value = Math.max(-127, Math.min(127, Math.round((outline[i] as number) * 127)));
      const before = fresh ? value : (this.outline[at + i] as number);
      this.outline[at + i] = i % 2 === 0 ? Math.min(before, value) : Math.max(before, value);
    }
    this.changed();
  }

  /** Frames before `ordinal` whose bytes completed no samples end where the sound stands now. */
  private settle(ordinal: number): void {
    for (; this.settled < ordinal; this.settled++) this.secondsAt[this.settled] = this.seconds;
  }

  /** Seconds of sound in the audio frames among the entries from `first` to `last`; null for none, or when not decoded. */
  secondsBetween(first: number, last: number): number | null {
    const from = this.ordinalUpTo(first - 1) + 1;
    const to = Math.min(this.ordinalUpTo(last), this.settled - 1);
    if (to < from) return null;
    return (this.secondsAt[to] as number) - (from === 0 ? 0 : (this.secondsAt[from - 1] as number));
  }

  /** Seconds of sound in the session up to the end of an entry; null before the first, or when not decoded. */
  secondsUpTo(seq: number): number | null {
    const ordinal = this.ordinalUpTo(seq);
    return ordinal === -1 || ordinal >= this.settled ? null : (this.secondsAt[ordinal] as number);
  }

  /** At most `count` pairs [min, max, ...] in -1..1 over the audio frames among `first` to `last`; null as `secondsBetween`. */
  peaksBetween(first: number, last: number, count: number): number[] | null {
    const from = this.ordinalUpTo(first - 1) + 1;
    const to = Math.min(this.ordinalUpTo(last), this.settled - 1);
    if (to < from) return null;
    const have = (to - from + 1) * pairs;
    const wanted = Math.min(count, have);
    const out: number[] = [];
    for (let pair = 0; pair < wanted; pair++) {
      // Long bursts are sampled: at most 64 of the pairs that belong to this place are looked at.
      const begin = from * pairs + Math.floor((pair * have) / wanted);
      const end = from * pairs + Math.floor(((pair + 1) * have) / wanted);
      const step = Math.max(1, Math.floor((end - begin) / 64));
      let min = 127;
      let max = -127;
      for (let i = begin; i < end; i += step) {
        min = Math.min(min, this.outline[i * 2] as number);
        max = Math.max(max, this.outline[i * 2 + 1] as number);
      }
      out.push(min / 127, max / 127);
    }
    return out;
  }

  /** At most `count` pairs over everything decoded so far; empty before. */
  wave(count: number): number[] {
    const first = this.seqs[0];
    const last = this.seqs[this.settled - 1];
    return first === undefined || last === undefined ? [] : (this.peaksBetween(first, last, count) ?? []);
  }

  /** The last audio frame that is at or before an entry; -1 for none. */
  private ordinalUpTo(seq: number): number {
    let low = -1;
    let high = this.frames - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.seqs[middle] as number) <= seq) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private reserve(count: number): void {
    if (count <= this.seqs.length) return;
    this.seqs = growUint32(this.seqs);
    this.secondsAt = growFloat64(this.secondsAt);
    const bigger = new Int8Array(this.outline.length * 2);
    bigger.set(this.outline);
    this.outline = bigger;
  }
}
