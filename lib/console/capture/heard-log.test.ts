import { expect, test } from 'vitest';
import type { HeardReport } from '../../player/heard-clock.ts';
import { HeardLog } from './heard-log.ts';

const report = (frame: number, playedSamples: number): HeardReport => ({
  sampleRateHz: 1000,
  playedSamples,
  queuedSamples: 0,
  frame,
  phase: 'playing',
  runs: [{ type: 'run', sample: 0, frame, why: 'start', dryFrame: null, missing: 0 }],
  anchor: { contextS: frame / 1000, pageMs: 7000 + frame, from: 'output' },
});
const live = (id: number, fromS: number) => ({ id, fromS, live: true, range: null });

test('a second of the sound is looked up in the playback that it was heard in as it came', () => {
  const log = new HeardLog();
  log.begin('a', live(1, 0));
  log.add(1, report(100, 2000));
  log.begin('a', { ...live(2, 0), live: false });
  log.add(2, report(5000, 4000));
  log.begin('a', live(3, 2));
  log.add(3, report(9000, 1000));
  expect([0, 1.5, 2, 2.5].map((s) => log.heardAt('a', s)?.atMs)).toEqual([7100, 8600, 16_000, 16_500]);
  expect(log.heardAt('a', 3)).toBeNull();
  expect(log.heardAt('b', 0)).toBeNull();
  expect(log.of('a').map(({ id }) => id)).toEqual([1, 2, 3]);
});

test('however often it is played again, when it was heard as it came is kept', () => {
  const log = new HeardLog();
  log.begin('a', live(1, 0));
  log.add(1, report(100, 2000));
  for (let id = 2; id <= 1000; id++) log.begin('a', { ...live(id, 0), live: false });
  expect(log.heardAt('a', 0)?.atMs).toBe(7100);
  expect(log.of('a').length).toBeLessThanOrEqual(256);
  expect(log.of('a').at(-1)?.id).toBe(1000);
});

test('reports of a playback that was replaced go nowhere; a forgotten session has none', () => {
  const log = new HeardLog();
  log.begin('a', live(1, 0));
  log.begin('b', live(2, 0));
  log.add(1, report(100, 2000));
  expect(log.heardAt('a', 0)).toBeNull();
  log.add(2, report(100, 2000));
  expect(log.heardAt('b', 0)).not.toBeNull();
  log.forget('b');
  expect(log.heardAt('b', 0)).toBeNull();
});

test('what is kept of a session is bounded', () => {
  const log = new HeardLog();
  for (let id = 1; id <= 1000; id++) log.begin('a', live(id, id));
  expect(log.of('a')).toHaveLength(256);
  expect(log.of('a')[0]?.id).toBe(745);
});
