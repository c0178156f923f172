import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { figureValue } from './figure.ts';
import { percentile } from './percentile.ts';
import { enoughMs, type PlayoutLog, playoutOf } from './playout.ts';
import { openTiming } from './session-timing.ts';
import { drawInto, drawn } from './testing/draw-timing.ts';

test('a header at 50 ms, samples at 250 ms, 120 ms of silence inside: 50, 250, 370', () => {
  const { turns, figures } = drawn(
    fish,
    `0 > start
     1000 > text "Hello."
     1000 > flush
     1050 < audio 44B 0s
     1250 < audio 9000B 0.5s from 0.12`,
  );
  const [turn] = turns;
  expect([turn?.firstByteMs, turn?.firstPlayableMs, turn?.firstAudibleMs]).toEqual([50, 250, 370]);
  expect(turn?.leadingSilenceMs).toBe(120);
  for (const id of ['first-byte', 'first-playable', 'first-audible'] as const) {
    expect(figureValue(figures, id)).toBe(figureValue(turn?.figures ?? [], id));
  }
});

test('the first audible sample is reached later when the silence before it comes with a stall', () => {
  // 100 ms of silence, then nothing until 600 ms later: the player stands still for 500 ms.
  const { turns } = drawn(
    fish,
    `0 > text "Hello."
     10 > flush
     200 < audio 100B 0.1s silent
     800 < audio 100B 0.1s from 0.05`,
  );
  expect(turns[0]?.firstAudibleMs).toBe(850);
});

test('heard is on the audio clock, and only where something was played', () => {
  const lines = (heard: string) => `0 > text "Hello."
     10 > flush
     200 < audio 100B 0.1s silent heard 320
     300 < audio 100B 0.1s from 0.05 ${heard}`;
  const played = drawn(fish, lines('heard 420'));
  expect(played.turns[0]?.firstHeardMs).toBeCloseTo(470, 9);
  expect(figureValue(played.figures, 'underruns')).toBe(0);
  expect(drawn(fish, lines('')).turns[0]?.firstHeardMs).toBeNull();
  const silent = drawn(fish, '0 > text "a"\n5 > flush\n9 < audio 100B 0.1s');
  expect(silent.figures.some(({ id }) => id === 'underruns')).toBe(false);
});

test('the steps of the dial; a step that was not is none', () => {
  const { figures } = drawn(fish, '40 handshake dns=3 tcp=11 upgrade=20');
  expect(['dns', 'tcp', 'tls', 'upgrade'].map((id) => figureValue(figures, id as 'dns'))).toEqual([3, 11, null, 20]);
  expect(figures.find(({ id }) => id === 'tls')?.says).toMatch('had no such step');
});

test('from relay to page, on the clock of the page, with what is known of it', () => {
  const { figures } = drawn(
    fish,
    `0 > text "a"\n1 > flush
     200 < audio 10B 0.1s seen 204.5 doubt 1.25
     300 < audio 10B 0.1s seen 311 doubt 1.5
     400 < audio 10B 0.1s`,
  );
  expect(figures.find(({ id }) => id === 'to-page')).toMatchObject({ value: 11, clock: 'page' });
  expect(figures.find(({ id }) => id === 'to-page')?.says).toMatch('may differ by 1.5 ms');
});

test('how far the clocks of relay and page stand apart, and by how much that may be wrong', () => {
  const timing = drawInto(
    openTiming(fish),
    fish,
    '0 > text "a"\n1 > flush\n200 < audio 10B 0.1s seen 204.5 doubt 1.25',
  );
  const doubt = () => timing.view().figures.find(({ id }) => id === 'clock-doubt');
  expect(doubt()).toBeUndefined();
  timing.clocks({ offsetMs: -2345.678, uncertaintyMs: 0.75, rttMs: 1.5 });
  expect(doubt()).toMatchObject({ value: 0.75, unit: 'ms', clock: 'page' });
  expect(doubt()?.says).toMatch('2,346 ms behind this page');
  timing.clocks({ offsetMs: 12, uncertaintyMs: 0.5, rttMs: 1 });
  expect([doubt()?.value, doubt()?.says]).toEqual([0.5, expect.stringContaining('12 ms ahead of this page')]);
});

/** A session of 40 pieces from a small generator with a fixed seed: every figure is made again from the bare list. */
function drawPieces(): { t: number; bytes: number; seconds: number }[] {
  let state = 7;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  let t = 500;
  return Array.from({ length: 40 }, () => {
    t += Math.round(next() * 400);
    return { t, bytes: 1 + Math.round(next() * 5000), seconds: Math.round(next() * 40) / 128 };
  });
}

test('every figure of a turn equals the one made from the bare list', () => {
  const pieces = drawPieces();
  const text = 'Grüße, 世界 😀';
  const { turns, figures } = drawn(
    fish,
    `0 > start
     100 > text "${text}"
     100 > flush
     ${pieces.map(({ t, bytes, seconds }) => `${t} < audio ${bytes}B ${seconds}s`).join('\n')}
     9900 > stop
     9950 < finish`,
  );
  const value = (id: Parameters<typeof figureValue>[1]) => figureValue(turns[0]?.figures ?? [], id);
  const gaps = pieces.slice(1).map(({ t }, i) => t - (pieces[i]?.t ?? 0));
  const ordered = gaps.toSorted((a, b) => a - b);
  expect(value('first-byte')).toBe((pieces[0]?.t ?? 0) - 100);
  expect(value('gap-p50')).toBe(ordered[Math.ceil(0.5 * 39) - 1]);
  expect(value('gap-p95')).toBe(ordered[Math.ceil(0.95 * 39) - 1]);
  expect(value('gap-max')).toBe(Math.max(...gaps));
  expect(turns[0]?.longestGapMs).toBe(Math.max(...gaps));
  expect(value('audio-bytes')).toBe(pieces.reduce((sum, { bytes }) => sum + bytes, 0));
  const seconds = pieces.reduce((sum, piece) => sum + piece.seconds, 0);
  expect(value('audio-seconds')).toBeCloseTo(seconds, 12);
  const spanS = ((pieces.at(-1)?.t ?? 0) - (pieces[0]?.t ?? 0)) / 1000;
  expect(value('real-time')).toBeCloseTo(seconds / spanS, 12);
  expect(value('text-bytes')).toBe(new TextEncoder().encode(text).length);
  expect(value('text-characters')).toBe([...text].length);
  const heard = pieces.filter((piece) => piece.seconds > 0);
  let media = 0;
  let need = 0;
  for (const piece of heard) {
    need = Math.max(need, piece.t - (heard[0]?.t ?? 0) - media * 1000);
    media += piece.seconds;
  }
  expect(need).toBeGreaterThan(200);
  expect(value('prebuffer')).toBe(Math.ceil(need));
  expect(value('stalled')).toBeCloseTo(need - 200, 9);
  expect(turns[0]?.flushes).toEqual([
    { seq: 3, tMs: 100, textBytes: value('text-bytes'), firstByteMs: value('first-byte') },
  ]);
  // One turn: the session's figures are its own.
  for (const { id } of turns[0]?.figures ?? []) expect([id, figureValue(figures, id)]).toEqual([id, value(id)]);
});

test('a session of several turns: gaps pooled, the rest between them left out, sums and the worst', () => {
  const turns = [
    [300, 900, 1000],
    [6300, 6350, 6400, 7400],
    [12_100, 12_130],
  ];
  const lines = turns.map(
    (times, i) => `${i * 6000} > text "Turn ${i}."
     ${i * 6000} > flush
     ${times.map((t) => `${t} < audio 100B 0.25s`).join('\n')}`,
  );
  const { figures, turns: views } = drawn(fish, lines.join('\n'));
  const value = (id: Parameters<typeof figureValue>[1]) => figureValue(figures, id);
  const gaps = [600, 100, 50, 50, 1000, 30].toSorted((a, b) => a - b);
  expect([value('gap-p50'), value('gap-p95'), value('gap-max')]).toEqual([gaps[2], gaps[5], 1000]);
  expect([value('audio-bytes'), value('audio-seconds'), value('text-bytes')]).toEqual([900, 2.25, 21]);
  expect(value('real-time')).toBeCloseTo(2.25 / (gaps.reduce((sum, gap) => sum + gap, 0) / 1000), 12);
  // Turn 1: 600 ms after 250 of sound. Turn 2: 1,100 after 750. Turn 3: none.
  expect(views.map((turn) => figureValue(turn.figures, 'prebuffer'))).toEqual([350, 350, 0]);
  expect([value('prebuffer'), value('stalls'), value('stalled')]).toEqual([350, 2, 300]);
  expect(value('first-byte')).toBe(300);
});

test('a gap is the wait for the next audio while more was due: not before the client asked, not between turns', () => {
  const { turns, figures } = drawn(
    fish,
    `0 > text "One."
     1 > flush
     300 < audio 10B 0.1s
     400 < audio 10B 0.1s
     5000 > stop
     5030 < audio 10B 0.1s
     5040 < finish
     9000 > start
     9000 > text "Two."
     9000 > stop
     9300 < audio 10B 0.1s`,
  );
  const of = (id: Parameters<typeof figureValue>[1]) => figureValue(turns[0]?.figures ?? [], id);
  expect([of('gap-p50'), of('gap-p95'), of('gap-max'), turns[0]?.longestGapMs]).toEqual([30, 100, 100, 100]);
  expect(figureValue(figures, 'gap-max')).toBe(100);
  // Nor is it a stall: the player had nothing to play, and nothing was due.
  expect([of('stalls'), of('prebuffer')]).toEqual([0, 0]);
  // 0.3 s of sound, 0.13 s of gaps.
  expect(of('real-time')).toBeCloseTo(300 / 130, 12);
  expect(figures.find(({ id }) => id === 'gap-p50')?.says).toMatch('the wait for the next audio while more was due');
});

test('what the client asks for when it interrupts is of the next turn: the gaps of this one go on', () => {
  const { turns } = drawn(
    fish,
    `100 > text "One two three."
     100 > flush
     300 < audio 10B 0.25s
     350 < audio 10B 0.25s
     440 > text "Stop."
     441 > flush
     450 < audio 10B 0.2s
     500 < audio 10B 0.1s
     900 < audio 10B 0.25s`,
  );
  expect(turns.map(({ frames, longestGapMs }) => [frames, longestGapMs])).toEqual([
    [4, 100],
    [1, null],
  ]);
});

test('what is recommended is one number: rounded up once, wherever it is read', () => {
  const lines = `0 > text "a"\n1 > flush\n100 < audio 10B 0.1s\n1333.4 < audio 10B 0.1s`;
  const view = drawn(fish, lines);
  expect(figureValue(view.figures, 'prebuffer')).toBe(1134);
  expect(enoughMs(view.turns[0]?.playouts[0] as PlayoutLog)).toBe(1134);
  // The arithmetic's own error is no millisecond.
  expect(enoughMs(playoutOf([1000, 1000.1, 1400.3].map((tMs, seq) => ({ tMs, mediaMs: 100.1, seq })))).toString()).toBe(
    '201',
  );
});

test('every figure says what it is, on which clock, and why it is missing', () => {
  const { turns, figures } = drawn(fish, '0 handshake\n100 > text "a"\n110 > flush\n300 < audio 10B 0.1s undecoded');
  for (const figure of [...figures, ...(turns[0]?.figures ?? [])]) {
    expect(figure.says, figure.id).toMatch(/^[A-Z0-9].*\.$/);
    expect(['wire', 'page', 'audio']).toContain(figure.clock);
  }
  expect(turns[0]?.figures.find(({ id }) => id === 'first-playable')?.says).toMatch('Not decoded yet');
  expect(turns[0]?.decoded).toBe(false);
});

test('figures wait for decoding, and take what is told late', () => {
  const timing = drawInto(openTiming(fish), fish, '0 > text "a"\n1 > flush\n200 < audio 10B 0.1s undecoded');
  expect(timing.view().turns[0]?.firstPlayableMs).toBeNull();
  const before = timing.view();
  expect(timing.view()).toBe(before);
  timing.sound({ seq: 3, seconds: 0.1, audibleS: 0.02 });
  expect(timing.view().turns[0]?.firstPlayableMs).toBe(200);
  expect(timing.view().turns[0]?.firstAudibleMs).toBe(220);
});

test('a view can be posted', () => {
  const view = drawn(fish, '0 > text "a"\n1 > flush\n200 < audio 10B 0.1s\n700 < audio 10B 0.1s\n800 > text "b"');
  expect(structuredClone(view)).toEqual(view);
});

test('percentiles are values that were measured', () => {
  expect([50, 95, 100, 1].map((p) => percentile([4, 1, 3, 2], p))).toEqual([2, 4, 4, 1]);
  expect(percentile([], 50)).toBeNull();
  expect(
    percentile(
      Array.from({ length: 20 }, (_, i) => i + 1),
      95,
    ),
  ).toBe(19);
});
