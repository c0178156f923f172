import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { aggregate, compare } from './runs.ts';
import { drawn } from './testing/draw-timing.ts';

/** One run whose first audio came after `delayMs`, and went on `gapMs` later. */
const run = (delayMs: number, gapMs = 100) =>
  drawn(
    fish,
    `0 > text "One."
     0 > flush
     ${delayMs} < audio 100B 0.2s
     ${delayMs + gapMs} < audio 100B 0.2s
     ${delayMs + gapMs + 5} > stop
     ${delayMs + gapMs + 9} < finish`,
  );

function drawDelays(count: number, seed: number, from: number, spread: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return from + (state / 2147483648) * spread;
  });
}

test('percentiles over runs are those of the delays that were drawn', () => {
  for (const count of [1, 2, 10, 20, 57]) {
    const delays = drawDelays(count, count, 150, 300);
    const first = aggregate(delays.map((delay) => run(delay))).figures.find(({ id }) => id === 'first-byte');
    const ordered = delays.toSorted((a, b) => a - b);
    expect([first?.p50, first?.p95, first?.least, first?.most, first?.missing]).toEqual([
      ordered[Math.ceil(count * 0.5) - 1],
      ordered[Math.ceil(count * 0.95) - 1],
      ordered[0],
      ordered[count - 1],
      0,
    ]);
    expect(first?.spread).toBe((ordered[count - 1] ?? 0) - (ordered[0] ?? 0));
  }
});

test('turn by turn; a run without the turn, or without the figure, is missing and counted', () => {
  const two = drawn(
    fish,
    '0 > text "a"\n1 > flush\n200 < audio 9B 0.1s\n3000 > text "b"\n3001 > flush\n3400 < audio 9B 0.1s',
  );
  const none = drawn(fish, '0 > text "a"\n1 > flush');
  const { turns, runs } = aggregate([two, run(300), none]);
  expect(runs).toBe(3);
  const firsts = turns.map(({ figures }) => figures.find(({ id }) => id === 'first-byte'));
  expect(firsts.map((one) => [one?.p50, one?.values.length, one?.missing])).toEqual([
    [200, 2, 1],
    [400, 1, 2],
  ]);
  expect(aggregate([])).toEqual({ runs: 0, figures: [], turns: [] });
});

test('two settings: medians, ratio, and how many pairs agree', () => {
  const slow = aggregate([400, 420, 440, 460].map((delay) => run(delay)));
  const fast = aggregate([200, 210, 220, 430].map((delay) => run(delay)));
  const first = compare(slow, fast).find(({ id }) => id === 'first-byte');
  expect([first?.difference, first?.ratio]).toEqual([-210, 0.5]);
  // 12 pairs with the three fast ones, and 430 is below 440 and 460: 14 of 16.
  expect(first?.lowerShare).toBe(14 / 16);
  expect(first?.says).toMatch('88 % of all pairs of runs the second is lower');
  const back = compare(fast, slow).find(({ id }) => id === 'first-byte');
  expect([back?.lowerShare, back?.says]).toEqual([2 / 16, 'In 88 % of all pairs of runs the second is higher.']);
});

test('the same setting twice shows no difference', () => {
  const one = aggregate([400, 420, 440].map((delay) => run(delay)));
  const same = compare(one, one).find(({ id }) => id === 'first-byte');
  expect([same?.difference, same?.lowerShare]).toEqual([0, 0.5]);
  expect(same?.says).toMatch('no clear difference');
});
