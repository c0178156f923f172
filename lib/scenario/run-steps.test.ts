import { describe, expect, test } from 'vitest';
import { problem } from '../problem/problem.ts';
import { stage } from './testing/run-stage.ts';

const say = (text: string) => `{"event":"text","text":"${text}"}`;

describe('sending and waiting', () => {
  test('a frame that does not get into the record fails the run; its entry comes too late: the next run may have begun', async () => {
    const s = stage(8000);
    const run = s.run(`[${say('a')}]`);
    await s.clock.advance(4900);
    expect(run.state()).toBe('running');
    await s.clock.advance(100);
    const told = [
      'failed',
      ['failed: not in the record 5,000 ms after it was handed over: whether it was sent is not known'],
    ];
    expect([run.state(), run.drawn()]).toEqual(told);
    await s.clock.advance(5000);
    expect([run.state(), run.drawn()]).toEqual(told);
  });

  test('steps go one after the other; words tell number and time', async () => {
    const s = stage();
    const run = s.run(`[{"event":"start","request":{"text":""}}, {"$wait":"200ms"}, ${say('Hi')}]`);
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['sent: sent #1 at 0 ms', 'waiting: wait 200 ms', 'idle']);
    await s.clock.advance(199);
    expect(s.lines.length).toBe(1);
    await s.clock.advance(1);
    expect(run.drawn()[2]).toBe('sent: sent #2 at 200 ms');
    expect((await run.handle.done).state).toBe('done');
    expect([s.waiters(), s.clock.pending()]).toEqual([0, 0]);
  });

  test('what is not valid is sent nevertheless, and says so', async () => {
    const s = stage();
    const run = s.run('[{"event":"text","text":7}]');
    await s.clock.advance(0);
    expect(run.drawn()[0]).toMatch(/^sent: sent #1 at 0 ms; not valid: text must be /);
    expect(run.state()).toBe('done');
  });

  test('a value that cannot be made fails its step and ends the run', async () => {
    const s = stage();
    const run = s.run(`[{"event":"text","text":{"$file":"a.txt"}}, ${say('never')}]`);
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['failed: no file "a.txt" was chosen; add it with Files', 'skipped']);
    expect(run.handle.state().problem).toMatchObject({ code: 'bad_value', at: { line: 1, column: 34 } });
    expect(s.lines.length).toBe(0);
  });

  test('stop ends a wait at once', async () => {
    const s = stage();
    const run = s.run(`[{"$wait":"60s"}, ${say('never')}]`);
    await s.clock.advance(10);
    run.handle.stop();
    await s.clock.advance(0);
    expect([run.state(), ...run.drawn()]).toEqual(['stopped', 'skipped: stopped', 'skipped']);
    expect([s.waiters(), s.clock.pending()]).toEqual([0, 0]);
  });

  test('a lost connection ends the run with its reason', async () => {
    const s = stage();
    const run = s.run(`[${say('Hi')}, {"$until":{"event":"finish"}}]`);
    await s.clock.advance(5);
    s.lose(problem('connection_lost', 'the socket ended without a close frame'));
    await s.clock.advance(0);
    expect([run.state(), run.handle.state().problem?.code]).toEqual(['failed', 'connection_lost']);
    expect(run.drawn()[1]).toBe('failed: the socket ended without a close frame');
  });

  test('a frame handed over that the record does not hold when the connection is over was not sent', async () => {
    const s = stage(50);
    const run = s.run(`[${say('Hi')}, ${say('there')}]`);
    await s.clock.advance(5);
    expect(run.drawn()).toEqual(['sent: sent', 'sent: sent']);
    s.lose(problem('not_connected', 'the connection has ended: Closed 1000'));
    await s.clock.advance(0);
    expect(run.state()).toBe('failed');
    const why = 'failed: the connection has ended: Closed 1000';
    expect(run.drawn()).toEqual([why, why]);
  });

  test('what was waited for counts, though the connection closed in the same breath', async () => {
    const s = stage();
    const run = s.run(`[${say('Hi')}, {"$until":{"event":"finish"}}]`);
    await s.clock.advance(5);
    s.hear('finish');
    s.lose(problem('not_connected', 'closed'));
    await s.clock.advance(0);
    expect([run.state(), run.drawn()[1]]).toEqual(['done', 'met: met at 5 ms']);
  });
});

describe('$until event', () => {
  test('looks only at what came after the last frame sent', async () => {
    const s = stage();
    s.hear('finish');
    const run = s.run(`[${say('Hi')}, {"$until":{"event":"finish","within":"1s"}}]`);
    await s.clock.advance(500);
    expect(run.drawn()[1]).toBe('waiting: until finish, 1,000 ms at most');
    s.hear('finish');
    await s.clock.advance(0);
    expect(run.state()).toBe('done');
  });

  test('nothing is an answer to a frame that is not yet recorded', async () => {
    const s = stage(50);
    const run = s.run(`[${say('Hi')}, {"$until":{"event":"audio","within":"1s"}}]`);
    await s.clock.advance(10);
    s.hear('audio');
    await s.clock.advance(60);
    expect(run.state()).toBe('running');
    s.hear('audio');
    await s.clock.advance(0);
    expect(run.drawn()).toEqual(['sent: sent #2 at 50 ms', 'met: met at 70 ms']);
  });

  test('a greeting that came with the connection counts, as long as nothing was sent', async () => {
    const s = stage();
    s.hear('connected');
    const run = s.run('[{"$until":{"event":"connected"}}]');
    await s.clock.advance(0);
    expect(run.state()).toBe('done');
    const again = s.run('[{"event":"stop"},{"$until":{"event":"connected","within":10}}]');
    await s.clock.advance(10);
    expect(again.state()).toBe('failed');
  });

  test('one event meets one $until', async () => {
    const s = stage();
    const run = s.run(`[${say('Hi')}, {"$until":{"event":"audio"}}, {"$until":{"event":"audio"}}]`);
    await s.clock.advance(0);
    s.hear('audio');
    await s.clock.advance(0);
    expect(run.drawn()[2]).toBe('waiting: until audio, 10,000 ms at most');
    s.hear('audio');
    await s.clock.advance(0);
    expect(run.state()).toBe('done');
  });

  test('too late: a problem that names the step and its place', async () => {
    const s = stage();
    const run = s.run(`[${say('Hi')},\n {"$until":{"event":"finish","within":"2s"}}, ${say('never')}]`);
    await s.clock.advance(2000);
    expect(run.handle.state().problem).toMatchObject({
      code: 'wait_failed',
      detail: 'step 2 (until finish) waited 2,000 ms',
      at: { line: 2, column: 2 },
    });
    expect(run.drawn()[2]).toBe('skipped');
  });
});

describe('$until audioIdle', () => {
  const text = `[${say('Hi')}, {"$until":{"audioIdle":"250ms","within":"2s"}}]`;

  test('met by quiet after audio; every frame begins it anew', async () => {
    const s = stage();
    const run = s.run(text);
    await s.clock.advance(100);
    s.hear('audio');
    await s.clock.advance(200);
    s.hear('audio');
    await s.clock.advance(249);
    expect(run.state()).toBe('running');
    await s.clock.advance(1);
    expect(run.drawn()[1]).toBe('met: quiet for 250 ms after 300 ms');
  });

  test('quiet without any audio is no quiet', async () => {
    const s = stage();
    s.hear('audio');
    const run = s.run(text);
    await s.clock.advance(1999);
    expect(run.state()).toBe('running');
    await s.clock.advance(1);
    expect(run.handle.state().problem?.code).toBe('wait_failed');
  });

  test('quiet that began during a wait before counts', async () => {
    const s = stage();
    const run = s.run(`[${say('Hi')}, {"$wait":"400ms"}, {"$until":{"audioIdle":"250ms"}}]`);
    await s.clock.advance(10);
    s.hear('audio');
    await s.clock.advance(390);
    expect(run.drawn()[2]).toBe('met: quiet for 250 ms after 10 ms');
  });
});
