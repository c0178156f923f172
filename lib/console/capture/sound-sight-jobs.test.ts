import { expect, test } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { SoundJob } from './sound-sight-jobs.ts';

/** Work of three steps, ten milliseconds each; it writes down every step. */
function stage() {
  const clock = fakeClock();
  const steps: string[] = [];
  let done = 0;
  const job = new SoundJob<string>(clock, () => done++);
  const of = (asked: string, state: string) =>
    job.of(asked, state, async (pause) => {
      for (const step of [1, 2, 3]) {
        steps.push(`${asked}${state} ${step}`);
        await new Promise<void>((resolve) => clock.after(10, resolve));
        if (!(await pause())) return null;
      }
      return `${asked}${state}`;
    });
  return { clock, steps, of, job, done: () => done };
}

test('what is asked for is made once, and is there afterwards', async () => {
  const { clock, steps, of, done } = stage();
  expect(of('a', '1')).toEqual({ what: null, fresh: false });
  expect(of('a', '1')).toEqual({ what: null, fresh: false });
  await clock.advance(100);
  expect([of('a', '1'), steps.length, done()]).toEqual([{ what: 'a1', fresh: true }, 3, 1]);
});

test('something else that is asked for stops the work under way, and takes its place', async () => {
  const { clock, steps, of, done } = stage();
  of('a', '1');
  await clock.advance(15);
  of('b', '1');
  await clock.advance(100);
  expect(steps.filter((step) => step.startsWith('a')).length).toBeLessThan(3);
  expect([of('b', '1').what, done()]).toEqual(['b1', 1]);
});

test('work that cannot be stopped is too late when it is done', async () => {
  const { clock, of, job, done } = stage();
  job.of('slow', '1', async () => {
    await new Promise<void>((resolve) => clock.after(80, resolve));
    return 'slow';
  });
  await clock.advance(5);
  of('b', '1');
  await clock.advance(200);
  expect([of('b', '1'), done()]).toEqual([{ what: 'b1', fresh: true }, 1]);
});

test('a state that changes while it is made stops nothing: it comes next, half a second later', async () => {
  const { clock, of, done } = stage();
  of('a', '1');
  await clock.advance(15);
  of('a', '2');
  await clock.advance(50);
  expect(of('a', '2')).toEqual({ what: 'a1', fresh: false });
  await clock.advance(400);
  expect([of('a', '2').what, done()]).toEqual(['a1', 1]);
  await clock.advance(300);
  expect([of('a', '2'), done()]).toEqual([{ what: 'a2', fresh: true }, 2]);
});

test('what cannot be made, and what nobody wants any more, leaves the way free', async () => {
  const { clock, of, job, done } = stage();
  job.of('x', '1', () => Promise.reject(new Error('broken')));
  await clock.advance(20);
  of('a', '1');
  await clock.advance(5);
  job.forget();
  await clock.advance(100);
  expect(done()).toBe(0);
  of('a', '1');
  await clock.advance(100);
  expect([of('a', '1').what, done()]).toEqual(['a1', 1]);
});
