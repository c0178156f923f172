import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { stage } from './testing/run-stage.ts';

const say = (text: string) => `{"event":"text","text":"${text}"}`;
const closed = problem('not_connected', 'the connection has ended: Closed 1000');

describe('what is sent without being an event', () => {
  test('a raw frame goes out as it stands, a ping as a ping, and neither is looked at by the dialect', async () => {
    const s = stage();
    const run = s.run(
      '[{"$raw":{"opcode":"text","hex":"ff 00"}}, {"$ping":"hi"}, {"$raw":{"opcode":"binary","text":"x"}}]',
    );
    await s.clock.advance(0);
    expect(s.frames.map(({ opcode, bytes }) => `${opcode} ${toHex(bytes)}`)).toEqual([
      'text ff00',
      'ping 6869',
      'binary 78',
    ]);
    expect(run.drawn()).toEqual(['sent: sent #1 at 0 ms', 'sent: sent #2 at 0 ms', 'sent: sent #3 at 0 ms']);
    expect(run.handle.state().steps.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('a ping asks for nothing: $until looks past it', async () => {
    const s = stage();
    const run = s.run(`[${say('Hi')}, {"$wait":10}, {"$ping":""}, {"$until":{"event":"finish"}}]`);
    await s.clock.advance(5);
    s.hear('finish');
    await s.clock.advance(5);
    expect([run.state(), run.drawn()[3]]).toEqual(['done', 'met: met at 5 ms']);
  });

  test('$close, and $until it is closed', async () => {
    const s = stage();
    const run = s.run('[{"$close":{"code":4000,"reason":"bye"}}, {"$until":{"close":true}}]');
    await s.clock.advance(0);
    expect(s.closes).toEqual([{ code: 4000, reason: 'bye' }]);
    expect(run.drawn()).toEqual(['sent: close 4000 asked for', 'met: the connection has ended: Closed 4000']);
    expect(run.state()).toBe('done');
  });

  test('$until close is met however the connection ends, and too late when it does not', async () => {
    const s = stage();
    const run = s.run('[{"$until":{"close":true,"within":"1s"}}]');
    await s.clock.advance(10);
    s.lose(problem('connection_lost', 'the socket ended without a close frame'));
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['met: the socket ended without a close frame']);
    const open = stage();
    const late = open.run('[{"$until":{"close":true,"within":"1s"}}]');
    await open.clock.advance(1000);
    expect(late.handle.state().problem?.detail).toBe('step 1 (until the connection is closed) waited 1,000 ms');
  });

  test('a wait is cut short by a close in good order, and broken by a loss', async () => {
    const s = stage();
    const run = s.run('[{"$wait":"60s"}, {"$until":{"close":true}}]');
    await s.clock.advance(10);
    s.lose(closed);
    await s.clock.advance(0);
    expect([run.state(), run.drawn()[0]]).toEqual(['done', 'met: cut short: the connection has ended: Closed 1000']);
    const lost = stage();
    const broken = lost.run('[{"$wait":"60s"}]');
    await lost.clock.advance(10);
    lost.lose(problem('connection_lost', 'gone'));
    await lost.clock.advance(0);
    expect([broken.state(), ...broken.drawn()]).toEqual(['failed', 'failed: gone']);
  });
});

describe('$repeat', () => {
  const text = `[{"$repeat":{"times":3,"steps":[${say('a')}, {"$wait":100}]}}, ${say('last')}]`;

  test('the steps inside run so often, one round after the other; their states are those of the round', async () => {
    const s = stage();
    const run = s.run(text);
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['waiting: round 1 of 3', 'sent: sent #1 at 0 ms', 'waiting: wait 100 ms', 'idle']);
    await s.clock.advance(150);
    expect(run.drawn().slice(0, 2)).toEqual(['waiting: round 2 of 3', 'sent: sent #2 at 100 ms']);
    await s.clock.advance(200);
    expect(run.drawn()).toEqual([
      'met: 3 rounds',
      'sent: sent #3 at 200 ms',
      'met: waited 100 ms',
      'sent: sent #4 at 300 ms',
    ]);
    expect([run.state(), s.frames.map(({ t }) => t)]).toEqual(['done', [0, 100, 200, 300]]);
  });

  test('a variable counts the rounds', async () => {
    const s = stage();
    s.run(`[{"$repeat":{"times":3,"as":"n","steps":[${say('no. {{n}}')}]}}]`);
    await s.clock.advance(0);
    const texts = s.frames.map(({ bytes }) => new TextDecoder().decode(bytes).replace(/.*(no\. \d).*/s, '$1'));
    expect(texts).toEqual(['no. 1', 'no. 2', 'no. 3']);
  });

  test('stopped in the middle: what follows does not run', async () => {
    const s = stage();
    const run = s.run(text);
    await s.clock.advance(150);
    run.handle.stop();
    await s.clock.advance(1000);
    expect([run.state(), ...run.drawn()]).toEqual([
      'stopped',
      'skipped: stopped',
      'sent: sent #2 at 100 ms',
      'skipped: stopped',
      'skipped',
    ]);
    expect([s.waiters(), s.clock.pending()]).toEqual([0, 0]);
  });

  test('rounds that wait for nothing let a stop through', async () => {
    const s = stage();
    const run = s.run(`[{"$repeat":{"times":100000,"steps":[${say('a')}]}}]`);
    s.clock.after(0, () => run.handle.stop());
    await s.clock.advance(0);
    expect(run.state()).toBe('stopped');
    expect(s.frames.length).toBeLessThan(5);
  });

  test('a socket that closes in the middle: the step and the round say so', async () => {
    const s = stage();
    const run = s.run(text);
    await s.clock.advance(150);
    s.lose(closed);
    await s.clock.advance(0);
    expect(run.drawn()).toEqual([
      'failed: in round 3: the connection has ended: Closed 1000',
      'failed: the connection has ended: Closed 1000',
      'skipped',
      'skipped',
    ]);
    expect([run.state(), run.handle.state().problem?.code]).toEqual(['failed', 'not_connected']);
    expect([s.waiters(), s.clock.pending()]).toEqual([0, 0]);
  });
});

describe('$parallel', () => {
  const same = `[{"$parallel":{"sockets":3,"steps":[${say('a')}, {"$until":{"event":"finish","within":"5s"}}]}}, ${say('last')}]`;

  test('each branch goes over a socket of its own, which is closed when it is done', async () => {
    const s = stage();
    const run = s.run(same);
    await s.clock.advance(10);
    expect(s.sockets.map(({ name, frames }) => `${name} ${frames.length}`)).toEqual([
      ' 0',
      'socket 1 1',
      'socket 2 1',
      'socket 3 1',
    ]);
    s.sockets[1]?.hear('finish');
    await s.clock.advance(0);
    expect(run.drawn()[0]).toBe('waiting: 1 of 3 sockets are done');
    expect(s.sockets.map(({ closes }) => closes.length)).toEqual([0, 1, 0, 0]);
    for (const socket of s.sockets.slice(2)) socket.hear('finish');
    await s.clock.advance(0);
    expect(run.drawn()[0]).toBe('met: 3 sockets are done');
    expect(run.handle.state().steps[2]).toMatchObject({
      state: 'met',
      words: 'socket 3: met at 10 ms',
      session: 'session socket 3',
    });
    expect([run.state(), s.frames.length]).toEqual(['done', 1]);
    expect(s.sockets.map((socket) => socket.waiters())).toEqual([0, 0, 0, 0]);
  });

  test('branches of their own have their names and steps', async () => {
    const s = stage();
    const run = s.run(
      `[{"$parallel":[{"name":"left","steps":[${say('a')}]},{"name":"right","steps":[${say('b')},${say('c')}]}]}]`,
    );
    await s.clock.advance(0);
    expect(s.sockets.map(({ name, frames }) => `${name} ${frames.length}`)).toEqual([' 0', 'left 1', 'right 2']);
    expect(run.drawn()).toEqual([
      'met: 2 sockets are done',
      'sent: left: sent #1 at 0 ms',
      'sent: right: sent #1 at 0 ms',
      'sent: right: sent #2 at 0 ms',
    ]);
  });

  test('one that fails does not end the others; the step fails with its reason', async () => {
    const s = stage();
    const run = s.run(same);
    await s.clock.advance(10);
    s.sockets[2]?.lose(problem('connection_lost', 'gone'));
    await s.clock.advance(10);
    expect(run.state()).toBe('running');
    s.sockets[1]?.hear('finish');
    s.sockets[3]?.hear('finish');
    await s.clock.advance(0);
    expect(run.drawn()).toEqual([
      'failed: 1 of 3 sockets failed: gone',
      expect.stringContaining('sent: socket'),
      'failed: socket 2: gone',
      'skipped',
    ]);
    expect([run.state(), run.handle.state().problem?.code]).toEqual(['failed', 'connection_lost']);
  });

  test('a socket that cannot be opened says why, with the place of the step', async () => {
    const s = stage();
    s.answers.opening = async (name) => (name === 'socket 2' ? problem('refused', '429 Too Many Requests') : null);
    const run = s.run(same);
    await s.clock.advance(10);
    for (const socket of s.sockets.slice(1)) socket.hear('finish');
    await s.clock.advance(0);
    expect(run.handle.state().problem).toMatchObject({
      code: 'refused',
      detail: 'socket 2: 429 Too Many Requests',
      at: { line: 1, column: 2 },
    });
    expect(run.drawn()[0]).toBe('failed: 1 of 3 sockets failed: socket 2: 429 Too Many Requests');
  });

  test('stopped in the middle: all its sockets are closed, the one the run began on is not', async () => {
    const s = stage();
    const run = s.run(same);
    await s.clock.advance(10);
    run.handle.stop();
    await s.clock.advance(0);
    expect(run.state()).toBe('stopped');
    expect(s.sockets.map(({ closes }) => closes.length)).toEqual([0, 1, 1, 1]);
    expect([s.clock.pending(), s.frames.length]).toEqual([0, 0]);
  });

  test('stopped while a socket is being opened: the run ends at once, and the socket is closed when it opens', async () => {
    const s = stage();
    const open: ((to: Problem | null) => void)[] = [];
    s.answers.opening = () => new Promise((resolve) => open.push(resolve));
    const run = s.run(same);
    await s.clock.advance(10);
    run.handle.stop();
    await s.clock.advance(0);
    expect(run.state()).toBe('stopped');
    for (const one of open) one(null);
    await s.clock.advance(0);
    expect(s.sockets.map(({ closes, frames }) => [closes.length, frames.length])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
  });
});

test('a mistake of the console itself ends the run, and is told at its step', async () => {
  const s = stage();
  s.host.evidence = () => {
    throw new Error('too much for the memory');
  };
  const run = s.run(`[{"$expect": {"turns": 1}}, ${say('a')}]`);
  await s.clock.advance(0);
  expect([run.state(), ...run.drawn()]).toEqual(['failed', 'failed: too much for the memory', 'skipped']);
  expect(run.handle.state().problem?.code).toBe('internal');
});

test('some of the steps alone: the others are skipped', async () => {
  const s = stage();
  const run = s.run(`[${say('a')}, {"$repeat":{"times":2,"steps":[${say('b')}]}}, ${say('c')}]`, [2]);
  await s.clock.advance(0);
  expect(run.drawn()).toEqual(['skipped', 'skipped', 'sent: sent #1 at 0 ms', 'skipped']);
});
