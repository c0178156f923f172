import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { FakeClock } from '../clock/fake.ts';
import { problem } from '../problem/problem.ts';
import { stage } from './testing/run-stage.ts';

const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i} `).join('');
const tokens = (text: string, perSecond: number) => `[${JSON.stringify({ $tokens: text, like: 'words', perSecond })}]`;

/** Makes every timer of the clock up to `mostMs` late, by the same amounts each time. */
function late(clock: FakeClock, mostMs: number): void {
  const { after } = clock;
  let state = 7;
  clock.after = (ms, run) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return after(ms + (ms === 0 ? 0 : (state / 2 ** 32) * mostMs), run);
  };
}

describe('$tokens', () => {
  test('each piece goes out at its moment, as a text event', async () => {
    const s = stage();
    const run = s.run(tokens('one two three', 4));
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['waiting: 1 of 3 pieces sent']);
    await s.clock.advance(499);
    expect(s.frames.map(({ t }) => t)).toEqual([0, 250]);
    await s.clock.advance(1);
    expect(s.frames.map(({ t }) => t)).toEqual([0, 250, 500]);
    expect([run.state(), ...run.drawn()]).toEqual(['done', 'sent: 3 pieces sent in 500 ms']);
    const said = s.frames.map(({ bytes }) =>
      s.host.dialect.describe({ dir: 'sent', opcode: 'binary', bytes }, read(bytes)),
    );
    expect(said.map((one) => one.includes('one ') || one.includes('two ') || one.includes('three'))).toEqual([
      true,
      true,
      true,
    ]);
    function read(bytes: Uint8Array) {
      return s.host.dialect.openReader().read({ dir: 'sent', opcode: 'binary', bytes });
    }
  });

  test('50 a second for 60 s, by timers up to 15 ms late: the pace holds within 2 %, and no delay adds up', async () => {
    const s = stage();
    late(s.clock, 15);
    const run = s.run(tokens(words(3001), 50));
    await s.clock.advance(59_900);
    expect(run.state()).toBe('running');
    await s.clock.advance(200);
    expect(run.drawn()[0]).toMatch(/^sent: 3,001 pieces sent in 60,0\d\d ms$/);
    const times = s.frames.map(({ t }) => t);
    expect(times.length).toBe(3001);
    const offs = times.map((t, i) => t - i * 20);
    expect(Math.min(...offs)).toBeGreaterThanOrEqual(-0.001);
    expect(Math.max(...offs)).toBeLessThanOrEqual(15);
    const perSecond = 3000 / (((times.at(-1) as number) - (times[0] as number)) / 1000);
    expect(Math.abs(perSecond / 50 - 1)).toBeLessThan(0.02);
  });

  test('a clock that stood still: what was due goes out together, the rest at its moments', async () => {
    const s = stage();
    late(s.clock, 0);
    const { after } = s.clock;
    let asleep = false;
    s.clock.after = (ms, run) => after(asleep && ms > 0 ? 1000 : ms, run);
    s.run(tokens(words(40), 20));
    await s.clock.advance(10);
    asleep = true;
    await s.clock.advance(40);
    await s.clock.advance(100);
    asleep = false;
    await s.clock.advance(2000);
    const times = s.frames.map(({ t }) => t);
    expect(times[1]).toBe(50);
    expect(times.filter((t) => t === times[2])).toHaveLength(20);
    expect(times.at(-1)).toBe(39 * 50);
  });

  test('as fast as they go, yet stopped in the middle', async () => {
    const s = stage();
    const run = s.run(tokens(words(1000), 0));
    s.clock.after(0, () => run.handle.stop());
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['skipped: stopped after 200 of 1,000 pieces']);
    expect([run.state(), s.frames.length, s.waiters(), s.clock.pending()]).toEqual(['stopped', 200, 0, 0]);
  });

  test('stopped between two pieces: nothing more goes out', async () => {
    const s = stage();
    const run = s.run(tokens(words(100), 10));
    await s.clock.advance(250);
    run.handle.stop();
    await s.clock.advance(5000);
    expect([run.state(), ...run.drawn()]).toEqual(['stopped', 'skipped: stopped after 3 of 100 pieces']);
    expect(s.frames.length).toBe(3);
  });

  test('a connection that ends in the middle fails the step, with how far it came', async () => {
    const s = stage();
    const run = s.run(tokens(words(100), 10));
    await s.clock.advance(150);
    s.lose(problem('connection_lost', 'the socket ended without a close frame'));
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['failed: after 2 of 100 pieces: the socket ended without a close frame']);
    expect(run.handle.state().problem?.code).toBe('connection_lost');
  });

  test('a file is read when it is sent; one that was not chosen fails at its place', async () => {
    const text = '[\n {"$tokens": {"$file": "a.txt"}, "like": "lines", "perSecond": 0}]';
    const s = stage({ files: new Map([['a.txt', encodeUtf8('one\ntwo\n')]]) });
    const run = s.run(text);
    await s.clock.advance(0);
    expect([run.state(), s.frames.length]).toEqual(['done', 2]);
    const without = stage();
    const failed = without.run(text);
    await without.clock.advance(0);
    expect(failed.handle.state().problem).toMatchObject({
      code: 'bad_value',
      detail: 'no file "a.txt" was chosen; add it with Files',
      at: { line: 2, column: 2 },
    });
  });

  test('$until after it looks at what came after its last piece', async () => {
    const s = stage(30);
    const run = s.run(`[${tokens('one two', 10).slice(1, -1)}, {"$until":{"event":"audio","within":"1s"}}]`);
    await s.clock.advance(110);
    s.hear('audio');
    await s.clock.advance(50);
    expect(run.state()).toBe('running');
    s.hear('audio');
    await s.clock.advance(0);
    expect(run.drawn()[1]).toBe('met: met at 160 ms');
  });
});
