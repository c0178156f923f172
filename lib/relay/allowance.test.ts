import { expect, it } from 'vitest';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { fakeClock } from '../clock/fake.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { createAllowance, type Pass, type PassedSession } from './allowance.ts';
import { metered } from './metered-transport.ts';
import { teamUserLimits } from './user-limits.ts';

function bench(limits = {}) {
  const clock = fakeClock();
  const over: PassedSession[] = [];
  let closed: Problem | null = null;
  const allowance = createAllowance({
    clock,
    limits: { ...teamUserLimits, ...limits },
    closed: () => closed,
    over: (session) => over.push(session),
  });
  const enter = () => allowance.enter('relay', 'fish');
  const pass = () => {
    const got = enter();
    if ('code' in got) throw new Error(got.detail);
    return got;
  };
  const close = () => {
    closed = problem('draining', 'going down');
  };
  return { clock, over, allowance, enter, pass, close };
}

it('lets exactly four be under way, and says which limit it was', () => {
  const { enter, pass, allowance } = bench();
  const passes = [pass(), pass(), pass(), pass()];
  expect(enter()).toMatchObject({ code: 'limit_reached', detail: expect.stringMatching(/^4 connections .* ended\.$/) });
  // Nobody knows when one ends: not at once, at least.
  expect(allowance.nextInS()).toBe(5);
  passes[2]?.leave();
  passes[2]?.leave();
  expect(allowance.live()).toBe(3);
  pass();
  expect(enter()).toMatchObject({ code: 'limit_reached' });
});

it('lets exactly ten begin within a minute, and says when again', async () => {
  const { enter, pass, clock, allowance } = bench();
  for (let i = 0; i < 10; i++) {
    pass().leave();
    await clock.advance(1000);
  }
  expect(enter()).toMatchObject({ code: 'limit_reached', detail: expect.stringContaining('the next one in 50 s') });
  expect(allowance.nextInS()).toBe(50);
  await clock.advance(49_999);
  expect(enter()).toMatchObject({ code: 'limit_reached' });
  expect(allowance.nextInS()).toBe(1);
  await clock.advance(1);
  pass().leave();
  expect(enter()).toMatchObject({ code: 'limit_reached' });
});

it('ends one after thirty minutes, or beyond 256 MiB, once, and forgets its timer', async () => {
  const { pass, clock, over } = bench();
  const told: string[] = [];
  const [old, large] = [pass(), pass()] as [Pass, Pass];
  old.endedBy((why) => told.push(`old: ${why}`));
  large.endedBy((why) => told.push(`large: ${why}`));
  large.moved(true, 128 * 2 ** 20);
  large.moved(false, 128 * 2 ** 20);
  expect(told).toEqual([]);
  large.moved(false, 1);
  large.moved(false, 1);
  expect(told).toEqual([expect.stringMatching(/^large: 256 MiB/)]);
  large.closed(1001);
  large.leave();
  await clock.advance(30 * 60_000 - 1);
  expect(told).toHaveLength(1);
  await clock.advance(1);
  expect(told[1]).toMatch(/^old: .*30 minutes/);
  old.leave();
  expect(clock.pending()).toBe(0);
  expect(over).toEqual([
    { way: 'relay', upstream: 'fish', durationMs: 0, sentBytes: 2 ** 27, receivedBytes: 2 ** 27 + 2, code: 1001 },
    { way: 'relay', upstream: 'fish', durationMs: 1_800_000, sentBytes: 0, receivedBytes: 0, code: null },
  ]);
});

it('begins nothing while the server goes down', () => {
  const { enter, pass, close } = bench();
  pass();
  close();
  expect(enter()).toMatchObject({ code: 'draining' });
});

it('counts what crosses the upstream wire of a connection, and closes it at the limit', () => {
  const { pass, over } = bench({ sessionBytes: 10 });
  const did: string[] = [];
  let say: Parameters<ReturnType<typeof metered>['open']>[1] = () => {};
  let end = () => {};
  const inner = {
    open(_target: unknown, write: typeof say, ended: () => void) {
      say = write;
      end = ended;
      return { note: (body: { says: string }) => did.push(body.says), close: (code: number) => did.push(`${code}`) };
    },
  };
  const written: number[] = [];
  metered(inner as never, pass()).open(
    {} as never,
    (t) => written.push(t),
    () => did.push('over'),
  );
  const frame = (dir: 'sent' | 'received', text: string, more = {}) =>
    ({ kind: 'frame', dir, opcode: 'text', bytes: encodeUtf8(text), ...more }) as const;
  say(1, frame('sent', '12345'));
  say(2, frame('sent', '123', { leg: 'client', passed: 'dropped' }));
  say(3, frame('received', '12345'));
  expect(did).toEqual([]);
  say(4, frame('received', '1', { leg: 'upstream' }));
  expect(did).toEqual([expect.stringMatching(/closed by console$/), '1001']);
  say(5, { kind: 'close', by: 'us', code: 1001, reason: new Uint8Array(0), clean: true });
  end();
  expect([written, did.at(-1)]).toEqual([[1, 2, 3, 4, 5], 'over']);
  expect(over[0]).toMatchObject({ sentBytes: 5, receivedBytes: 6, code: 1001 });
});
