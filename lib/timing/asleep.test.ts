import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { asleepWords } from '../session/mark-words.ts';
import { drawn } from './testing/draw-timing.ts';

const view = (lines: string) => drawn(fish, `0 > text "One two three."\n1 > flush\n${lines}`);
const blames = (lines: string) => view(lines).blames.map(({ kind, by, fromMs, toMs }) => [kind, by, fromMs, toMs]);

const late = (mark: string) => `300 < audio 10B 0.1s
   400 < audio 10B 0.1s
   ${mark}
   6900 < audio 10B 0.1s`;

test('what came while this server did nothing is nobody’s fault that can be told: not the upstream’s', () => {
  expect(blames(late(''))).toEqual([['arrival', 'upstream', 400, 6900]]);
  const slept = late(`6890 mark relay ${asleepWords(6000)}`);
  expect(blames(slept)).toEqual([['arrival', 'unknown', 400, 6900]]);
  expect(view(slept).blames[0]?.says).toBe(
    'This console’s server did nothing for 6,000 ms of these 6,500 ms, as when the machine sleeps: it cannot be told who.'.replace(
      '’',
      "'",
    ),
  );
});

test('a sleep that explains less than half of a wait explains nothing', () => {
  const lines = `300 < audio 10B 0.1s
     400 < audio 10B 0.1s
     6000 mark relay ${asleepWords(5500)}
     20000 < audio 10B 0.1s`;
  expect(blames(lines)).toEqual([['arrival', 'upstream', 400, 20000]]);
});

test('in time at the relay, late at the page, and the server slept between: not the way between them', () => {
  const lines = (mark: string) => `300 < audio 10B 0.1s seen 305
     400 < audio 10B 0.1s seen 405
     500 < audio 10B 0.1s seen 6505 doubt 3
     ${mark}
     6510 < audio 10B 0.1s seen 6515 doubt 3`;
  const by = (mark: string) => blames(lines(mark)).map(([, who]) => who);
  expect(by('')).toContain('network');
  expect(by(`6500 mark relay ${asleepWords(5900)}`)).not.toContain('network');
  expect(by(`6500 mark relay ${asleepWords(5900)}`)).not.toContain('upstream');
});

test('a turn that was slow because of it is not the upstream’s', () => {
  const slow = (mark: string) =>
    view(`300 < audio 10B 1s\n700 < audio 10B 1s\n${mark}\n7000 < audio 10B 1s\n7100 < finish`).slow?.by;
  expect(slow('')).toBe('upstream');
  expect(slow(`6990 mark relay ${asleepWords(6000)}`)).toBe('unknown');
});
