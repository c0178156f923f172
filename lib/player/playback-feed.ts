/** Decodes a session's audio just ahead of playback and posts it to the worklet: live and replay are the same walk. */
import type { AudioStream, AudioStreamOptions, PcmBlock } from '../audio/audio-stream.ts';
import { blockPost } from './block-post.ts';
import { type Feed, type FeedState, feedOf } from './feed.ts';
import { playableSpeed } from './range-feed.ts';

export type PlaybackFeedOptions = {
  /** Opens the decoder (`openAudioStream` with format and rate filled in). */
  open: (onBlock: NonNullable<AudioStreamOptions['onBlock']>) => Pick<AudioStream, 'ready' | 'push' | 'end' | 'close'>;
  /** The next encoded bytes in session order, or null when there are none now. They are not changed, and must stay so. */
  next: () => Uint8Array | null;
  /** True when what `next` gave last came after something was sent to be spoken, and so not too late. */
  afterRest?: () => boolean;
  /** True when `next` will give nothing any more (the round is finished, or the session over): then playback can end. */
  complete: () => boolean;
  /** Asked once, when the stream's rate is known: the owner gets a port from the page and calls `connect`. */
  needPort: (sampleRateHz: number) => void;
  /** Told once the worklet runs: its rate, which may be another one than the stream's; then the sound is converted. */
  ready?: (outputHz: number) => void;
  /** Called when the worklet has played everything of a feed that is done. */
  drained?: () => void;
  /** Seconds the worklet's queue is kept filled to. */
  aheadS?: number;
  /** So many times as fast, and as much higher; 1 when left out. */
  speed?: number;
};

/** Encoded bytes decoded in one go: even a bomb gives only some seconds from these. */
const sliceBytes = 1024;

/**
 * A feed over one session's encoded audio. Memory stays small for sessions of hours: what waits is `aheadS` seconds in the
 * worklet and the encoded bytes, which belong to the session's log anyway.
 */
export function createPlaybackFeed(options: PlaybackFeedOptions): Feed {
  const aheadS = options.aheadS ?? 20;
  let waiting: PcmBlock[] = [];
  let waitingS = 0;
  let rest: Uint8Array | null = null;
  let asked = false;
  let decoding: 'starting' | 'running' | 'ended' = 'starting';
  let state: FeedState = 'open';

  const stream = options.open((block) => {
    waiting.push(block);
    waitingS += block.samples.length / block.sampleRateHz;
  });
  const out = blockPost(
    (gone) => {
      if (gone) close();
      pump();
      if (playedOut()) options.drained?.();
    },
    playableSpeed(options.speed ?? 1),
  );
  const sendWaiting = () => {
    if (!out.ready) return;
    for (const block of waiting) out.send(block);
    waiting = [];
    waitingS = 0;
  };
  const nextSlice = (): Uint8Array | null => {
    if (rest === null || rest.length === 0) {
      rest = options.next();
      if (rest !== null && options.afterRest?.() === true) out.markRest();
    }
    if (rest === null) return null;
    const slice = rest.subarray(0, sliceBytes);
    rest = rest.subarray(slice.length);
    return slice;
  };

  const pump = () => {
    if (state !== 'open' || decoding === 'starting') return;
    while (decoding === 'running' && waitingS + out.queuedS() < aheadS) {
      const slice = nextSlice();
      if (slice !== null) stream.push(slice);
      else if (options.complete()) {
        stream.end();
        decoding = 'ended';
      } else break;
      sendWaiting();
    }
    const first = waiting[0];
    if (!asked && first !== undefined) {
      asked = true;
      options.needPort(first.sampleRateHz);
    }
    sendWaiting();
    const nothingToPlay = !asked && waiting.length === 0;
    if (decoding !== 'ended' || (!out.ready && !nothingToPlay)) return;
    out.end();
    state = 'done';
    stream.close();
  };

  stream.ready.then(() => {
    if (decoding === 'starting') decoding = 'running';
    pump();
  });
  const playedOut = () => state === 'done' && (!asked || out.playedOut());
  const close = () => {
    if (state !== 'closed') stream.close();
    state = 'closed';
    waiting = [];
    rest = null;
    out.close();
  };
  return feedOf(out, { pump, close, state: () => state, playedOut });
}
