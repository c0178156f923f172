/** The last moments of a connection: nothing is written down that is not so. */
import { expect, test } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectOf } from '../dialects/registry.ts';
import { problem } from '../problem/problem.ts';
import type { EntryBody } from '../session/entry.ts';
import { Masker } from '../session/mask.ts';
import type { DialEvents } from './dial.ts';
import { defaultLimits } from './limits.ts';
import { createTransport } from './recorder.ts';

function dialled() {
  const did: string[] = [];
  let on: DialEvents | undefined;
  const clock = fakeClock();
  const transport = createTransport({
    clock,
    masker: new Masker(),
    limits: defaultLimits,
    dial(_, events) {
      on = events;
      return {
        send: () => void did.push('send'),
        close: () => void did.push('close'),
        terminate: () => {},
        pause: () => {},
        resume: () => {},
        buffered: () => 0,
      };
    },
  });
  const bodies: EntryBody[] = [];
  const plan = { path: '/', query: [], headers: [], protocols: [] };
  const target = {
    dialect: dialectOf('fish') as Dialect,
    base: 'ws://x.example',
    plan,
    key: null,
    via: 'relay' as const,
  };
  const connection = transport.open(
    target,
    (_, body) => bodies.push(body),
    () => {},
  );
  on?.request([]);
  const told = () => bodies.map((body) => (body.kind === 'failure' ? body.problem.code : body.kind));
  return { connection, on, did, told, bodies, clock };
}

function opened() {
  const line = dialled();
  line.on?.upgraded({ status: 101, statusText: '', headers: [], timings: {}, t: 0 });
  return line;
}

test('a refusal that has begun in time: its body may come after the time for an answer', async () => {
  const { on, told, clock } = dialled();
  await clock.advance(defaultLimits.connectMs - 1);
  on?.answering();
  await clock.advance(defaultLimits.bodyMs);
  expect(told()).toEqual(['dial']);
  const answer = { status: 503, statusText: '', headers: [], timings: {}, t: clock.now() };
  on?.refused({ ...answer, body: new Uint8Array(0), bodyCut: true });
  expect(told()).toEqual(['dial', 'handshake']);
  expect(clock.pending()).toBe(0);
});

test('after the server has broken the protocol nothing is sent, and no other close is', () => {
  const { connection, on, did, told, bodies, clock } = opened();
  on?.failed(problem('protocol_error', 'broken'));
  connection.send('text', Uint8Array.of(65), []);
  connection.close(1000, new Uint8Array(0));
  on?.closed({ by: 'us', code: 1002, reason: new Uint8Array(0), clean: false, t: 0 });
  expect(did).toEqual([]);
  expect(told()).toEqual(['dial', 'handshake', 'protocol_error', 'not_connected', 'close']);
  expect(bodies.at(-1)).toMatchObject({ by: 'us', code: 1002 });
  expect(clock.pending()).toBe(0);
});

test('an answer to our close is one, however long the socket stays open after it', async () => {
  const { connection, on, told, clock } = opened();
  connection.close(1000, new Uint8Array(0));
  await clock.advance(defaultLimits.closeAckMs - 1);
  on?.goodbye?.();
  await clock.advance(defaultLimits.closeAckMs);
  expect(told()).toEqual(['dial', 'handshake']);
  on?.closed({ by: 'us', code: 1000, reason: new Uint8Array(0), clean: true, t: 0 });
  expect(told()).toEqual(['dial', 'handshake', 'close']);
  expect(clock.pending()).toBe(0);
});
