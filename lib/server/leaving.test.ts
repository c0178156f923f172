import { expect, it } from 'vitest';
import { wait } from '../clock/clock.ts';
import { fakeClock } from '../clock/fake.ts';
import { openLeaving } from './leaving.ts';

function stand(drainMs: number) {
  const clock = fakeClock();
  const told: string[] = [];
  const leave = openLeaving({
    clock,
    drainMs,
    drain: (ms) => wait(clock, ms),
    end: () => void told.push(`end at ${clock.now()}`),
    say: (line) => void told.push(line),
  });
  return { clock, told, leave };
}

const going = 'Going down: what is under way may end within 30 s; a second signal ends it now.';

it('ends at the first signal where nothing is waited for', () => {
  const { told, leave } = stand(0);
  leave();
  expect(told).toEqual(['end at 0']);
});

it('waits as long as it was told, and says so once', async () => {
  const { clock, told, leave } = stand(30_000);
  leave();
  await clock.advance(29_999);
  expect(told).toEqual([going]);
  await clock.advance(1);
  expect(told).toEqual([going, 'end at 30000']);
});

it('ends at once at a second signal, which is not the echo of the first', async () => {
  const { clock, told, leave } = stand(30_000);
  leave();
  await clock.advance(499);
  leave();
  expect(told).toEqual([going]);
  await clock.advance(1);
  leave();
  expect(told).toEqual([going, 'end at 500']);
});
