import { expect, test } from 'vitest';
import type { FakeClock } from '../clock/fake.ts';
import { stage } from './testing/run-stage.ts';

/** Makes every timer of the clock up to 30 ms late. */
function late(clock: FakeClock): void {
  const { after } = clock;
  let state = 7;
  clock.after = (ms, run) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return after(ms + (ms === 0 ? 0 : (state / 2 ** 32) * 30), run);
  };
}

const text = (says: string) => `{ "event": "text", "text": "${says}" }`;

test('$at counts from the first frame, whatever was waited for before', async () => {
  const s = stage();
  const run = s.run(
    `[{ "$wait": 500 }, ${text('a')}, { "$at": "200.5ms" }, ${text('b')}, { "$at": 100 }, ${text('c')}]`,
  );
  await s.clock.advance(2000);
  expect(s.frames.map(({ t }) => t)).toEqual([500, 700.5, 700.5]);
  expect(run.drawn()[2]).toBe('met: at 201 ms');
  expect(run.state()).toBe('done');
});

test('before any frame it counts from the beginning of the run', async () => {
  const s = stage();
  s.run(`[{ "$at": "1s" }, ${text('a')}, { "$at": "1s" }, ${text('b')}]`);
  await s.clock.advance(3000);
  expect(s.frames.map(({ t }) => t)).toEqual([1000, 2000]);
});

test('late timers do not add up', async () => {
  const s = stage();
  late(s.clock);
  const steps = Array.from({ length: 200 }, (_, i) => `{ "$at": ${i * 50} }, ${text('x')}`);
  s.run(`[${steps.join(', ')}]`);
  await s.clock.advance(20_000);
  expect(s.frames).toHaveLength(200);
  const off = s.frames.map(({ t }, i) => t - (s.frames[0]?.t ?? 0) - i * 50);
  expect(Math.min(...off)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...off)).toBeLessThanOrEqual(30);
});

test('a connection closed in good order cuts it short; a stop ends it', async () => {
  const s = stage();
  const run = s.run(`[${text('a')}, { "$at": "10s" }]`);
  await s.clock.advance(50);
  s.lose({ code: 'not_connected', title: '', detail: 'Closed 1000', hint: '' });
  await s.clock.advance(0);
  expect(run.drawn()[1]).toBe('met: cut short: Closed 1000');
  const other = stage();
  const stopped = other.run(`[${text('a')}, { "$at": "10s" }, ${text('b')}]`);
  await other.clock.advance(50);
  stopped.handle.stop();
  await other.clock.advance(20_000);
  expect([stopped.state(), other.frames.length]).toEqual(['stopped', 1]);
});

test('$wait ends with its time on a clock that counts in fractions', async () => {
  // 100.7 + 0.1 - 100.7 is a little less than 0.1: the time is over all the same.
  for (const from of [100.7, 33_333.3, 0.3, 87_654.321]) {
    const s = stage();
    await s.clock.advance(from);
    const run = s.run('[{ "$wait": 0.1 }, { "$wait": 700 }]');
    await s.clock.advance(1000);
    expect(run.state(), String(from)).toBe('done');
  }
});
