import { describe, expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { hiddenWords, notKeptWords, pausedWords, stillWords } from '../session/mark-words.ts';
import { Arrivals } from './arrivals.ts';
import { blamesOf } from './blame.ts';
import { figureValue } from './figure.ts';
import { openTiming } from './session-timing.ts';
import { drawInto, drawn } from './testing/draw-timing.ts';

const blames = (lines: string) =>
  drawn(fish, `0 > text "One two three."\n1 > flush\n${lines}`).blames.map(({ kind, by, seq, fromMs, toMs }) => [
    kind,
    by,
    seq,
    fromMs,
    toMs,
  ]);
const clocks = (lines: string) =>
  drawn(fish, `0 > text "One two three."\n1 > flush\n${lines}`).blames.map((one) => one.clock);
const says = (lines: string) => drawn(fish, `0 > text "One two three."\n1 > flush\n${lines}`).blames[0]?.says;

describe('late arrivals', () => {
  test('late at the wire: upstream', () => {
    const lines = `300 < audio 10B 0.1s seen 305
       400 < audio 10B 0.1s seen 405
       900 < audio 10B 0.1s seen 905
       1000 < audio 10B 0.1s seen 1005`;
    expect(blames(lines)).toEqual([['arrival', 'upstream', 5, 400, 900]]);
    expect(clocks(lines)).toEqual(['wire']);
    expect(says(lines)).toMatch('500 ms after the piece before it');
  });

  test('what waited for the client to ask is not late before it did', () => {
    const early = '300 < audio 10B 0.1s seen 305\n400 < audio 10B 0.1s seen 405';
    expect(blames(`${early}\n800 > stop\n900 < audio 10B 0.1s seen 905`)).toEqual([]);
    expect(blames(`${early}\n500 > flush\n900 < audio 10B 0.1s seen 905`)).toEqual([
      ['arrival', 'upstream', 6, 500, 900],
    ]);
    expect(says(`${early}\n500 > flush\n900 < audio 10B 0.1s seen 905`)).toMatch(
      '400 ms after the client asked for it',
    );
  });

  test('in time at the wire, late at the page: the network between them', () => {
    const lines = `300 < audio 10B 0.1s seen 305
       400 < audio 10B 0.1s seen 405
       500 < audio 10B 0.1s seen 905 doubt 3
       600 < audio 10B 0.1s seen 906 doubt 3`;
    expect(blames(lines)).toEqual([['arrival', 'network', 5, 405, 905]]);
    expect(clocks(lines)).toEqual(['page']);
    expect(says(lines)).toMatch('400 ms earlier than at the page');
  });

  test('clocks that differ by more than the delay: it cannot be told', () => {
    const lines = `300 < audio 10B 0.1s seen 305 doubt 450
       400 < audio 10B 0.1s seen 405 doubt 450
       500 < audio 10B 0.1s seen 905 doubt 450`;
    expect(blames(lines)).toEqual([['arrival', 'unknown', 5, 405, 905]]);
    expect(says(lines)).toMatch('cannot be told who');
  });

  test('the page was hidden, or stood still: the page', () => {
    for (const words of [hiddenWords(480), stillWords(400)]) {
      const lines = `300 < audio 10B 0.1s seen 305
       400 < audio 10B 0.1s seen 405
       500 < audio 10B 0.1s seen 905
       910 mark page ${words}`;
      expect(blames(lines)).toEqual([['arrival', 'page', 5, 405, 905]]);
    }
  });

  test('the page was hidden at another time: not the page', () => {
    const lines = `250 mark page ${hiddenWords(100)}
       300 < audio 10B 0.1s seen 305
       400 < audio 10B 0.1s seen 405
       500 < audio 10B 0.1s seen 905`;
    expect(blames(lines)).toEqual([['arrival', 'network', 6, 405, 905]]);
  });

  test('the relay did not read, since the console did not keep up: not upstream', () => {
    const lines = `300 < audio 10B 0.1s
       400 < audio 10B 0.1s
       890 mark relay ${pausedWords(450)}
       900 < audio 10B 0.1s`;
    expect(blames(lines)).toEqual([['arrival', 'network', 6, 400, 900]]);
    expect(says(lines)).toMatch('did not read for 450 ms of these 500 ms');
  });

  test('frames of that time were not kept: it cannot be told, nor whether it was slow', () => {
    const lines = (says: string) => `300 < audio 10B 1s
       400 < audio 10B 1s
       800 mark limit ${says}
       9000 < audio 10B 1s
       9100 close us`;
    expect(blames(lines('something'))[0]?.[1]).toBe('upstream');
    expect(blames(lines(notKeptWords(3)))).toEqual([['arrival', 'unknown', 6, 400, 9000]]);
    expect(says(lines(notKeptWords(3)))).toMatch('were not kept');
    const slow = (words: string) => drawn(fish, `0 > text "One two three."\n1 > flush\n${lines(words)}`).slow;
    expect([slow('something')?.by, slow(notKeptWords(3))]).toEqual(['upstream', null]);
  });

  test('both late: who had the greater part', () => {
    const lines = (seen: number) => `300 < audio 10B 0.1s seen 305
       350 < audio 10B 0.1s seen 355
       600 < audio 10B 0.1s seen ${seen}`;
    expect(blames(lines(800))).toEqual([['arrival', 'upstream', 5, 350, 600]]);
    expect(blames(lines(900))).toEqual([['arrival', 'network', 5, 355, 900]]);
  });

  test('a slow and even pace is no late arrival; the rest between turns is none', () => {
    const even = [300, 550, 800, 1050].map((t) => `${t} < audio 10B 0.25s`).join('\n');
    expect(blames(even)).toEqual([]);
    expect(blames(`300 < audio 10B 0.1s\n3000 > text "More."\n3001 > flush\n3300 < audio 10B 0.1s`)).toEqual([]);
  });
});

describe('a player that ran dry', () => {
  const pieces = (third: string) => `300 < audio 10B 0.2s seen 305
       400 < audio 10B 0.2s seen 405
       ${third}`;

  test('the page had the sound: the player', () => {
    const lines = pieces('500 < audio 10B 0.2s seen 505\n900 starved 150 after 0.4 doubt 5');
    expect(blames(lines)).toEqual([['starved', 'player', 5, 900, 1050]]);
    expect(says(lines)).toMatch('395 ms before the player ran dry');
  });

  test('the page had it and stood still: the page', () => {
    expect(
      blames(
        pieces(`500 < audio 10B 0.2s seen 505\n900 starved 150 after 0.4 doubt 5\n1060 mark page ${stillWords(300)}`),
      ),
    ).toEqual([['starved', 'page', 5, 900, 1050]]);
  });

  test('late at the wire: upstream, for the gap and for the silence', () => {
    expect(blames(pieces('1000 < audio 10B 0.2s seen 1005\n900 starved 150 after 0.4 doubt 5'))).toEqual([
      ['arrival', 'upstream', 5, 400, 1000],
      ['starved', 'upstream', 5, 900, 1050],
    ]);
  });

  test('in time at the wire, late at the page: the network', () => {
    expect(blames(pieces('500 < audio 10B 0.2s seen 1005 doubt 4\n900 starved 150 after 0.4 doubt 5'))).toEqual([
      ['arrival', 'network', 5, 405, 1005],
      ['starved', 'network', 5, 900, 1050],
    ]);
  });

  test('a page that has it only just, or clocks that differ: it cannot be told', () => {
    expect(blames(pieces('850 < audio 10B 0.2s seen 855 doubt 4\n900 starved 150 after 0.4 doubt 30'))[1]).toEqual([
      'starved',
      'unknown',
      5,
      900,
      1050,
    ]);
  });

  test('what it waited for is not decoded: it cannot be told', () => {
    expect(blames(pieces('500 < audio 10B 0.2s undecoded\n900 starved 150 after 0.4 doubt 5'))).toEqual([
      ['starved', 'unknown', 0, 900, 1050],
    ]);
  });
});

test('what the page tells of itself takes the place of what it told', () => {
  const timing = drawInto(
    openTiming(fish),
    fish,
    `0 > text "One."\n1 > flush
     300 < audio 10B 0.5s seen 305
     400 < audio 10B 0.5s seen 905`,
  );
  timing.starved({ atMs: 850, ms: 60, mediaS: 0.5, uncertaintyMs: 2 });
  timing.trouble([{ fromMs: 400, toMs: 900, why: 'still' }]);
  const { blames, figures } = timing.view();
  expect(blames.map(({ kind, by }) => [kind, by])).toEqual([
    ['arrival', 'page'],
    ['starved', 'page'],
  ]);
  expect([figureValue(figures, 'underruns'), figureValue(figures, 'underrun-time')]).toEqual([1, 60]);
  timing.trouble([]);
  expect(timing.view().blames.map(({ by }) => by)).toEqual(['network', 'network']);
});

test('of very many the longest are listed, in order of time', () => {
  const lines = Array.from({ length: 2400 }, (_, i) => `${i * 1000 + (i % 3 === 2 ? 700 : 0)} < audio 10B 0.1s`).join(
    '\n',
  );
  const { blames } = drawn(fish, `0 > text "One."\n0 > flush\n${lines}`);
  expect(blames.length).toBe(500);
  expect(blames.every(({ fromMs, toMs }) => toMs - fromMs === 1700)).toBe(true);
  expect(blames.map(({ fromMs }) => fromMs)).toEqual(blames.map(({ fromMs }) => fromMs).toSorted((a, b) => a - b));
});

test('a player that ran dry before the client asked for more: counted from when it asked', () => {
  const lines = `300 < audio 10B 0.1s seen 305
     400 < audio 10B 0.1s seen 405
     800 > flush
     950 < audio 10B 0.1s seen 955
     600 starved 355 after 0.2 doubt 1`;
  expect(blames(lines)).toEqual([['starved', 'upstream', 6, 600, 955]]);
  expect(says(lines)).toMatch('150 ms after the client asked for it');
});

test('many times without sound are judged with one walk over all sound', () => {
  let looks = 0;
  class CountedArrivals extends Arrivals {
    override seconds(at: number): number {
      looks++;
      return super.seconds(at);
    }
  }
  const arrivals = new CountedArrivals();
  for (let at = 0; at < 3000; at++) {
    arrivals.add(at + 1, at * 100, 10);
    arrivals.setSound(at, 0.1, 0, 0);
  }
  const starved = Array.from({ length: 3000 }, (_, i) => ({ atMs: i * 100, ms: 1, mediaS: i / 10, uncertaintyMs: 1 }));
  const turns = [
    { from: 0, to: 3000, usualGapMs: 100, dueMs: null, ownUntilMs: Number.POSITIVE_INFINITY, waits: null },
  ];
  const found = blamesOf(arrivals, turns, { troubles: [], held: [], starved });
  expect(found[9]?.seq).toBe(10);
  expect(looks).toBeLessThan(10_000);
});
