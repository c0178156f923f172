/** What stands behind a playback, as its owner sees it: the same for sound that arrives and for a part that is played again. */
import type { BlockPost } from './block-post.ts';
import type { FeedPort } from './port.ts';

export type Feed = {
  /** Call when there may be more to play, and when nothing more comes. */
  pump(): void;
  /** The worker's end of `player.start(rate)`. */
  connect(port: FeedPort): void;
  /** Ends this playback: nothing more is sent. */
  close(): void;
  /** True when the last sample has been posted; of a loop never. */
  readonly done: boolean;
  /** True when it is done, and played to its end or closed. */
  readonly drained: boolean;
};

export type FeedState = 'open' | 'done' | 'closed';

/** The handle of a feed that posts through `out`; how it stands is asked for each time. */
export function feedOf(
  out: BlockPost,
  of: { pump: () => void; close: () => void; state: () => FeedState; playedOut: () => boolean },
): Feed {
  return {
    pump: of.pump,
    connect(port) {
      if (of.state() === 'closed') port.close();
      else out.connect(port);
    },
    close: of.close,
    get done() {
      return of.state() === 'done';
    },
    get drained() {
      return of.state() === 'closed' || of.playedOut();
    },
  };
}
