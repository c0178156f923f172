import { describe, expect, test } from 'vitest';
import type { EventValue } from '../dialects/dialect.ts';
import { fish } from '../dialects/fish/fish.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import { Arrivals } from './arrivals.ts';
import { openTiming, type SessionTiming } from './session-timing.ts';
import { drawInto, drawn } from './testing/draw-timing.ts';
import { TurnFold } from './turn-fold.ts';

/** The turns, after a view was made for each line on the way. */
function lookAtEach(timing: SessionTiming, lines: string) {
  const looking: SessionTiming = {
    ...timing,
    take(entry, reading) {
      timing.take(entry, reading);
      timing.view();
    },
  };
  drawInto(looking, fish, lines);
  return timing.view().turns.map(({ frames, endMs }) => [frames, endMs]);
}

test('a quicker answer later on moves the boundary of an interruption long settled', () => {
  const barge = `100 > text "One two three."
       100 > flush
       500 < audio 1000B 0.25s
       550 < audio 1000B 0.25s
       560 > text "Stop, wait."
       560 > flush
       640 < audio 300B 0.1s
       720 < audio 300B 0.1s
       800 < audio 300B 0.1s
       880 < audio 300B 0.1s
       930 < audio 300B 0.1s
       940 < finish`;
  const later = (at: number) =>
    `${at} > start\n${at} > text "On."\n${at} > stop\n${at + 100} < audio 9B 0.1s\n${at + 110} < finish`;
  const timing = drawInto(openTiming(fish), fish, barge);
  // Nine tenths of the 400 ms of the first answer are not over before 920.
  expect(timing.view().turns.map(({ frames }) => frames)).toEqual([6, 1]);
  const all = [barge, later(2000), later(4000), later(6000)].join('\n');
  const fresh = drawn(fish, all).turns.map(({ frames, endMs }) => [frames, endMs]);
  const looked = drawInto(openTiming(fish), fish, '');
  // Looked at in between, as a page does: settled turns must be made anew.
  const seen = lookAtEach(looked, all);
  expect(seen).toEqual(fresh);
  expect(fresh[0]?.[0]).toBe(3);
});

describe('what is told of one audio entry', () => {
  const timing = drawInto(
    openTiming(fish),
    fish,
    `100 > text "One two three."
     100 > flush
     300 < audio 10B 0.25s
     350 < audio 10B 0.25s
     440 > text "Stop."
     441 > flush
     450 < audio 10B 0.2s
     500 < audio 10B 0.1s
     900 < audio 10B 0.25s
     950 < audio 10B 0.25s`,
  );

  test('whether it opens its turn, and what interrupted that', () => {
    expect([3, 4, 7, 8, 9, 10].map((seq) => timing.turnAt(seq))).toEqual([
      { opens: true, interruptedBy: 5 },
      { opens: false, interruptedBy: 5 },
      { opens: false, interruptedBy: 5 },
      { opens: false, interruptedBy: 5 },
      { opens: true, interruptedBy: null },
      { opens: false, interruptedBy: null },
    ]);
    expect(timing.turnAt(5)).toBeNull();
  });

  test('the longest gap of a stretch is of its turns, not between them', () => {
    expect([
      timing.longestGap(1, 10),
      timing.longestGap(8, 10),
      timing.longestGap(8, 9),
      timing.longestGap(4, 7),
    ]).toEqual([100, 50, null, 100]);
  });
});

describe('without a word of the server', () => {
  /** `One two three four.`, 19 characters, is interrupted by `Stop.`, 5: four fifths of the sound are of the first. */
  const barge = (...at: number[]) => {
    const lines = at.map((t) => `${t} < audio 100B 0.1s`).join('\n');
    return `100 > text "One two three four."\n100 > flush\n300 < audio 100B 0.1s\n310 > text "Stop."\n310 > flush\n${lines}`;
  };
  const told = (lines: string) => {
    const { turns } = drawn(fish, lines);
    return [turns.map(({ frames }) => frames), turns[0]?.interrupted?.toldBy];
  };
  const over = '\n1900 > stop\n1910 < finish';

  test('of several pauses the one is taken where the texts part', () => {
    // Ten pieces: pauses before the fifth and the ninth.
    const lines = barge(330, 350, 370, 530, 550, 570, 590, 850, 870);
    expect(told(`${lines}${over}`)).toEqual([[8, 2], 'pause']);
    // While the second is not over, it cannot be weighed.
    expect(told(lines)).toEqual([[4, 6], 'pause']);
  });

  test('an answer quicker than all before it is believed where there is a pause and the lengths agree', () => {
    // The first answer took 200 ms; the second comes after 160.
    const lines = barge(312, 314, 316, 318, 320, 322, 324, 484, 490);
    expect(told(`${lines}${over}`)).toEqual([[8, 2], 'pause']);
    // While the second is not over, the pause is clear enough: a hundred times the usual gap.
    expect(told(lines)).toEqual([[8, 2], 'pause']);
    // Where they do not, the pause is the server's own: 19 of 24 parts of 6,400 bytes end in the fifteenth piece.
    const long = `${lines}\n${[496, 502, 508, 514, 520, 526].map((t) => `${t} < audio 900B 0.1s`).join('\n')}`;
    expect(told(`${long}${over}`)).toEqual([[15, 1], 'length']);
  });

  test('a slow first answer does not hide a quicker second one behind a clear pause', () => {
    // The first answer took 900 ms, the second takes 250 on a socket that is awake; pieces come every 40.
    const slow = (...at: number[]) =>
      `100 > text "One two three four."\n100 > flush\n${at.map((t) => `${t} < audio 100B 0.1s`).join('\n')}`;
    const then = (pauseEnd: number) =>
      `1130 > text "Stop."\n1130 > flush\n1160 < audio 100B 0.1s\n${[0, 40, 80].map((t) => `${pauseEnd + t} < audio 100B 0.1s`).join('\n')}`;
    expect(told(`${slow(1000, 1040, 1080, 1120)}\n${then(1410)}`)).toEqual([[5, 3], 'pause']);
    // Under six times the usual gap it is not clear.
    expect(told(`${slow(1000, 1040, 1080, 1120)}\n${then(1390)}`)).toEqual([[8, 0], 'answer']);
    // Nor is one that the first turn had itself before it was interrupted.
    expect(told(`${slow(1000, 1040, 1080, 1120).replace('1000 <', '780 <')}\n${then(1410)}`)).toEqual([
      [8, 0],
      'answer',
    ]);
  });

  test('without a pause the lengths of the texts tell about where, and before that the quickest answer', () => {
    const even = Array.from({ length: 14 }, (_, i) => 350 + i * 50);
    expect(told(barge(...even))).toEqual([[4, 11], 'answer']);
    expect(told(`${barge(...even)}${over}`)).toEqual([[12, 3], 'length']);
    // No answer comes sooner than the server ever answered, whatever the lengths say.
    const soon = barge(350, 400, 450).replace('One two three four.', 'O.');
    expect(told(`${soon}${over}`)).toEqual([[4, 0], 'answer']);
  });
});

test('where each of very many events begins is told without looking at all of them again', () => {
  let looks = 0;
  class CountedArrivals extends Arrivals {
    override tMs(at: number): number {
      looks++;
      return super.tMs(at);
    }
  }
  const arrivals = new CountedArrivals();
  const fold = new TurnFold(fish, arrivals);
  const reader = fish.openReader();
  let seq = 0;
  const take = (t: number, dir: 'sent' | 'received', event: EventValue) => {
    const entry = { seq: ++seq, t, kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) } as const;
    if (dir === 'received') arrivals.add(seq, t, 1);
    fold.take(entry, reader.read(entry));
  };
  const speak = (fromMs: number) => {
    for (let i = 0; i < 3000; i++) {
      take(fromMs + i, 'received', { event: 'audio', audio: new Uint8Array(1) });
      fold.turnOf(arrivals.length - 1);
    }
  };
  take(0, 'sent', { event: 'text', text: 'One two three.' });
  take(0, 'sent', { event: 'flush' });
  speak(200);
  take(3200, 'sent', { event: 'text', text: 'Stop.' });
  take(3200, 'sent', { event: 'flush' });
  speak(3201);
  expect(fold.turnOf(5999)).toEqual({ index: 1, from: 3000 + 179 });
  expect(looks).toBeLessThan(100_000);
});
