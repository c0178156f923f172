import { expect, test } from 'vitest';
import { frameAt, markerAt, wordAt } from './sound-places.ts';

const frames = {
  seqs: Uint32Array.of(3, 4, 6, 9),
  fromS: Float64Array.of(0, 0, 0.5, 1.25),
  toS: Float64Array.of(0, 0.5, 1.25, 2),
};

test('each second belongs to one frame, never to one of headers only', () => {
  expect([0, 0.49, 0.5, 1.3, 2].map((s) => frameAt(frames, s)?.seq)).toEqual([4, 4, 6, 9, 9]);
  expect([frameAt(frames, 2.1), frameAt(frames, -1), frameAt(null, 1)]).toEqual([null, null, null]);
});

test('the word that is heard, and the marker that is near', () => {
  const word = (text: string, fromS: number, toS: number) => ({ text, fromS, toS, seq: 1, round: 1 });
  const words = [word('a', 0, 0.4), word('b', 0.4, 1)];
  expect([0.1, 0.4, 1].map((s) => wordAt(words, s)?.text)).toEqual(['a', 'b', undefined]);
  const marker = (seq: number, atS: number) => ({ seq, atS, dir: 'sent', event: 'text' }) as const;
  const markers = [marker(1, 0), marker(2, 0), marker(5, 1)];
  // Of two at one place the later one lies on top.
  expect([0.05, 0.9, 0.5].map((s) => markerAt(markers, s, 0.2)?.seq)).toEqual([2, 5, undefined]);
});
