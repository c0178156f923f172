import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { openTiming } from '../../timing/session-timing.ts';
import { drawnSession } from './drawn-session.ts';
import { segmentStream } from './segment-stream.ts';

/** Which audio frames of a drawn session come after a rest, when they are handed out as they come. */
async function restsOf(drawing: string): Promise<boolean[]> {
  const session = drawnSession(drawing);
  const timing = openTiming(session.dialect);
  let taken = 0;
  const turnAt = (seq: number) => {
    for (; taken < seq; taken++) {
      const entry = session.log.entry(taken + 1);
      timing.take(entry, entry.kind === 'frame' ? session.readings.reading(entry.seq) : null);
    }
    return timing.turnAt(seq);
  };
  const stream = segmentStream(session, 2, openAudioStream, () => {}, turnAt);
  stream.open(() => {});
  const rests: boolean[] = [];
  while (!stream.drained()) {
    // A decoder may have to load first.
    if (stream.next() === null) await new Promise<void>((resolve) => setImmediate(resolve));
    else rests.push(stream.afterRest());
  }
  return rests;
}

test('a frame comes after a rest when something to be spoken was sent since the one before', async () => {
  const lines = '> start\n< audio 8 x2\n< ping\n< audio 8\n> text more\n< log x\n< audio 8 x2\n> flush\n< audio 8';
  expect(await restsOf(lines)).toEqual([false, false, false, true, false, true]);
});

test('what comes on of an interrupted turn is no answer: the rest stands before the first audio of the next one', async () => {
  const lines = `> start
> text One two three.
> flush
< audio 8 @300
< audio 8 @350
> text Stop, wait. @420
> flush @421
< audio 8 @450
< audio 8 @500
< audio 8 @760
< audio 8 @810`;
  expect(await restsOf(lines)).toEqual([true, false, false, false, true, false]);
});

test('what the client asked for within a turn is a rest, also when it is interrupted later', async () => {
  const lines = `> start
> text One two three.
> flush
< audio 8 @300
> flush @320
< audio 8 @340
> text Stop. @360
< audio 8 @380`;
  expect(await restsOf(lines)).toEqual([true, true, false]);
});
