import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { drawnSession } from './drawn-session.ts';
import { segmentStream } from './segment-stream.ts';

test('a frame comes after a rest when something to be spoken was sent since the one before', async () => {
  const session = drawnSession(
    '> start\n< audio 8 x2\n< ping\n< audio 8\n> text more\n< log x\n< audio 8 x2\n> flush\n< audio 8',
  );
  const stream = segmentStream(session, 2, openAudioStream, () => {});
  stream.open(() => {});
  const rests: boolean[] = [];
  while (!stream.drained()) {
    // A decoder may have to load first.
    if (stream.next() === null) await new Promise<void>((resolve) => setImmediate(resolve));
    else rests.push(stream.afterRest());
  }
  expect(rests).toEqual([false, false, false, true, false, true]);
});
