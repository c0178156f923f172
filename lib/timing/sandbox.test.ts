import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { aggregate } from './runs.ts';
import { playSandbox } from './testing/play-sandbox.ts';

const start = { event: 'start', request: { text: '', format: 'pcm', latency: 'balanced' } };
const text = (words: string) => ({ event: 'text', text: words });
const flush = { event: 'flush' };
const stop = { event: 'stop' };

test('percentiles over runs are those of the first-audio times that were set, within 2 ms', async () => {
  const delays = [180, 420, 199, 260, 333, 240, 510, 222, 275, 301, 198];
  const runs = [];
  for (const firstAudioMs of delays) {
    const timing = await playSandbox(fish, { firstAudioMs }, [start, text('One two three.'), flush, 900, stop, 200]);
    runs.push(timing.view());
  }
  const first = aggregate(runs).figures.find(({ id }) => id === 'first-byte');
  const ordered = delays.toSorted((a, b) => a - b);
  expect(Math.abs((first?.p50 ?? 0) - (ordered[5] ?? 0))).toBeLessThanOrEqual(2);
  expect(Math.abs((first?.p95 ?? 0) - (ordered[10] ?? 0))).toBeLessThanOrEqual(2);
  expect(Math.abs((first?.spread ?? 0) - (510 - 180))).toBeLessThanOrEqual(4);
});

test('barge-in on one socket: two turns, and the audio after the interruption counted', async () => {
  // 37 characters are 1.85 s, sent in 0.37 s; the interruption comes in the middle of it.
  const long = 'One two three four five six seven ate.';
  const timing = await playSandbox(fish, {}, [start, text(long), flush, 400, text('No.'), flush, 900, stop, 300]);
  const { turns } = timing.view();
  expect(turns.map(({ endedBy }) => endedBy)).toEqual(['interruption', 'done']);
  const [one, two] = turns;
  // The voice takes 50 ms for each character.
  expect(one?.seconds).toBeCloseTo(long.length * 0.05, 6);
  expect(two?.seconds).toBeCloseTo(3 * 0.05, 6);
  const before = (one?.seconds ?? 0) - (one?.interrupted?.seconds ?? 0);
  expect([before > 0.4, (one?.interrupted?.seconds ?? 0) > 0.4]).toEqual([true, true]);
});

test('texts that wait in line are told apart exactly, since the server names them', async () => {
  const moves = [
    { event: 'start', token: 'sandbox', request: { format: 'wav' } },
    100,
    text('One two three.'),
    text('Four.'),
    2500,
  ];
  const { turns } = (await playSandbox(fishspeech, {}, moves)).view();
  expect(turns.map(({ endedBy, seconds }) => [endedBy, seconds])).toEqual([
    ['done', expect.closeTo(14 * 0.05, 3)],
    ['done', expect.closeTo(5 * 0.05, 3)],
  ]);
});

test('at the pace of speech no player runs dry; slower, one does, and the prebuffer says by how much', async () => {
  const moves = [start, text('One two three four five six seven. '.repeat(3)), flush, 9000, stop, 300];
  const even = (await playSandbox(fish, { pace: 1 }, moves)).view().turns[0];
  expect(even?.playouts[0]?.lateMs.at(-1)).toBeLessThan(6);
  const slow = (await playSandbox(fish, { pace: 1.5 }, moves)).view().turns[0];
  const spanMs = (slow?.endMs ?? 0) - (slow?.t0Ms ?? 0);
  expect(slow?.playouts[0]?.lateMs.at(-1)).toBeGreaterThan(1000);
  expect(spanMs).toBeGreaterThan((slow?.seconds ?? 0) * 1000);
});
