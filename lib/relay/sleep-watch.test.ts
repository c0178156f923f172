import { describe, expect, test } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import { asleepMs, asleepWords } from '../session/mark-words.ts';
import { SleepWatch } from './sleep-watch.ts';
import { bench, draw, id, open } from './testing/memory-bench.ts';
import { tapBench } from './testing/tap-bench.ts';

describe('a process that did nothing', () => {
  test('is told how long, once, from five seconds on', async () => {
    const clock = fakeClock();
    const told: number[] = [];
    const watch = new SleepWatch(
      clock,
      () => true,
      (ms) => told.push(ms),
    );
    watch.wake();
    await clock.advance(60_000);
    clock.sleep(4999);
    await clock.advance(2000);
    expect(told).toEqual([]);
    clock.sleep(6000);
    await clock.advance(60_000);
    expect(told).toEqual([5500]);
    watch.stop();
    expect(clock.pending()).toBe(0);
  });

  test('is watched for while there is anything to watch for, and no longer', async () => {
    const clock = fakeClock();
    let busy = false;
    const watch = new SleepWatch(
      clock,
      () => busy,
      () => {},
    );
    watch.wake();
    expect(clock.pending()).toBe(0);
    busy = true;
    watch.wake();
    watch.wake();
    expect(clock.pending()).toBe(1);
    busy = false;
    await clock.advance(500);
    expect(clock.pending()).toBe(0);
  });

  test('its words are understood again, and no others', () => {
    expect(asleepWords(6249)).toBe('nothing happened for 6.2 s: did the machine sleep, or was this server held up?');
    expect(asleepMs(asleepWords(6249))).toBe(6200);
    expect(asleepMs('nothing happened for ages: did the machine sleep, or was this server held up?')).toBeNull();
  });
});

const slept = asleepWords(6000);

test('a live session has a mark of it, where the silence ends; one that is over has none', async () => {
  const { clock, page, peers } = bench();
  const p = page();
  p.say(open(id(1)));
  p.say(open(id(2)));
  await clock.advance(100);
  p.say({ op: 'close', session: id(2), code: 1000, reason: '' });
  await clock.advance(400);
  clock.sleep(6500);
  peers[0]?.send('binary', new Uint8Array([97]));
  await clock.advance(1000);
  const of = (session: string) => p.records.filter((record) => record.session === session);
  expect(draw(of(id(1)))).toContain(slept);
  expect(draw(of(id(2)))).not.toContain('nothing happened');
  const mark = of(id(1)).find(({ body }) => body.kind === 'mark');
  expect(mark?.t).toBe(7000);
});

test('so has a live tap', async () => {
  const { clock, tap, page } = tapBench();
  const p = page();
  tap().open();
  tap().open().close();
  await clock.advance(500);
  clock.sleep(6500);
  await clock.advance(100);
  const marked = [0, 1].map((index) => draw(p.of(index)).includes(slept));
  expect(marked).toEqual([true, false]);
});
