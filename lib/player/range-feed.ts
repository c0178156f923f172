/** Feeds a part of a sound to the worklet: once or round and round, at its own speed or another. */
import { blockPost, type RatedBlock } from './block-post.ts';
import { type Feed, type FeedState, feedOf } from './feed.ts';

/** Seconds [fromS, toS) of a sound. `speed` 0.5 to 2: pitch and tempo change together, as with a record turned faster. */
export type PlayedRange = { fromS: number; toS: number; loop: boolean; speed: number };

/** Where samples come from when they are asked for: decoded again, or read from a file. Seconds count over the whole sound. */
export type PcmSource = {
  /** Blocks of the part [fromS, toS), in order; they stay the source's. Who reads them may stop at any time. */
  blocks(fromS: number, toS: number): AsyncGenerator<RatedBlock, void, void>;
};

export type RangeFeedOptions = {
  source: PcmSource;
  range: PlayedRange;
  /** Asked once, when the rate is known: the owner gets a port from the page and calls `connect`. */
  needPort: (sampleRateHz: number) => void;
  /** Called when the worklet has played everything, or there is nothing to play. */
  drained?: () => void;
  /** The source gave up. */
  failed: (cause: unknown) => void;
  /** Seconds the worklet's queue is kept filled to. */
  aheadS?: number;
};

/** `speed` brought into what can be played; anything that is no number is 1. */
export function playableSpeed(speed: number): number {
  return Number.isFinite(speed) ? Math.min(2, Math.max(0.5, speed)) : 1;
}

/** Second of the sound that is heard after `playedS` seconds of output. */
export function positionIn(range: PlayedRange, playedS: number): number {
  const length = range.toS - range.fromS;
  const gone = playedS * playableSpeed(range.speed);
  if (!(length > 0)) return range.fromS;
  return range.fromS + (range.loop ? gone % length : Math.min(gone, length));
}

export function createRangeFeed(options: RangeFeedOptions): Feed {
  const { source, range, needPort } = options;
  const aheadS = options.aheadS ?? 4;
  let blocks = source.blocks(range.fromS, range.toS);
  let first: RatedBlock | null = null;
  let asked = false;
  let reading = false;
  /** Samples of the round under way: a loop over nothing would never end. */
  let inRound = 0;
  let state: FeedState = 'open';

  const out = blockPost((gone) => {
    if (gone) close();
    void pump();
    if (asked && playedOut()) options.drained?.();
  }, playableSpeed(range.speed));

  const pump = async () => {
    if (reading || (asked && !out.ready)) return;
    reading = true;
    try {
      while (state === 'open' && (!asked || out.queuedS() < aheadS)) {
        if (first !== null) out.send(first);
        first = null;
        const block = await next();
        if (state !== 'open') break;
        if (block === null) finish();
        else if (asked) out.send(block);
        else {
          first = block;
          asked = true;
          needPort(block.sampleRateHz);
          break;
        }
      }
    } catch (cause) {
      close();
      options.failed(cause);
    }
    reading = false;
    // The worklet may have said that it is ready while the first block was read.
    if (first !== null && out.ready) void pump();
  };
  const next = async (): Promise<RatedBlock | null> => {
    for (;;) {
      const { value, done } = await blocks.next();
      if (done !== true) {
        if (value.samples.length === 0) continue;
        inRound += value.samples.length;
        // What is posted is gone from here.
        return { sampleRateHz: value.sampleRateHz, samples: value.samples.slice() };
      }
      if (!range.loop || inRound === 0) return null;
      inRound = 0;
      blocks = source.blocks(range.fromS, range.toS);
    }
  };
  const finish = () => {
    if (asked) out.end();
    state = 'done';
    if (!asked) options.drained?.();
  };
  const playedOut = () => state === 'done' && (!asked || out.playedOut());
  const close = () => {
    if (state === 'closed') return;
    state = 'closed';
    first = null;
    // The source may be in the middle of a block: it is told as soon as that is over.
    void blocks.return().catch(() => {});
    out.close();
  };
  void pump();
  // Nothing comes by itself: `pump` is here so that all feeds look alike.
  return feedOf(out, { pump: () => void pump(), close, state: () => state, playedOut });
}
