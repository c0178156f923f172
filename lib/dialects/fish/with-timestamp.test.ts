/** A whole session on the path with timestamps, from the file. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromBase64 } from '../../bytes/base64.ts';
import type { FrameLike } from '../dialect.ts';
import { fish } from './fish.ts';

type Line = { dir: string; b64?: string };

const file = new URL('../samples/with-timestamp/three-texts.jsonl', import.meta.url);
const frames: FrameLike[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line)
  .filter(({ b64 }) => b64 !== undefined)
  .map(({ dir, b64 }) => ({
    dir: dir === 'client' ? 'sent' : 'received',
    opcode: 'binary',
    bytes: fromBase64(b64 as string) as Uint8Array,
  }));

test('every frame reads clean', () => {
  const reader = fish.openReader();
  const readings = frames.map((frame) => reader.read(frame));
  expect(readings.filter(({ problem }) => problem !== null)).toEqual([]);
  expect(readings.map(({ event }) => event).join(' ')).toBe(
    'start text flush audio text stop audio audio audio audio audio audio audio finish start text stop audio audio audio audio finish',
  );
  expect(readings.at(-1)?.round).toBe(2);
  expect(fish.describe(frames[3] as FrameLike, readings[3] as never)).toBe(
    '2,872 B of audio, 2 words in 0.882 s, chunk 0 + 0 s',
  );
});

test('snapshots grow, and the words of a round follow one another', () => {
  const reader = fish.openReader();
  const track = fish.openWords();
  /** Texts after each frame that had news; every round's sound begins at a hundred seconds times its number. */
  const grown: string[] = [];
  const drawn = () =>
    track
      .words((of) => ({ fromS: (of < 14 ? 1 : 2) * 100, toS: 0 }))
      .map((word) => {
        return `${word.text} ${word.fromS.toFixed(3)}-${word.toS.toFixed(3)}`;
      });
  for (const [seq, frame] of frames.entries()) {
    if (track.take(seq, frame, reader.read(frame))) grown.push(`${drawn().length}`);
  }
  expect(grown.join(' ')).toBe('2 4 4 4 5 6 8 8');
  expect(drawn()).toEqual([
    'Hello 100.035-100.394',
    'there. 100.394-100.709',
    'It\u2019s 100.938-101.146',
    '10:30, 101.146-101.914',
    'Dr. 102.109-102.518',
    'Smith. 102.518-102.905',
    'Once 200.057-200.343',
    'more. 200.343-200.798',
  ]);
});

test('the words of a session are in the text that was sent', () => {
  const reader = fish.openReader();
  const track = fish.openWords();
  for (const [seq, frame] of frames.entries()) track.take(seq, frame, reader.read(frame));
  const words = track.words(() => ({ fromS: 0, toS: 0 })).map(({ text }) => text);
  expect(words.join(' ')).toBe('Hello there. It\u2019s 10:30, Dr. Smith. Once more.');
});
