import { expect, test } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { ClockPings } from './clock-pings.ts';

/** A server whose clock shows 1,000 more, 3 ms away there and 1 ms back. */
function stage() {
  const clock = fakeClock();
  const asked: number[] = [];
  const pings = new ClockPings(clock, (at) => {
    asked.push(at);
    clock.after(3, () => {
      const serverNow = clock.now() + 1000;
      clock.after(1, () => pings.pong(at, serverNow));
    });
  });
  return { clock, pings, asked };
}

test('eight quick questions, then one in five seconds, or in thirty when nobody looks', async () => {
  const { clock, pings, asked } = stage();
  pings.up('a');
  await clock.advance(11_750);
  expect(asked).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 6750, 11_750]);
  pings.setHidden(true);
  await clock.advance(50_000);
  expect(asked.slice(10)).toEqual([16_750, 46_750]);
  pings.setHidden(false);
  expect(asked.at(-1)).toBe(61_750);
  expect(asked).toHaveLength(13);
});

test('an answer tells what the other clock shows, by half its way there and back', async () => {
  const { clock, pings } = stage();
  pings.up('a');
  expect(pings.of('a')).toBeUndefined();
  await clock.advance(300);
  expect(pings.of('a')?.at(4)).toMatchObject({ offsetMs: 1001, rttMs: 4 });
  // The truth, 1000, lies within.
  expect(pings.of('a')?.at(4)?.uncertaintyMs).toBeCloseTo(2, 1);
});

test('answers of another run of the server stay apart; those that were not awaited are none', async () => {
  const { clock, pings } = stage();
  pings.up('a');
  await clock.advance(10);
  const first = pings.of('a')?.at(0);
  pings.pong(0, 5);
  pings.pong(7, 5);
  pings.down();
  await clock.advance(60_000);
  pings.up('b');
  await clock.advance(1);
  pings.pong(clock.now() - 1, Number.NaN);
  expect(pings.of('b')).toBeUndefined();
  await clock.advance(10);
  expect(pings.of('a')?.at(0)).toEqual(first);
  expect(pings.of('b')?.at(60_011)).toMatchObject({ offsetMs: 1001 });
});

test('on a way so slow that the next question is asked before the answer is there, each answer counts once', async () => {
  const clock = fakeClock();
  const pings = new ClockPings(clock, (at) => {
    clock.after(300, () => {
      const serverNow = clock.now() + 1000;
      clock.after(300, () => pings.pong(at, serverNow));
    });
  });
  pings.up('a');
  await clock.advance(700);
  expect(pings.of('a')?.at(300)).toEqual({ offsetMs: 1000, uncertaintyMs: 300, rttMs: 600 });
  pings.pong(0, 400);
  expect(pings.of('a')?.at(300)?.rttMs).toBe(600);
});
