/** The words of one session and where they sound, read from its frames when somebody asks for them. */
import type { SessionSound } from '../../audio/session-sound.ts';
import type { HeardWord, RangeOf, WordTrack } from '../../dialects/word-track.ts';
import type { CapturedSession } from './captured-session.ts';

/** So much later than it was encoded an mp3 sounds, in samples, where no tag tells the decoder to skip them. */
const mp3DelaySamples = 1105;
/** Where a tag that tells it would stand. */
const tagWithin = 1500;

export class HeldWords {
  private readonly session: CapturedSession;
  private readonly sound: SessionSound;
  private readonly track: WordTrack;
  private taken = 0;
  private news = 0;
  private readonly delays: number[] = [];
  private known: readonly HeardWord[] = [];
  private knownAt = '';

  constructor(session: CapturedSession, sound: SessionSound) {
    this.session = session;
    this.sound = sound;
    this.track = session.dialect.openWords();
  }

  /** Reads the next entries, `max` at most; false when some are left. */
  catchUp(max: number): boolean {
    const { log, readings } = this.session;
    const stop = Math.min(log.length, this.taken + max);
    while (this.taken < stop) {
      const seq = ++this.taken;
      const dir = log.dirOf(seq);
      const opcode = log.opcodeOf(seq);
      if (dir === null || opcode === null || !log.isOfClient(seq)) continue;
      if (this.track.take(seq, { dir, opcode, bytes: log.bytesOf(seq) }, readings.reading(seq))) this.news++;
    }
    return this.taken >= log.length;
  }

  /** All words read so far whose sound is decoded, in the order of the text. The same array while nothing changed. */
  all(): readonly HeardWord[] {
    const state = this.news === 0 ? '' : `${this.news} ${this.sound.decodedFrames}`;
    if (state !== this.knownAt) {
      this.knownAt = state;
      this.known = this.track.words(this.rangeOf);
    }
    return this.known;
  }

  private readonly rangeOf: RangeOf = (seq) => {
    const ordinal = this.sound.ordinalUpTo(seq);
    if (ordinal < 0 || ordinal >= this.sound.decodedFrames) return null;
    const frame = this.sound.rangeOf(seq);
    if (frame === null) return null;
    const delayS = this.delayOf(frame.segment);
    return { fromS: frame.fromS + delayS, toS: Math.min(frame.toS + delayS, this.sound.seconds) };
  };

  /** Seconds that a stream's sound comes later than the times a server counts, which are those before encoding. */
  private delayOf(index: number): number {
    const known = this.delays[index];
    if (known !== undefined) return known;
    const segment = this.sound.segment(index);
    if (segment === null || segment.sampleRateHz === 0) return 0;
    const delay = segment.ask.format === 'mp3' && !this.isTagged(segment.firstFrame, segment.frames);
    const seconds = delay ? mp3DelaySamples / segment.sampleRateHz : 0;
    this.delays[index] = seconds;
    return seconds;
  }

  private isTagged(firstFrame: number, frames: number): boolean {
    // A header may come in a frame of its own.
    const start = this.sound.received(firstFrame, firstFrame + Math.min(frames, 2) - 1).subarray(0, tagWithin);
    return /Xing|Info/.test(String.fromCharCode(...start));
  }
}
