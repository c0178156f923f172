/** Very many taps: what all of them keep together is bounded, and nothing of it goes without a word. */
import { expect, it } from 'vitest';
import { notKeptBy } from '../../session/mark-words.ts';
import { tapBench } from '../testing/tap-bench.ts';
import type { TapSession } from './tap-session.ts';

type Tap = ReturnType<ReturnType<typeof tapBench>['tap']>;
const keptBy = ({ record }: Tap) => (record as TapSession).keptBytes;
const allOf = (taps: readonly Tap[]) => taps.reduce((sum, tap) => sum + keptBy(tap), 0);

const kib = 1024;
const allBytes = 2 * 1024 * kib;
const limits = { allBytes, tailBytes: 512 * kib };

it('hundreds of taps that flood, and no page: together they keep no more than they may', () => {
  const b = tapBench({ limits });
  const taps = Array.from({ length: 400 }, () => b.tap().open());
  const frame = new Uint8Array(1000);
  let most = 0;
  for (let round = 0; round < 30; round++) {
    for (const t of taps) t.received(2, frame);
    most = Math.max(most, allOf(taps));
  }
  // What they may, an eighth more until the quiet ones make room, and of each what it has not told yet.
  expect(most).toBeLessThan(allBytes * 1.5);
  expect(most).toBeGreaterThan(allBytes / 4);
});

it('taps that are quiet by now make room for those that are not', () => {
  const b = tapBench({ limits });
  const frame = new Uint8Array(16 * kib);
  const taps = Array.from({ length: 40 }, () => b.tap().open());
  const [first] = taps as [Tap, ...Tap[]];
  for (const t of taps) {
    for (let i = 0; i < 28; i++) t.received(2, frame);
    // All of its own, as long as there is room.
    if (t === first) expect(keptBy(t)).toBeGreaterThan(28 * frame.length);
  }
  expect(allOf(taps)).toBeLessThan(allBytes * 1.25);
  expect(keptBy(first)).toBeLessThan(200 * kib);
});

it('each frame that went is counted when a page comes', async () => {
  const b = tapBench({ limits: { ...limits, creditHigh: 64 * kib } });
  const taps = Array.from({ length: 100 }, () => b.tap().open());
  for (let i = 0; i < 50; i++) for (const t of taps) t.received(2, new Uint8Array(1000));
  const p = b.page();
  for (const t of taps) t.close();
  await b.clock.advance(5_000);
  const frames = p.records.filter(({ body }) => body.kind === 'frame').length;
  const lost = p.records.reduce((sum, { body }) => sum + (body.kind === 'mark' ? notKeptBy(body.says) : 0), 0);
  expect(frames + lost).toBe(5_000);
  expect(lost).toBeGreaterThan(1_000);
  expect(b.hub.sessions()).toBe(0);
  expect(b.hub.keptBytes()).toBe(0);
});

it('taps that are over, and that a page has begun to take and leaves, do not gather', async () => {
  const b = tapBench({ limits: { endedTaken: 20 } });
  const p = b.page({ acks: false });
  for (let i = 0; i < 100; i++) {
    b.tap().open().received(1, 'hello').close();
    await b.clock.advance(10);
  }
  expect(b.hub.sessions()).toBeLessThanOrEqual(21);
  expect(p.notices.filter(({ say }) => say === 'gone').length).toBeGreaterThanOrEqual(79);
});
