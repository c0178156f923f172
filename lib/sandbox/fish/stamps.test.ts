import { expect, test } from 'vitest';
import { converse, type Move } from '../drawn-conversation.ts';
import { toneVoice } from '../tone-voice.ts';
import { stampedPath } from './stamps.ts';

const start: Move = { event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000, latency: 'balanced' } };
const text = (words: string): Move => ({ event: 'text', text: words });
const flush: Move = { event: 'flush' };
const stop: Move = { event: 'stop' };
const on = (path: string, switches: string, moves: Move[]) => converse('fish', switches, moves, toneVoice(), path);
const stamped = (switches: string, moves: Move[]) => on(stampedPath, switches, moves);

// A character is 50 ms and 800 bytes: 6400 bytes are 0.4 s.
const plain = 'chunkBytes=6400';

test('a snapshot tells the words begun so far, and replaces the one before; the last ones come without audio', async () => {
  expect(await stamped(plain, [start, text('sixteen letters!'), stop])).toEqual([
    '< audio 6400 "sixteen" [sixteen 0-0.35 / 0.4] #0 +0 @250',
    '< audio 6400 "sixteen" - #0 +0 @330',
    '< audio 0 "sixteen letters!" [sixteen 0-0.35, letters! 0.4-0.8 / 0.8] #0 +0 @330',
    '< finish "stop" @330',
  ]);
});

test('the last event comes even where nothing is new but the length', async () => {
  const lines = await stamped('chunkBytes=1600,wordStepMs=1000', [start, text('abc'), stop]);
  expect(lines.slice(-3)).toEqual([
    '< audio 800 "abc" - #0 +0 @270',
    '< audio 0 "abc" [abc 0-0 / 0.15] #0 +0 @270',
    '< finish "stop" @270',
  ]);
});

test('without the trailing event the last piece tells everything', async () => {
  expect((await stamped(`${plain},trailing=off`, [start, text('sixteen letters!'), stop])).slice(1)).toEqual([
    '< audio 6400 "sixteen letters!" [sixteen 0-0.35, letters! 0.4-0.8 / 0.8] #0 +0 @330',
    '< finish "stop" @330',
  ]);
});

test('a word cut off by a piece is whole in the next; a piece without a new word has no news', async () => {
  const moves = [start, text('abc defghijklmn'), flush, 3000];
  expect(await stamped('chunkBytes=4000', moves)).toEqual([
    '< audio 4000 "abc defghijklmn" [abc 0-0.15, defghijklmn 0.2-0.25 / 0.25] #0 +0 @250',
    '< audio 4000 "abc defghijklmn" [abc 0-0.15, defghijklmn 0.2-0.5 / 0.5] #0 +0 @300',
    '< audio 4000 "abc defghijklmn" [abc 0-0.15, defghijklmn 0.2-0.75 / 0.75] #0 +0 @350',
  ]);
  const silent = await stamped('chunkBytes=1600', [start, text('a, b'), flush, 3000]);
  expect(silent).toEqual([
    '< audio 1600 "a," [a, 0-0.1 / 0.1] #0 +0 @250',
    '< audio 1600 "a, b" [a, 0-0.1, b 0.15-0.2 / 0.2] #0 +0 @270',
  ]);
});

test('each flush begins a chunk, where the audio before it ended; a new session counts from zero', async () => {
  const lines = await stamped('chunkBytes=100000', [
    start,
    text('one. '),
    flush,
    3000,
    text('two.'),
    stop,
    3000,
    start,
  ]);
  expect(lines).toEqual([
    '< audio 3200 "one." [one. 0-0.2 / 0.2] #0 +0 @250',
    '< audio 3200 "" - #1 +0.2 @500',
    '< audio 0 "two." [two. 0-0.2 / 0.2] #1 +0.2 @500',
    '< finish "stop" @500',
  ]);
  const again = await stamped('chunkBytes=100000', [start, text('a'), stop, 3000, start, text('b'), flush, 3000]);
  expect(again.at(-1)).toBe('< audio 800 "b" [b 0-0.05 / 0.05] #0 +0 @250');
});

test('a chunk of several sentences is one growing snapshot; a repeated word is told twice', async () => {
  const lines = await stamped('chunkBytes=100000', [start, text('on on. and on. up'), flush, 3000]);
  expect(lines).toEqual([
    '< audio 4800 "on on." [on 0-0.1, on. 0.15-0.3 / 0.3] #0 +0 @250',
    '< audio 5600 "on on. and on." [on 0-0.1, on. 0.15-0.3, and 0.3-0.45, on. 0.5-0.65 / 0.65] #0 +0 @310',
    '< audio 1600 "on on. and on. up" [on 0-0.1, on. 0.15-0.3, and 0.3-0.45, on. 0.5-0.65, up 0.65-0.75 / 0.75] #0 +0 @380',
  ]);
});

test('word times on a grid', async () => {
  const lines = await stamped(`${plain},wordStepMs=80,trailing=off`, [start, text('sixteen letters!'), stop]);
  expect(lines[1]).toContain('[sixteen 0-0.32, letters! 0.4-0.8 / 0.8]');
});

test('the usual path says none of this, and takes no time for it', async () => {
  const asked: unknown[] = [];
  const tones = toneVoice();
  const voice = {
    open(ask: Parameters<typeof tones.open>[0]) {
      asked.push(ask.words);
      return tones.open(ask);
    },
  };
  const lines = await converse('fish', plain, [start, text('sixteen letters!'), stop], voice, '/v1/tts/live');
  expect(lines).toEqual(['< audio 6400 @250', '< audio 6400 @330', '< finish "stop" @330']);
  await converse('fish', plain, [start], voice, stampedPath);
  expect(asked).toEqual([undefined, true]);
});

test.each(['', '/v1/tts/live', stampedPath])('over the limit, on "%s"', async (path) => {
  expect(await on(path, 'maxConcurrency=8', [start, text('a'), stop])).toEqual([
    '< error "Concurrency limit exceeded" 8',
    'x 1000',
  ]);
});
