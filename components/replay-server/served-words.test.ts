import { expect, test } from 'vitest';
import type { Loaded } from '@/lib/sandbox/replay/shelf.ts';
import { addressOf, countWords, sizeWords, speeds } from './served-words.ts';

const loaded = { status: 101, frames: 40, frameBytes: 12_345, visits: [], earlier: 0 } as unknown as Loaded;
const visits = (count: number) => Array.from({ length: count }, () => ({})) as unknown as Loaded['visits'];

test('the address says the speed, unless it is the recorded one, and whose it is', () => {
  expect(speeds.map(({ value }) => addressOf('http://127.0.0.1:4820', '3f2a', value))).toEqual([
    'http://127.0.0.1:4820/replay/3f2a~speed=0.5',
    'http://127.0.0.1:4820/replay/3f2a',
    'http://127.0.0.1:4820/replay/3f2a~speed=2',
    'http://127.0.0.1:4820/replay/3f2a~speed=4',
    'http://127.0.0.1:4820/replay/3f2a~speed=max',
  ]);
  expect(addressOf('https://console.example', '3f2a', '1', 'Ab_9')).toBe('https://console.example/replay/3f2a~t=Ab_9');
  expect(addressOf('https://console.example', '3f2a', '2', 'Ab_9')).toBe(
    'https://console.example/replay/3f2a~speed=2,t=Ab_9',
  );
});

test('what is served, and who came', () => {
  expect(sizeWords(loaded)).toBe('40 frames of the server, 12,345 B');
  expect(sizeWords({ ...loaded, frames: 1, frameBytes: 2 })).toBe('1 frame of the server, 2 B');
  expect(sizeWords({ ...loaded, status: 401 })).toBe('refused with 401');
  expect(countWords(loaded)).toBe('No client has come yet.');
  expect(countWords({ ...loaded, visits: visits(1) })).toBe('1 client came.');
  expect(countWords({ ...loaded, visits: visits(100), earlier: 950 })).toBe(
    '1,050 clients came. The last 100 are listed.',
  );
});
