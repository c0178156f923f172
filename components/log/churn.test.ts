import { beforeEach, expect, it } from 'vitest';
import { fakeClock } from '@/lib/clock/fake.ts';
import { Churn } from './churn.ts';

let clock = fakeClock();
let calms = 0;
let churn = new Churn(clock, () => {});

beforeEach(() => {
  clock = fakeClock();
  calms = 0;
  churn = new Churn(clock, () => calms++);
});

/** Paintings 16 ms apart with `came` more rows each, 20 of them in sight; what each of them was told. */
async function paint(times: number, came: number, from = 0, follow = true): Promise<boolean[]> {
  const told: boolean[] = [];
  for (let turn = 1; turn <= times; turn++) {
    told.push(churn.look(from + turn * came, 20, follow));
    await clock.advance(16);
  }
  return told;
}

it('is calm while each row is in sight for a while, also when many come at once', async () => {
  expect(await paint(20, 2)).not.toContain(true);
  await clock.advance(1000);
  expect(churn.look(10_000, 20, true)).toBe(false);
});

it('is fast from the second painting of a flood on, until nothing has gone by for a while; says so once', async () => {
  expect(await paint(4, 300)).toEqual([false, true, true, true]);
  // A painting for another reason changes nothing.
  expect(churn.look(1200, 20, true)).toBe(true);
  await clock.advance(270);
  expect(calms).toBe(0);
  await clock.advance(20);
  expect(calms).toBe(1);
  expect(churn.look(1200, 20, true)).toBe(false);
  await clock.advance(1000);
  expect(calms).toBe(1);
});

it('is over at once when the list is not followed any more, and when nobody looks', async () => {
  await paint(3, 300);
  expect(churn.look(1300, 20, false)).toBe(false);
  expect(await paint(3, 300, 1300, false)).not.toContain(true);
  await paint(3, 300, 3000);
  churn.end();
  await clock.advance(1000);
  expect(calms).toBe(0);
});
