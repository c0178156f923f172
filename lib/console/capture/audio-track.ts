/** A session's received audio as it comes, decoded: what the rows say of it, and the sound that the player and the waveform look into. */
import type { openAudioStream } from '../../audio/audio-stream.ts';
import { openSessionSound, type SessionBlock, type SessionSound, type SoundFrame } from '../../audio/session-sound.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Problem } from '../../problem/problem.ts';
import type { AudioSegment, CapturedSession } from './captured-session.ts';

export type OpenAudio = typeof openAudioStream;

export class AudioTrack {
  readonly sound: SessionSound;
  private segment: AudioSegment | null = null;
  private readonly session: CapturedSession;

  /** `changed`: more is decoded. `onBlock` sees every decoded block once. */
  constructor(
    session: CapturedSession,
    clock: Clock,
    openAudio: OpenAudio,
    changed: () => void,
    onBlock: (block: SessionBlock) => void = () => {},
  ) {
    this.session = session;
    this.sound = openSessionSound({
      bytesOf: (seq) => session.audioOf(seq),
      later: (run) => void clock.after(0, run),
      changed,
      onBlock,
      openAudio,
    });
  }

  /** Takes the next received audio frame of the session. */
  add(seq: number): void {
    const segment = this.session.segmentOf(seq);
    if (segment === null) return;
    const isNew = segment !== this.segment;
    this.segment = segment;
    this.sound.add(seq, segment.ask, isNew);
  }

  /** No more audio comes in this session. */
  end(): void {
    this.sound.end();
  }

  /** The session is no longer kept. */
  close(): void {
    this.sound.close();
  }

  /** Received audio frames so far. */
  get frames(): number {
    return this.sound.frames;
  }

  /** Seconds decoded so far. */
  get seconds(): number {
    return this.sound.seconds;
  }

  /** Of the last stream that came. */
  get format(): string | null {
    return this.segment?.ask.format ?? null;
  }

  get sampleRateHz(): number {
    for (let index = this.sound.segmentCount - 1; index >= 0; index--) {
      const rate = this.sound.segment(index)?.sampleRateHz ?? 0;
      if (rate > 0) return rate;
    }
    return 0;
  }

  get problem(): Problem | null {
    return this.sound.problem;
  }

  /** Seconds of sound in the audio frames among the entries from `first` to `last`; null for none, or when not decoded. */
  secondsBetween(first: number, last: number): number | null {
    const span = this.span(first, last);
    return span === null ? null : span.to.toS - span.from.fromS;
  }

  /** Seconds of sound in the session up to the end of an entry; null before the first, or when not decoded. */
  secondsUpTo(seq: number): number | null {
    const ordinal = this.sound.ordinalUpTo(seq);
    if (ordinal === -1 || ordinal >= this.sound.decodedFrames) return null;
    return this.sound.frame(ordinal)?.toS ?? null;
  }

  /** At most `count` pairs [min, max, ...] in -1..1 over the audio frames among `first` to `last`; null as `secondsBetween`. */
  peaksBetween(first: number, last: number, count: number): number[] | null {
    const span = this.span(first, last);
    if (span === null || span.to.to <= span.from.from) return null;
    return Array.from(this.sound.peaks(span.from.fromS, span.to.toS, count));
  }

  /** First and last decoded audio frame among the entries from `first` to `last`. */
  private span(first: number, last: number): { from: SoundFrame; to: SoundFrame } | null {
    const { sound } = this;
    const from = sound.frame(sound.ordinalUpTo(first - 1) + 1);
    const to = sound.frame(Math.min(sound.ordinalUpTo(last), sound.decodedFrames - 1));
    return from === null || to === null || to.ordinal < from.ordinal ? null : { from, to };
  }
}
