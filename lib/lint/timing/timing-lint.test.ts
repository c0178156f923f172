import { describe, expect, test } from 'vitest';
import { fish } from '../../dialects/fish/fish.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { hiddenWords } from '../../session/mark-words.ts';
import { figureValue } from '../../timing/figure.ts';
import { openTiming } from '../../timing/session-timing.ts';
import { drawInto, drawn } from '../../timing/testing/draw-timing.ts';
import { idsOf } from '../corpus/lint-steps.ts';
import { FindingList } from '../finding-list.ts';
import { openLint, ruleTable } from '../open-lint.ts';
import { openTimingLint } from './open-timing-lint.ts';
import { timingRules } from './timing-rules.ts';

const asked = '0 > text "One two three four five six seven."\n10 > flush\n';
const prose = 'The quick brown fox jumps over the lazy dog near the river.';
/** `count` pieces of `seconds`, every `everyMs`, from `fromMs`. */
const pieces = (count: number, fromMs: number, everyMs: number, seconds: number, more = '') =>
  Array.from({ length: count }, (_, i) => `${fromMs + i * everyMs} < audio 100B ${seconds}s ${more}`).join('\n');
const finished = (t: number) => `\n${t} > stop\n${t + 5} < finish`;

type Case = { name: string; trips: string; near?: string; lines: string };
const cases: readonly Case[] = [
  { name: 'an even session', trips: '', lines: asked + pieces(10, 250, 100, 0.25) + finished(1300) },
  {
    name: 'a piece 201 ms too late',
    trips: 'D01',
    lines: `${asked}250 < audio 9B 0.25s\n701 < audio 9B 0.5s`,
  },
  {
    name: 'a piece 200 ms too late: just enough',
    trips: '',
    near: 'D01',
    lines: `${asked}250 < audio 9B 0.25s\n700 < audio 9B 0.5s`,
  },
  { name: 'slower than it plays', trips: 'D01 D02', lines: asked + pieces(11, 250, 200, 0.1) + finished(3000) },
  {
    name: 'as fast as it plays, but for a fiftieth',
    trips: '',
    lines: asked + pieces(21, 250, 106, 0.1) + finished(3000),
  },
  {
    name: 'slower than it plays, over less than a second',
    trips: 'D01',
    near: 'D02',
    lines: asked + pieces(10, 250, 110, 0.05) + finished(3000),
  },
  { name: 'no answer for three seconds', trips: 'D03', lines: `${asked}3011 time` },
  { name: 'the answer after more than three seconds', trips: 'D03', lines: `${asked}3011 < audio 9B 0.5s` },
  { name: 'the answer after three seconds', trips: '', near: 'D03', lines: `${asked}3010 < audio 9B 0.5s` },
  { name: 'text that was not asked for yet', trips: '', lines: '0 > text "One."\n9000 time' },
  {
    name: 'a hidden page',
    trips: 'D04',
    lines: `${asked}250 < audio 9B 0.5s seen 255\n300 < audio 9B 0.5s seen 900\n910 mark page ${hiddenWords(700)}`,
  },
  {
    name: 'a hidden page that was in time',
    trips: '',
    near: 'D04',
    lines: `${asked}250 < audio 9B 0.5s seen 255\n300 < audio 9B 0.5s seen 305\n910 mark page ${hiddenWords(700)}`,
  },
  {
    name: 'the player had the sound',
    trips: 'D05',
    lines: `${asked}250 < audio 9B 0.5s seen 255\n300 < audio 9B 0.5s seen 305\n900 starved 90 after 0.5 doubt 4`,
  },
  {
    name: 'the player had it not, since upstream was late',
    trips: '',
    near: 'D05',
    lines: `${asked}250 < audio 9B 0.25s seen 255\n700 < audio 9B 0.5s seen 705\n640 starved 90 after 0.25 doubt 4`,
  },
  { name: '501 ms of silence', trips: 'D06', lines: `${asked}250 < audio 9B 1s from 0.501` },
  { name: 'half a second of silence', trips: '', near: 'D06', lines: `${asked}250 < audio 9B 1s from 0.5` },
  { name: 'clipping', trips: 'D07', lines: `${asked}250 < audio 9B 1s clipped 3\n260 < audio 9B 1s clipped 2` },
  { name: 'what a decoder makes of loud speech', trips: '', near: 'D07', lines: `${asked}250 < audio 9B 1s clipped 4` },
  {
    name: '59 characters in a second',
    trips: 'D08',
    lines: `0 > text "${prose}"\n1 > stop\n250 < audio 9B 1s\n300 < finish`,
  },
  {
    name: '59 characters in 20 seconds',
    trips: 'D08',
    lines: `0 > text "${prose}"\n1 > stop\n250 < audio 9B 20s\n300 < finish`,
  },
  {
    name: '59 characters in four seconds',
    trips: '',
    near: 'D08',
    lines: `0 > text "${prose}"\n1 > stop\n250 < audio 9B 4s\n300 < finish`,
  },
  {
    name: 'another writing says more with a character',
    trips: '',
    lines: `0 > text "${'速い茶色の狐が怠け者の犬を飛び越える。'.repeat(3)}"\n1 > stop\n250 < audio 9B 20s\n300 < finish`,
  },
  {
    name: 'a burst and then nothing',
    trips: 'D09',
    lines: `${asked}${pieces(6, 250, 50, 0.5)}\n1600 < audio 9B 0.5s${finished(1700)}`,
  },
  {
    name: 'a burst and then not quite nothing',
    trips: '',
    near: 'D09',
    lines: `${asked}${pieces(6, 250, 50, 0.5)}\n1499 < audio 9B 0.5s${finished(1700)}`,
  },
  {
    name: 'interrupted, and audio goes on',
    trips: 'D10',
    lines: `${asked}250 < audio 9B 0.5s\n300 > text "No."\n350 < audio 9B 0.5s`,
  },
  {
    name: 'interrupted, and silent at once',
    trips: '',
    near: 'D10',
    lines: `${asked}250 < audio 9B 0.5s\n300 > text "No."\n301 > flush\n600 < audio 9B 0.5s`,
  },
  {
    name: 'late between relay and page',
    trips: 'D11',
    lines: `${asked}250 < audio 9B 0.5s seen 255\n300 < audio 9B 0.5s seen 900`,
  },
  {
    name: 'late between relay and page, by less than the clocks allow to tell',
    trips: '',
    near: 'D11',
    lines: `${asked}250 < audio 9B 0.5s seen 255 doubt 700\n300 < audio 9B 0.5s seen 900 doubt 700`,
  },
];

const findingsOf = (lines: string) => {
  const list = new FindingList(timingRules);
  openTimingLint(list).take(drawn(fish, lines));
  return list.all();
};

describe('the corpus', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { lines, trips }) => {
    const findings = findingsOf(lines);
    expect(idsOf(findings), findings.map(({ says }) => says).join('\n')).toBe(trips);
    for (const { says, proofs } of findings) {
      expect(says).toMatch(/\.$/);
      expect(proofs.length).toBeGreaterThan(0);
    }
  });

  test('each rule has a session that trips it, and one that comes close', () => {
    const ids = timingRules.map(({ id }) => id);
    expect(ids.filter((id) => !cases.some(({ trips }) => trips.split(' ').includes(id)))).toEqual([]);
    expect(cases.flatMap(({ near }) => near ?? []).sort()).toEqual(ids);
  });
});

test('no rule about time speaks of an error, and all stand in the table', () => {
  expect(timingRules.filter(({ severity }) => severity === 'error')).toEqual([]);
  const table = ruleTable(fish).map(({ id }) => id);
  expect(timingRules.filter(({ id }) => !table.includes(id))).toEqual([]);
});

test('findings follow the view: kept while they hold, changed with it, taken back', () => {
  const timing = drawInto(openTiming(fish), fish, `${asked}2900 time`);
  const list = new FindingList(timingRules);
  const lint = openTimingLint(list);
  lint.take(timing.view());
  expect(list.all()).toEqual([]);
  timing.time(3500);
  lint.take(timing.view());
  const [waiting] = list.all();
  expect(waiting).toMatchObject({ rule: 'D03', says: 'Turn 1: no audio for 3,000 ms so far.', proofs: [{ seq: 2 }] });
  timing.time(4000);
  lint.take(timing.view());
  expect(list.all()).toEqual([waiting]);
  const late = drawInto(openTiming(fish), fish, `${asked}4010 < audio 9B 1s`);
  lint.take(late.view());
  expect(list.all()).toMatchObject([
    { says: 'Turn 1: its first audio came 4,000 ms after it was asked for.', proofs: [{ seq: 3 }] },
  ]);
  late.end();
  lint.take(drawn(fish, `${asked}100 < audio 9B 1s`));
  expect(list.all()).toEqual([]);
});

test('more turns than a list can show are one finding, also when they are judged again and again', () => {
  const timing = openTiming(fish);
  const turns = Array.from(
    { length: 100 },
    (_, i) => `${i * 9000} > text "One."\n${i * 9000} > flush\n${i * 9000 + 100} < audio 9B 1s from 0.6`,
  );
  drawInto(timing, fish, turns.join('\n'));
  const lint = openLint(fish, null);
  for (let i = 0; i < 5; i++) {
    timing.time(900_000 + i);
    lint.timing(timing.view());
  }
  const found = lint.findings();
  expect([found.length, found.reduce((sum, { count }) => sum + count, 0)]).toEqual([41, 41]);
  expect(found.map(({ says }) => says)).toContain('The same in 60 more turns.');
});

test('the prebuffer that it recommends is the one of the figure', () => {
  const lines = `${asked}100 < audio 9B 0.1s\n1333.4 < audio 9B 0.1s`;
  const [found] = findingsOf(lines);
  expect(found?.says).toMatch('A prebuffer of 1,134 ms would have been enough.');
  expect(figureValue(drawn(fish, lines).figures, 'prebuffer')).toBe(1134);
});

test('a text that had to wait for the one before it is counted from the end of that', () => {
  const lines = `${asked}250 < audio 9B 1s\n300 > text "Two."\n301 > flush\n400 < audio 9B 1s\n3900 < audio 9B 1s`;
  expect(findingsOf(lines).find(({ rule }) => rule === 'D03')?.says).toBe(
    'Turn 2: its first audio came 3,500 ms after the audio before it.',
  );
});

test('a stall at each of very many pieces is one finding with a few proofs', () => {
  const timing = drawInto(openTiming(fish), fish, asked);
  const reader = fish.openReader();
  const bytes = encodeMsgpack({ event: 'audio', audio: new Uint8Array(2) });
  const frame = { kind: 'frame', dir: 'received', opcode: 'binary', bytes } as const;
  const reading = reader.read(frame);
  for (let i = 0; i < 300_000; i++) {
    timing.take({ seq: 3 + i, t: 250 + i, ...frame }, reading);
    timing.sound({ seq: 3 + i, seconds: 0.0005, audibleS: 0 });
  }
  const list = new FindingList(timingRules);
  openTimingLint(list).take(timing.view());
  expect(list.all().find(({ rule }) => rule === 'D01')?.proofs).toHaveLength(20);
});

test('a wait that a rule or a fault here made is said to be so', () => {
  const came = `${asked}281 < audio 10B 0.1s @upstream\n`;
  const first = (lines: string) => findingsOf(lines).find(({ rule }) => rule === 'D03')?.says;
  expect(first(`${came}4281 < audio 10B 0.1s @client 3`)).toBe(
    'Turn 1: its first audio came 4,271 ms after it was asked for. A rule or a fault asked for here held it back.',
  );
  expect(first(`${asked}4281 < audio 10B 0.1s`)).toBe('Turn 1: its first audio came 4,271 ms after it was asked for.');
});
