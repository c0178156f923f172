import { expect, test } from 'vitest';
import { blockPost } from './block-post.ts';
import { type FeedState, feedOf } from './feed.ts';

test('done when all is posted, drained when it was played or closed; one that is closed takes no port', () => {
  let state: FeedState = 'open';
  let played = false;
  const nothing = () => {};
  const feed = feedOf(blockPost(nothing), {
    pump: nothing,
    close: () => {
      state = 'closed';
    },
    state: () => state,
    playedOut: () => played,
  });
  const closed: string[] = [];
  const port = (name: string) => ({ postMessage: nothing, onmessage: null, close: () => closed.push(name) });
  feed.connect(port('first'));
  const stands = () => [feed.done, feed.drained];
  expect(stands()).toEqual([false, false]);
  state = 'done';
  expect(stands()).toEqual([true, false]);
  played = true;
  expect(stands()).toEqual([true, true]);
  played = false;
  feed.close();
  expect(stands()).toEqual([false, true]);
  feed.connect(port('second'));
  expect(closed).toEqual(['second']);
});
