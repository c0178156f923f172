import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock/clock.ts';
import { fakeClock } from '../clock/fake.ts';
import { dialects } from '../dialects/registry.ts';
import { Masker } from '../session/mask.ts';
import { defaultLimits } from '../transport/limits.ts';
import { type MemoryPeer, memoryDial } from '../transport/memory.ts';
import { createTransport } from '../transport/recorder.ts';
import { type BatchRecord, decodeBatch } from './batch.ts';
import { builtinUpstreams } from './builtin.ts';
import { defaultRelayLimits } from './limits.ts';
import { createRelay } from './relay.ts';
import { bench, draw, id, open } from './testing/memory-bench.ts';
import type { Command, Notice } from './wire.ts';

/** A relay with one page, on a clock whose wall is set by `jump`; `slowMs` go by before the recorder is there. */
function jumping(slowMs = 0) {
  const clock = fakeClock();
  let wall = 0;
  let gone = 0;
  const own: Clock = { ...clock, now: () => clock.now() + gone, wall: () => clock.wall() + wall };
  const peers: MemoryPeer[] = [];
  const dial = memoryDial(own, (peer) => {
    peers.push(peer);
    peer.accept();
  });
  const masker = new Masker();
  const relay = createRelay({
    clock: own,
    masker,
    dialects,
    limits: defaultRelayLimits,
    upstreams: () => builtinUpstreams(dialects, 'ws://127.0.0.1:4820'),
    transportFor: () => ({
      open(...asked) {
        gone += slowMs;
        return createTransport({ dial, clock: own, masker, limits: defaultLimits }).open(...asked);
      },
    }),
    launch: 'test',
  });
  const records: BatchRecord[] = [];
  const notices: Notice[] = [];
  const end = relay.connect({
    text: (json) => notices.push(JSON.parse(json)),
    binary: (bytes) => records.push(...decodeBatch(bytes)),
    close: () => {},
  });
  return {
    clock,
    peers,
    records,
    notices,
    jump: (ms: number) => {
      wall += ms;
    },
    say: (command: Command) => end.text(JSON.stringify(command)),
  };
}

describe('the clock of the record', () => {
  it('is monotonic: a wall clock that is set meanwhile changes no time, and no answer to a ping', async () => {
    const { clock, peers, records, notices, jump, say } = jumping();
    await clock.advance(500);
    say(open(id(1)));
    const jumps = [0, 3_600_000, -86_400_000, 1];
    for (const ms of jumps) {
      jump(ms);
      await clock.advance(100);
      peers[0]?.send('binary', Uint8Array.of(1));
      say({ op: 'ping', at: ms });
    }
    await clock.advance(100);
    expect(records.map(({ t }) => t)).toEqual([0, 0, 100, 200, 300, 400]);
    const answers = notices.flatMap((notice) => (notice.say === 'pong' ? [[notice.at, notice.serverNow]] : []));
    expect(answers).toEqual(jumps.map((at, i) => [at, 600 + 100 * i]));
  });

  it('is one clock: hello, the session with its zero, and pong stand on it', async () => {
    const { clock, page } = bench();
    await clock.advance(250);
    const p = page();
    await clock.advance(250);
    p.say(open(id(1)));
    p.say({ op: 'ping', at: 7 });
    expect(p.notices).toMatchObject([
      { say: 'hello', serverNow: 250 },
      { say: 'session', startedNow: 500 },
      { say: 'pong', at: 7, serverNow: 500 },
    ]);
  });

  it('counts entries from the zero that the page was told, not from when the recorder began', async () => {
    const { clock, records, notices, say } = jumping(5);
    say(open(id(1)));
    await clock.advance(10);
    expect(notices[1]).toMatchObject({ say: 'session', startedNow: 0 });
    expect(records.map(({ t }) => t)).toEqual([5, 5]);
  });

  it('counts a session from the zero it told, though the dial takes its time', async () => {
    const { clock, page, peers } = bench((peer) => peer);
    const p = page();
    p.say(open(id(1)));
    await clock.advance(40);
    peers[0]?.accept();
    await clock.advance(20);
    expect(p.records.map(({ t }) => t)).toEqual([0, 40]);
  });
});

describe('what a page says held it up', () => {
  const absent = (why: 'hidden' | 'still', ms: number): Command => ({ op: 'absent', session: id(1), why, ms });

  it('is a mark in the record, in our words', async () => {
    const { clock, page } = bench();
    const p = page();
    p.say(open(id(1)));
    p.say(absent('hidden', 12_300));
    p.say(absent('still', 2000));
    await clock.advance(10);
    expect(draw(p.records)).toBe(
      'dial | 101 | * the page was hidden for 12300 ms: browsers then may run it late | ' +
        '* the page stood still for 2000 ms: it was busy, held back, or asleep',
    );
    expect(p.records.slice(2).map(({ body }) => body.kind === 'mark' && body.by)).toEqual(['page', 'page']);
  });

  it('is taken six times a minute, and never after the end', async () => {
    const { clock, page } = bench();
    const p = page();
    p.say(open(id(1)));
    for (let i = 0; i < 20; i++) p.say(absent('still', i));
    await clock.advance(59_900);
    p.say(absent('still', 20));
    await clock.advance(100);
    p.say(absent('still', 21));
    p.say({ op: 'close', session: id(1), code: 1000, reason: '' });
    p.say(absent('still', 22));
    await clock.advance(10);
    expect(draw(p.records).match(/for \d+ ms/g)).toEqual([0, 1, 2, 3, 4, 5, 21].map((ms) => `for ${ms} ms`));
    expect(p.records.at(-1)?.body.kind).toBe('close');
  });

  it.each([
    { op: 'absent', session: id(1), why: 'asleep', ms: 1 },
    { op: 'absent', session: id(1), why: 'still', ms: -1 },
    { op: 'absent', session: id(1), why: 'still', ms: 1.5 },
    { op: 'absent', session: 'x', why: 'still', ms: 1 },
  ])('must be one of two things, and a number: %o', (command) => {
    const p = bench().page();
    p.text(JSON.stringify(command));
    expect(p.last()).toMatchObject({ say: 'problem', problem: { code: 'bad_command' } });
  });
});
