/** Posts blocks of samples to the worklet at its own rate, and knows how much of them was played. Shared by all feeds. */
import { type Resampler, resampler } from '../audio/resample.ts';
import type { FeedPort } from './port.ts';

export type RatedBlock = { samples: Float32Array<ArrayBuffer>; sampleRateHz: number };

export type BlockPost = {
  /** The worker's end of `player.start(rate)`. */
  connect(port: FeedPort): void;
  /** True once the worklet has said its rate: before that nothing is to be sent. */
  readonly ready: boolean;
  send(block: RatedBlock): void;
  /** The next block posted is the first after a rest. */
  markRest(): void;
  /** What the change of rate still holds back, and the word that no more comes. */
  end(): void;
  /** Seconds of output posted and not played. */
  queuedS(): number;
  playedOut(): boolean;
  close(): void;
};

/**
 * `replied` is called after each word of the worklet; `gone`: it takes nothing more. `speed`: what is sent is played so many times
 * as fast, and as much higher, as a record turned faster.
 */
export function blockPost(replied: (gone: boolean) => void, speed = 1): BlockPost {
  let port: FeedPort | null = null;
  let outputHz = 0;
  let inputHz = 0;
  let convert: Resampler | null = null;
  let posted = 0;
  let played = 0;
  let seq = 0;
  let rested = false;

  const post = (samples: Float32Array<ArrayBuffer>) => {
    if (samples.length === 0 || port === null) return;
    posted += samples.length;
    // A view of something larger is copied: a transfer takes the whole buffer.
    const block = samples.byteLength === samples.buffer.byteLength ? samples : samples.slice();
    port.postMessage({ type: 'pcm', block, seq: seq++, ...(rested ? { rest: true } : {}) }, [block.buffer]);
    rested = false;
  };
  const flush = () => {
    if (convert !== null) post(convert.end());
    convert = null;
  };
  return {
    connect(given) {
      port = given;
      given.onmessage = ({ data }) => {
        if (data.type === 'ready') outputHz = data.sampleRateHz;
        else if (data.type === 'level') played = data.playedSamples;
        replied(data.type === 'gone');
      };
    },
    get ready() {
      return outputHz !== 0;
    },
    send({ samples, sampleRateHz }) {
      if (sampleRateHz !== inputHz) {
        flush();
        inputHz = sampleRateHz;
        convert = inputHz * speed === outputHz ? null : resampler(inputHz * speed, outputHz);
      }
      post(convert === null ? samples : convert.push(samples));
    },
    markRest() {
      rested = true;
    },
    end() {
      flush();
      port?.postMessage({ type: 'end' }, []);
    },
    queuedS: () => (outputHz === 0 ? 0 : (posted - played) / outputHz),
    playedOut: () => played >= posted,
    close: () => port?.close(),
  };
}
