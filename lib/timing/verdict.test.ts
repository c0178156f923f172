import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { drawn } from './testing/draw-timing.ts';
import { verdictOf } from './verdict.ts';

const verdict = (lines: string) => verdictOf(drawn(fish, `0 > text "One two three."\n1 > flush\n${lines}`));
const steady = [100, 150, 200, 250, 300, 400].map((t) => `${t} < audio 10B 0.1s seen ${t + 5}`).join('\n');

test('before audio there is nothing to judge; without a gap nobody was late', () => {
  expect(verdict('')).toMatchObject({ state: 'waiting', says: 'No audio yet: nothing to judge so far.' });
  expect(verdict('10 close us\n10 end').says).toBe('No audio came: there is nothing to judge.');
  expect(verdict(steady)).toMatchObject({ state: 'fine', says: 'No gap over 200 ms so far.' });
  expect(verdict(`${steady}\n500 < audio 10B 0.1s seen 505 heard 700\n600 end`).says).toBe(
    'No gap over 200 ms, and the player never ran dry.',
  );
});

test('gaps that are all alike are not called short', () => {
  const slow = [500, 1000, 1500, 2100].map((t) => `${t} < audio 10B 0.1s seen ${t + 5}`).join('\n');
  expect(verdict(slow)).toMatchObject({
    state: 'fine',
    says: 'No gap stands out: the median is 500 ms, the longest 600 ms so far.',
  });
});

test('one party is named for all, several with their share', () => {
  const one = `${steady}\n900 < audio 10B 0.1s seen 905`;
  expect(verdict(one)).toMatchObject({ state: 'late', says: "The one gap was upstream's." });
  const two = `${one}\n1500 < audio 10B 0.1s seen 1505`;
  expect(verdict(two).says).toBe("Both gaps were upstream's.");
  const three = `${two}\n2200 < audio 10B 0.1s seen 2205`;
  expect(verdict(three).says).toBe("All 3 gaps were upstream's.");
  expect(verdict(three).parties[0]).toEqual({ by: 'upstream', gaps: 3, starved: 0, ms: 500 + 600 + 700 });
  const mixed = `${two}\n1600 < audio 10B 0.1s seen 2205 doubt 3`;
  expect(verdict(mixed).says).toBe("3 gaps: 2 upstream's, 1 the network's or the relay's.");
});

test('a player that ran dry is told besides', () => {
  const dry = `${steady}\n500 < audio 10B 0.1s seen 505\n2000 starved 120 after 0.2 doubt 3`;
  expect(verdict(dry)).toMatchObject({
    says: "No gap over 200 ms. The one time the player ran dry was the player's.",
    state: 'late',
  });
  expect(verdict(dry).parties.map(({ by, starved }) => [by, starved])).toEqual([
    ['upstream', 0],
    ['network', 0],
    ['page', 0],
    ['player', 1],
  ]);
});

test('audio slower than it plays is said, even where no gap stands out', () => {
  const slow = Array.from({ length: 8 }, (_, i) => `${100 + 190 * i} < audio 10B 0.15s`).join('\n');
  expect(verdict(slow)).toMatchObject({
    state: 'late',
    says: 'No gap over 200 ms so far. The audio came slower than it plays (real-time factor 0.90): a longer text runs dry with any prebuffer.',
  });
});
