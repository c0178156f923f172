/** The wall clock of a machine is set, an hour forth and back, while a session runs: no time between two entries changes. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { bench, draw, id, open } from './testing/memory-bench.ts';

const hour = 3_600_000;

/** A session of some seconds; `jump` moves the wall clock by so much before each step. */
async function record(jumps: readonly number[]) {
  const { clock, page, peers } = bench();
  const wall = clock.wall;
  let off = 0;
  let asked = 0;
  clock.wall = () => {
    asked++;
    return wall() + off;
  };
  const p = page();
  p.say(open(id(1)));
  for (const jump of jumps) {
    off += jump;
    await clock.advance(500);
    peers[0]?.send('binary', encodeUtf8('abc'));
    p.send(id(1), 'text', encodeUtf8('hi'));
  }
  // Beyond the silence that is marked.
  await clock.advance(70_000);
  p.say({ op: 'close', session: id(1), code: 1000, reason: '' });
  await clock.advance(10);
  const notice = p.notices.find((each) => each.say === 'session');
  const startedAt = notice?.say === 'session' ? notice.head.startedAt : null;
  return { drawn: draw(p.records), times: p.records.map(({ t }) => t), startedAt, asked };
}

test('times of a session are those of a clock that never jumps', async () => {
  const still = await record([0, 0, 0, 0]);
  const jumping = await record([hour, -2 * hour, hour / 2, 3 * hour]);
  expect(jumping).toEqual(still);
  expect(still.times.length).toBeGreaterThan(10);
  expect(still.times.filter((t, i) => t < (still.times[i - 1] ?? 0))).toEqual([]);
  // It is asked once, when the session begins.
  expect(still.asked).toBe(1);
});
