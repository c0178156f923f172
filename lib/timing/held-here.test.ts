import { describe, expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { faultEnds, thenDroppedWords } from '../session/mark-words.ts';
import { HeldSpans } from './held-spans.ts';
import { drawn } from './testing/draw-timing.ts';
import { verdictOf } from './verdict.ts';

const steady = `${'0 > text "One two three."\n1 > flush\n'}${[100, 130, 160, 190].map((t) => `${t} < audio 10B 0.1s\n`).join('')}`;
const view = (lines: string) => drawn(fish, lines);
const by = (lines: string) => view(lines).blames.map((one) => [one.kind, one.by, Math.round(one.hereMs ?? 0)]);
const says = (lines: string) => verdictOf(view(lines)).says;
const asked = '0 > text "One two three."\n1 > flush\n';
const party = (lines: string, name: string) => verdictOf(view(lines)).parties.find((one) => one.by === name);

describe('what a rule holds of the client', () => {
  const held = '10 > text "One two three." @client\n20 > flush @client\n';

  test('is not the upstream’s while it is held, nor afterwards', () => {
    expect(by(`${held}18000 time`)).toEqual([['first', 'here', 0]]);
    expect(says(`${held}18000 time`)).toBe(
      "No audio for 17,980 ms since it was due: a rule's or a fault's, asked for here so far.",
    );
    const gone = `${held}40254 > text "One two three." @upstream 1\n40255 > flush @upstream 2\n40516 < audio 10B 0.1s`;
    expect(by(gone)).toEqual([['first', 'here', 0]]);
    expect(view(gone).blames[0]?.says).toBe(
      'A rule or a fault here held frames back for 40,235 ms of these 40,496 ms.',
    );
    expect(party(gone, 'upstream')).toMatchObject({ firsts: 0, ms: 0, inTime: true });
    expect(party(gone, 'here')).toMatchObject({ firsts: 1 });
  });

  test('an upstream that was late itself is told too', () => {
    const both = `${held}1020 > text "One two three." @upstream 1\n1020 > flush @upstream 2\n6020 < audio 10B 0.1s`;
    expect(by(both)).toEqual([['first', 'upstream', 1000]]);
    expect(says(both)).toBe("The first audio was waited for 6,000 ms: upstream's, but for 1,000 ms held back here.");
    const more = `${held}9020 > flush @upstream 2\n13020 < audio 10B 0.1s`;
    expect(by(more)).toEqual([['first', 'here', 0]]);
    expect(view(more).blames[0]?.says).toMatch("the other 4,000 ms are upstream's");
  });

  test('what was dropped cannot be answered, at once or after it was held', () => {
    expect(by('0 > text "One." @client dropped\n1 > flush\n5000 time')).toEqual([['first', 'here', 0]]);
    expect(by(`0 > text "One."\n1 > flush @client dropped\n5000 time`)).toEqual([['first', 'here', 0]]);
    const later = `0 > text "One."\n1 > flush @client\n900 mark user ${thenDroppedWords(899)} @ 2\n5000 time`;
    expect(by(later)).toEqual([['first', 'here', 0]]);
  });

  test('what was overtaken, or is no answerable frame, holds nothing back', () => {
    expect(by(`0 > {"event": "log"} @client\n${asked}5000 time`)).toEqual([['first', 'upstream', 0]]);
    expect(by(`${asked}5000 time`)).toEqual([['first', 'upstream', 0]]);
  });
});

describe('what a fault holds of the server', () => {
  test('the first audio and what waits behind it', () => {
    const late = `${asked}281 < audio 10B 0.1s @upstream\n300 < audio 10B 0.1s @upstream\n4281 < audio 10B 0.1s @client 3
      4282 < audio 10B 0.1s @client 4\n4300 < audio 10B 0.1s\n4320 < finish`;
    expect(by(late)).toEqual([['first', 'here', 0]]);
    expect(says(late)).toBe("The first audio was waited for 4,280 ms: a rule's or a fault's, asked for here.");
    expect(by(`${asked}281 < audio 10B 0.1s @upstream\n3900 time`)).toEqual([['first', 'here', 0]]);
  });

  test('late gaps, also of one frame that goes on in pieces', () => {
    const gap = `${steady}200 < audio 10B 0.1s @upstream\n900 < audio 10B 0.1s @client 7`;
    expect(by(gap)).toEqual([['arrival', 'here', 0]]);
    const drip = `${gap}\n1600 < audio 10B 0.1s @client 7`;
    expect(by(drip)).toEqual([
      ['arrival', 'here', 0],
      ['arrival', 'here', 0],
    ]);
    // The server's own: it came late, and went on 10 ms later.
    const own = `${steady}890 < audio 10B 0.1s @upstream\n900 < audio 10B 0.1s @client 7`;
    expect(by(own)).toEqual([['arrival', 'upstream', 10]]);
  });

  test('audio that was lost here is no gap of the server, and no excuse for its next answer', () => {
    const lost = `${steady}200 < audio 10B 0.1s @upstream dropped\n`;
    expect(by(`${lost}900 < audio 10B 0.1s`)).toEqual([['arrival', 'here', 0]]);
    expect(by(`${lost}1000 < finish\n1100 > text "Four."\n1101 > flush\n5000 < audio 10B 0.1s`)).toEqual([
      ['first', 'upstream', 0],
    ]);
  });

  test('slower than it plays', () => {
    const pieces = Array.from({ length: 8 }, (_, i) => {
      const came = `${100 + i} < audio 10B 0.15s @upstream\n`;
      return `${came}${110 + 190 * i} < audio 10B 0.15s @client ${3 + 2 * i}`;
    });
    const sorted = pieces.join('\n');
    expect(view(`${asked}${sorted}`).slow).toMatchObject({ by: 'here' });
  });
});

describe('an end that a fault made', () => {
  const closed = `${asked}100 < audio 10B 0.1s\n200 mark fault close: ${faultEnds.close(4001)}\n201 close peer 4001\n201 end`;

  test('is not told of the server', () => {
    expect(says(closed)).toMatch(/^A fault asked for here closed the connection with 4001: the server did not\./);
    expect(party(closed, 'upstream')?.notes).toEqual([]);
    expect(party(closed, 'here')?.notes).toEqual(['ended the connection']);
    for (const words of [`reset: ${faultEnds.reset()}`, `idle: ${faultEnds.idle(60)}`]) {
      expect(says(`${asked}200 mark fault ${words}\n201 close network 1006`)).toMatch(
        'A fault asked for here cut the connection: the server did not.',
      );
    }
    expect(says(`${asked}200 mark fault error: ${faultEnds.error()}\n201 close peer 1011`)).toMatch(
      'A fault asked for',
    );
  });

  test('and one that the server made is', () => {
    expect(says(`${asked}200 mark fault jitter: x\n201 close peer 4001`)).toMatch('The server closed the connection');
    expect(says(`${asked}200 close peer 4001`)).toMatch('The server closed the connection with 4001.');
  });
});

test('stretches that overlap count once', () => {
  const spans = new HeldSpans();
  for (const [from, to] of [
    [10, 20],
    [30, 40],
    [35, 50],
    [25, 55],
    [90, 100],
  ] as const)
    spans.add(from, to);
  expect(spans.covered(0, 200)).toBe(10 + 30 + 10);
  expect(spans.covered(15, 28)).toBe(5 + 3);
  expect(spans.covered(60, 80)).toBe(0);
  expect(spans.covered(60, 80, 70)).toBe(10);
  expect(spans.covered(60, 80, 10)).toBe(20);
});
