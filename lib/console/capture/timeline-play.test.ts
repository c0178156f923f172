import { expect, test } from 'vitest';
import { heardClock } from '../../player/heard-clock.ts';
import { playoutOf } from '../../timing/playout.ts';
import { LaneColumn } from './timeline-index.ts';
import { bufferLine, heardPieces, idealPieces, playedBy, playedWhen, soundSpan } from './timeline-play.ts';

// 100 ms of sound each: in time, in time, 150 ms late, in time.
const arrivals = [
  { tMs: 1000, mediaMs: 100, seq: 1 },
  { tMs: 1080, mediaMs: 100, seq: 2 },
  { tMs: 1350, mediaMs: 100, seq: 3 },
  { tMs: 1360, mediaMs: 100, seq: 4 },
];
const log = playoutOf(arrivals);
const times = (pieces: ReturnType<typeof idealPieces>) =>
  pieces.map(({ fromMs, toMs, fromS }) => [fromMs, toMs, fromS]);

test('an ideal player that waits for nothing begins with the first sound, and stops where the next is late', () => {
  expect(times(idealPieces(log, 2, 0))).toEqual([
    [1000, 1200, 2],
    [1350, 1550, 2.2],
  ]);
});

test('one that waits for 120 ms begins with the second arrival; one that waits for enough is never dry', () => {
  expect(times(idealPieces(log, 0, 120))).toEqual([
    [1080, 1280, 0],
    [1350, 1550, 0.2],
  ]);
  expect(times(idealPieces(log, 0, 250))).toEqual([[1350, 1750, 0]]);
});

test('a moment is turned into the second that is played, and back', () => {
  const pieces = idealPieces(log, 0, 0);
  expect([900, 1050, 1200, 1300, 1400, 9000].map((ms) => playedBy(pieces, ms))).toEqual([0, 0.05, 0.2, 0.2, 0.25, 0.4]);
  expect(playedWhen(pieces, 0.05, 0.25)).toEqual({ fromMs: 1050, toMs: 1400, by: 'ideal' });
  expect(playedWhen(pieces, 0.4, 0.5)).toBeNull();
});

test('what waits is what came less what was played: steps up at arrivals, down to nothing before a stall', () => {
  const audio = new LaneColumn();
  for (const { tMs, seq } of arrivals) audio.add(seq, tMs, 10, true);
  const ends = [0.1, 0.2, 0.3, 0.4];
  const turn = { from: 0, to: 4, startS: 0, endOf: (at: number) => ends[at] as number, pieces: idealPieces(log, 0, 0) };
  for (const columns of [16, 160, 1]) {
    const line = bufferLine(audio, turn, { fromMs: 900, toMs: 1700 }, columns);
    const points = Array.from(
      { length: line.length / 2 },
      (_, i) => [line[2 * i] as number, Math.round(line[2 * i + 1] as number)] as const,
    );
    for (let i = 1; i < points.length; i++) expect(points[i]?.[0]).toBeGreaterThanOrEqual(points[i - 1]?.[0] as number);
    const at = (ms: number) => points.filter(([t]) => t === ms).map(([, level]) => level);
    expect(at(1000).at(-1)).toBe(100);
    expect(at(1350)).toEqual(expect.arrayContaining([0]));
    expect(Math.max(...at(1350), ...at(1360))).toBeGreaterThanOrEqual(100);
    expect(points.at(-1)).toEqual([1550, 0]);
  }
  const line = bufferLine(audio, turn, { fromMs: 900, toMs: 1700 }, 160);
  // 1080: 20 ms left of the first, and 100 more.
  expect(
    Array.from({ length: line.length / 2 }, (_, i) =>
      line[2 * i] === 1080 ? Math.round(line[2 * i + 1] as number) : -1,
    ),
  ).toEqual(expect.arrayContaining([20, 120]));
});

test('what was heard as it came stands at its time on the audio clock; what was played again does not', () => {
  const clock = heardClock();
  const anchor = { contextS: 1, pageMs: 501_000, from: 'output' as const };
  const runs = [
    { type: 'run' as const, sample: 0, frame: 48_000, why: 'start' as const, missing: 0, dryFrame: null },
    { type: 'run' as const, sample: 24_000, frame: 96_000, why: 'underrun' as const, missing: 24_000, dryFrame: null },
  ];
  clock.add({
    sampleRateHz: 48_000,
    playedSamples: 36_000,
    queuedSamples: 0,
    frame: 108_000,
    phase: 'playing',
    runs,
    anchor,
  });
  const playback = { id: 1, fromS: 2, live: true, range: null, clock };
  const pieces = heardPieces([playback, { ...playback, live: false }], (pageMs) => pageMs - 500_000);
  expect(pieces).toEqual([
    { fromMs: 1000, toMs: 1500, fromS: 2, toS: 2.5, by: 'heard' },
    { fromMs: 2000, toMs: 2250, fromS: 2.5, toS: 2.75, by: 'heard' },
  ]);
  expect(heardPieces([playback], () => null)).toEqual([]);
});

test('very many stops of a player cost no walk over all of them for each column', () => {
  const slow = Array.from({ length: 200_000 }, (_, i) => ({ tMs: 100 + 2 * i, mediaMs: 1, seq: i + 1 }));
  const audio = new LaneColumn();
  for (const { tMs, seq } of slow) audio.add(seq, tMs, 2, true);
  let looks = 0;
  const pieces = new Proxy(idealPieces(playoutOf(slow), 0, 0), {
    get(list, key, self) {
      looks++;
      return Reflect.get(list, key, self);
    },
  });
  expect(pieces.length).toBe(200_000);
  const turn = { from: 0, to: 200_000, startS: 0, endOf: (at: number) => (at + 1) / 1000, pieces };
  looks = 0;
  expect(bufferLine(audio, turn, { fromMs: 1000, toMs: 1100 }, 100).length).toBeGreaterThan(100);
  expect(looks).toBeLessThan(100_000);
  const { fromS, toS } = soundSpan(idealPieces(playoutOf(slow), 0, 0));
  expect([fromS, Math.round(toS)]).toEqual([0, 200]);
});
