import { expect, test } from 'vitest';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { FrameLike } from '../dialect.ts';
import type { HeardWord, RangeOf } from '../word-track.ts';
import { openFishReader } from './reader.ts';
import { openFishWords } from './words.ts';

type Line = [name: 'start' | 'finish'] | [name: 'audio', bytes: number, at: string, words: string | null];

/** `#chunk +offset` and `word start-end word start-end`; null is no news. */
function frameOf(line: Line): FrameLike {
  if (line[0] === 'start') {
    return { dir: 'sent', opcode: 'binary', bytes: encodeMsgpack({ event: 'start', request: { text: '' } }) };
  }
  if (line[0] === 'finish') {
    return { dir: 'received', opcode: 'binary', bytes: encodeMsgpack({ event: 'finish', reason: 'stop' }) };
  }
  const [, size, at, words] = line as Extract<Line, ['audio', ...unknown[]]>;
  const [chunk, offset] = at.split(' ').map((part) => Number(part.slice(1)));
  const segments = [...(words ?? '').matchAll(/(\S+) ([\d.]+)-([\d.]+)/g)].map(([, text, start, end]) => {
    return { text, start: Number(start), end: Number(end) };
  });
  const alignment = words === null ? null : { segments, audio_duration: 9 };
  const event = { event: 'audio', audio: new Uint8Array(size), content: '', alignment };
  return {
    dir: 'received',
    opcode: 'binary',
    bytes: encodeMsgpack({ ...event, chunk_seq: chunk, chunk_audio_offset_sec: offset }),
  };
}

/** Audio frames are a second long each, in their order. A number is the most words that are kept. */
function played(...asked: (number | Line)[]): { words: HeardWord[]; news: boolean[] } {
  const lines = asked.filter((line) => typeof line !== 'number');
  const most = asked.find((line) => typeof line === 'number');
  const reader = openFishReader();
  const track = openFishWords(most);
  const places = new Map<number, number>();
  const news = lines.map((line, seq) => {
    const frame = frameOf(line);
    if (line[0] === 'audio' && line[1] > 0) places.set(seq, places.size);
    return track.take(seq, frame, reader.read(frame));
  });
  const rangeOf: RangeOf = (seq) => {
    const at = places.get(seq);
    return at === undefined ? null : { fromS: at, toS: at + 1 };
  };
  return { words: track.words(rangeOf), news };
}

const drawn = ({ words }: { words: HeardWord[] }) =>
  words.map(({ text, fromS, toS, seq }) => `${text} ${fromS.toFixed(2)}-${toS.toFixed(2)} by ${seq}`);

test('a snapshot replaces the one before of its chunk, and is never appended', () => {
  const session = played(
    ['start'],
    ['audio', 4, '#0 +0', 'Hel 0-0.3'],
    ['audio', 4, '#0 +0', 'Hello 0-0.42 there. 0.42-0.8'],
    ['audio', 0, '#0 +0', 'Hello 0-0.42 there. 0.42-0.86'],
  );
  expect(drawn(session)).toEqual(['Hello 0.00-0.42 by 3', 'there. 0.42-0.86 by 3']);
});

test('a snapshot may be shorter than the one before: what it leaves out is gone', () => {
  expect(drawn(played(['start'], ['audio', 4, '#0 +0', 'a 0-1 b 1-2'], ['audio', 4, '#0 +0', 'a 0-1']))).toEqual([
    'a 0.00-1.00 by 2',
  ]);
});

test('no news erases nothing', () => {
  const session = played(['start'], ['audio', 4, '#0 +0', 'a 0-1'], ['audio', 4, '#0 +0', null], ['finish']);
  expect(drawn(session)).toEqual(['a 0.00-1.00 by 1']);
  expect(session.news).toEqual([false, true, false, false]);
});

test('words stand where their chunk begins, whichever frame told them and whatever its number is', () => {
  const session = played(
    ['start'],
    ['audio', 4, '#0 +0', 'one 0-1'],
    ['audio', 4, '#0 +0', null],
    // The number says nothing about whose the bytes are: these still belong to the chunk before.
    ['audio', 4, '#7 +2.5', 'two 0.1-0.4'],
    ['audio', 4, '#0 +0', 'one 0-0.9'],
  );
  expect(drawn(session)).toEqual(['one 0.00-0.90 by 4', 'two 2.60-2.90 by 3']);
});

test('a new round begins where its first audio stands, and counts its chunks anew', () => {
  const session = played(
    ['start'],
    ['audio', 4, '#0 +0', 'one 0-1'],
    ['audio', 4, '#0 +0', null],
    ['finish'],
    ['start'],
    ['audio', 0, '#0 +0', null],
    ['audio', 4, '#0 +0', 'two 0.5-1'],
  );
  expect(drawn(session)).toEqual(['one 0.00-1.00 by 1', 'two 2.50-3.00 by 6']);
  expect(session.words.map(({ round }) => round)).toEqual([1, 2]);
});

test('a flood of words is cut off, and the words before it stay', () => {
  const session = played(
    10,
    ['start'],
    ['audio', 4, '#0 +0', 'first 0-1'],
    ['audio', 0, '#1 +0', 'a 0-1 b 1-2 c 2-3 d 3-4 e 4-5 f 5-6'],
    ['audio', 0, '#2 +0', 'a 0-1 b 1-2 c 2-3 d 3-4'],
    ['audio', 0, '#1 +0', 'a 0-1 b 1-2 c 2-3 d 3-4 e 4-5'],
    ['audio', 0, '#3 +0', 'last 0-1'],
  );
  expect(session.news).toEqual([false, true, true, false, true, true]);
  expect(session.words.map(({ text }) => text).join(' ')).toBe('first a b c d e last');
});

test('what has no place yet is left out', () => {
  const session = played(['start'], ['audio', 0, '#0 +0', 'early 0-1']);
  expect(session.words).toEqual([]);
  expect(drawn(played(['start'], ['audio', 0, '#0 +0', 'early 0-1'], ['audio', 4, '#0 +0', null]))).toEqual([
    'early 0.00-1.00 by 1',
  ]);
});
