/** The audio of a session from some frame on as one stream of samples, though its rounds need decoders of their own. */
import type { AudioStream, PcmBlock } from '../../audio/audio-stream.ts';
import type { AudioFormat } from '../../dialects/dialect.ts';
import type { OpenAudio } from './audio-track.ts';
import type { AudioSegment, CapturedSession } from './captured-session.ts';

export type SegmentStream = {
  /** The next frame's audio bytes; null when there are none now, or when a decoder is still loading. */
  next(): Uint8Array | null;
  /** True when the frame `next` gave last is the first of its turn, or may answer something sent since the audio frame before it. */
  afterRest(): boolean;
  /** True when every audio frame of the session so far was handed out. */
  drained(): boolean;
  /** Opens the decoders behind one stream, as the playback feed wants it. */
  open(onBlock: (block: PcmBlock) => void): Pick<AudioStream, 'ready' | 'push' | 'end' | 'close'>;
};

/** Of an audio frame: whether it is the first of its turn, and the entry that interrupted that; null for one of no turn. */
export type TurnAt = (seq: number) => { opens: boolean; interruptedBy: number | null } | null;

/**
 * `loaded` is called when a decoder became ready and `next` may have more. `upTo`: the last entry that has come, of a record that is
 * played again.
 */
export function segmentStream(
  session: CapturedSession,
  from: number,
  openAudio: OpenAudio,
  loaded: () => void,
  turnAt: TurnAt,
  upTo: () => number = () => session.log.length,
): SegmentStream {
  let seq = from - 1;
  let segment: AudioSegment | null = null;
  let stream: AudioStream | null = null;
  let loading = false;
  /** The first entry since the last audio frame that asks for speech. */
  let asked: number | null = null;
  let rested = false;
  let take: (block: PcmBlock) => void = () => {};

  const begin = (wanted: AudioSegment, first: number) => {
    stream?.end();
    stream?.close();
    segment = wanted;
    loading = true;
    const { format, sampleRateHz } = playable(session, wanted, first);
    const mine = openAudio({ format, sampleRateHz, onBlock: (block) => take(block) });
    stream = mine;
    void mine.ready.then(() => {
      if (stream !== mine) return;
      loading = false;
      loaded();
    });
  };
  /** The next audio frame's number; moves over everything else. 0 for none. */
  const ahead = (): number => {
    while (seq < Math.min(session.log.length, upTo())) {
      if (session.isReceivedAudio(seq + 1)) return seq + 1;
      seq++;
      if (session.asksForSpeech(seq)) asked ??= seq;
    }
    return 0;
  };
  /** What comes on of a turn that is interrupted does not answer what interrupted it. */
  const isAfterRest = (found: number): boolean => {
    const turn = turnAt(found);
    if (turn?.opens === true) return true;
    return asked !== null && (turn?.interruptedBy ?? Number.POSITIVE_INFINITY) > asked;
  };
  return {
    next() {
      const found = ahead();
      if (found === 0 || loading) return null;
      const wanted = session.segmentOf(found);
      if (wanted !== null && wanted !== segment) {
        begin(wanted, found);
        return null;
      }
      seq = found;
      rested = isAfterRest(found);
      asked = null;
      return session.audioOf(found);
    },
    afterRest: () => rested,
    drained: () => ahead() === 0,
    open(onBlock) {
      take = onBlock;
      return {
        ready: Promise.resolve(),
        push: (bytes) => stream?.push(bytes) ?? [],
        end: () => stream?.end() ?? [],
        close() {
          take = () => {};
          stream?.close();
          stream = null;
        },
      };
    },
  };
}

/** A WAV stream has its header once: entered later, what follows are bare samples. */
function playable(
  session: CapturedSession,
  segment: AudioSegment,
  first: number,
): { format: AudioFormat; sampleRateHz: number } {
  const { ask } = segment;
  const bytes = session.audioOf(first);
  const riff = bytes[0] === 0x52 && bytes[1] === 0x49 && bytes[2] === 0x46 && bytes[3] === 0x46;
  if (ask.format !== 'wav' || first === segment.from || riff) return ask;
  return { format: 'pcm', sampleRateHz: ask.sampleRateHz };
}
