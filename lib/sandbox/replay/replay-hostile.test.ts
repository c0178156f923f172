/** What a replay bears: clients that take nothing, times beyond all timers, recordings and clients made by a stranger. */
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { came, drawnRecord, type Line, opened, sent } from '../../codegen/testing/drawn-record.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import { enterOnWs } from '../node/ws-host.ts';
import type { SandboxSocket } from '../socket.ts';
import { drawReplay } from './drawn-replay.ts';
import { openFollower } from './follower.ts';
import { replayBehaviour } from './replay-behaviour.ts';
import { type Score, scoreOf } from './score.ts';

const fish = dialectOf('fish') as Dialect;
const start = { event: 'start', request: { text: '', format: 'mp3' } };
const text = (words: string) => ({ event: 'text', text: words });
const flush = { event: 'flush' };
const stop = { event: 'stop' };
const finish = { event: 'finish', reason: 'stop' };
const audio = (...bytes: number[]) => ({ event: 'audio', audio: Uint8Array.of(...bytes) });

const head: SessionHead = { id: 's', upstream: 'test', dialect: 'fish', startedAt: 0, via: 'node' };
const entriesOf = (lines: readonly Line[]): Entry[] => {
  const record = drawnRecord(fish, lines);
  return Array.from({ length: record.length }, (_, i) => record.entry(i + 1));
};

it('produces no more than the client takes', async () => {
  const frame = (t: number): Line => came(t, fish, { event: 'audio', audio: new Uint8Array(600_000) });
  const entries = entriesOf([
    ...opened('ws://127.0.0.1:9/', ''),
    ...Array.from({ length: 9 }, (_, i) => frame(11 + i)),
  ]);
  const score = scoreOf(head, fish, entries) as Score;
  const clock = fakeClock();
  let waiting = 0;
  let most = 0;
  let count = 0;
  let left: () => void = () => {};
  replayBehaviour(score, { clock, speed: Number.POSITIVE_INFINITY })({
    send(_, bytes) {
      count++;
      waiting += bytes.length;
      most = Math.max(most, waiting);
    },
    close: () => {},
    drop: () => {},
    bufferedBytes: () => waiting,
    drained: () =>
      new Promise((resolve) => {
        left = resolve;
      }),
  });
  const counts = [count];
  for (let round = 0; round < 4; round++) {
    waiting = 0;
    left();
    await clock.advance(0);
    counts.push(count);
  }
  expect(counts).toEqual([2, 4, 6, 8, 9]);
  expect(most).toBeLessThan(1_300_000);
});

it('does not ask again and again for room that there is none of', async () => {
  const entries = entriesOf([...opened('ws://127.0.0.1:9/', ''), came(11, fish, audio(1)), came(12, fish, audio(2))]);
  const clock = fakeClock();
  let asked = 0;
  let waiting = 2_000_000; // of what the host itself sends: answers to pings
  const sentAt: number[] = [];
  replayBehaviour(scoreOf(head, fish, entries) as Score, { clock, speed: 1 })({
    send: () => void sentAt.push(clock.now()),
    close: () => {},
    drop: () => {},
    bufferedBytes: () => waiting,
    drained: () => (++asked > 1_000 ? new Promise(() => {}) : Promise.resolve()),
  });
  await clock.advance(100);
  expect(asked).toBeLessThan(20);
  waiting = 0;
  await clock.advance(100);
  expect(sentAt.length).toBe(2);
});

it('counts a ping among what has not left, and waits for the end of a client that is closing', async () => {
  const left: (() => void)[] = [];
  const ws = Object.assign(new EventEmitter(), {
    OPEN: 1,
    CLOSED: 3,
    readyState: 1,
    bufferedAmount: 0,
    ping: (_bytes: Uint8Array, _mask: boolean, sent: () => void) => left.push(sent),
  });
  let line: SandboxSocket | undefined;
  enterOnWs(ws as never, (socket) => {
    line = socket;
    return { message: () => {}, closed: () => {} };
  });
  const said: string[] = [];
  const drained = (name: string) => void line?.drained().then(() => said.push(name));
  line?.control?.('ping', Uint8Array.of(1));
  drained('of the ping');
  await Promise.resolve();
  expect(said).toEqual([]);
  left.pop()?.();
  await Promise.resolve();
  expect(said).toEqual(['of the ping']);
  line?.control?.('ping', Uint8Array.of(2));
  ws.readyState = 2;
  expect(line?.isOpen?.()).toBe(false);
  drained('of the closing');
  await Promise.resolve();
  expect(said).toEqual(['of the ping']);
  ws.emit('close');
  await Promise.resolve();
  expect(said).toEqual(['of the ping', 'of the closing']);
});

it('plays nothing to a client that has begun to close', async () => {
  const entries = entriesOf([...opened('ws://127.0.0.1:9/', ''), came(11, fish, audio(1)), came(50, fish, audio(2))]);
  const clock = fakeClock();
  let open = true;
  const notes: string[] = [];
  let played = 0;
  const behaviour = replayBehaviour(scoreOf(head, fish, entries) as Score, {
    clock,
    speed: 1,
    noted: ({ says }) => notes.push(says),
    played: (cues) => {
      played = cues;
    },
  })({
    send: () => {},
    close: () => {},
    drop: () => {},
    bufferedBytes: () => 0,
    drained: () => Promise.resolve(),
    isOpen: () => open,
  });
  await clock.advance(20);
  open = false;
  await clock.advance(1_000);
  behaviour.closed();
  expect([played, notes]).toEqual([1, ['client closed before audio']]);
});

it('finds the entry of a difference without a search through all of them', () => {
  const turns = 2_000;
  let looks = 0;
  const score = scoreOf(
    head,
    fish,
    entriesOf([
      ...opened('ws://127.0.0.1:9/', ''),
      came(11, fish, audio(1)),
      ...Array.from({ length: turns }, (_, i): Line[] => [sent(20, fish, text(`a${i}`)), sent(20, fish, flush)]).flat(),
    ]),
  ) as Score;
  const counted = new Proxy(score.asked as Score['asked'][number][], {
    get(list, name) {
      looks++;
      return Reflect.get(list, name);
    },
  });
  const notes: (number | null)[] = [];
  const follower = openFollower({ ...score, asked: counted }, ({ expected }) => notes.push(expected));
  const frames = [text('b'), flush].map((event) => ({ dir: 'sent' as const, ...fish.encode(event as never) }));
  for (let i = 0; i < turns; i++) for (const frame of frames) follower.take(frame);
  expect([notes.length, notes[0], notes.at(-1)]).toEqual([turns, 4, 4 + 2 * (turns - 1)]);
  expect(looks).toBeLessThan(20 * turns);
});

it('names few of what is missing, however much that is', () => {
  const events = Array.from({ length: 900 }, (_, i) => sent(20, fish, { event: `unknown-${i}`.padEnd(100, 'x') }));
  const score = scoreOf(
    head,
    fish,
    entriesOf([...opened('ws://127.0.0.1:9/', ''), came(11, fish, audio(1)), ...events, sent(30, fish, stop)]),
  ) as Score;
  const notes: string[] = [];
  openFollower(score, ({ says }) => notes.push(says)).take({ dir: 'sent', ...fish.encode(stop as never) });
  expect(notes[0]).toMatch(
    /^the recording has unknown-0x+, .* and 895 more before this stop, the client did not send it$/,
  );
  expect(notes[0]?.length).toBeLessThan(700);
});

it('waits for days where the recording did, and asks no timer for what none can hold', async () => {
  const entries = entriesOf([
    ...opened('ws://127.0.0.1:9/', ''),
    came(3e9, fish, audio(1)),
    came(1e300, fish, audio(2)),
  ]);
  const score = scoreOf(head, fish, entries) as Score;
  const clock = fakeClock();
  const asked: number[] = [];
  const after: typeof clock.after = (ms, run) => {
    asked.push(ms);
    return clock.after(ms, run);
  };
  const sentAt: number[] = [];
  const behaviour = replayBehaviour(score, { clock: { ...clock, after }, speed: 1 })({
    send: () => void sentAt.push(clock.now()),
    close: () => {},
    drop: () => {},
    bufferedBytes: () => 0,
    drained: () => Promise.resolve(),
  });
  await clock.advance(4e9);
  expect(sentAt).toEqual([3e9 - 10]);
  expect(Math.max(...asked)).toBeLessThan(2 ** 31);
  behaviour.closed();
  expect(clock.pending()).toBe(0);
});

it('is not brought down by any recording, nor by any client', async () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  const frame = fc.record({
    kind: fc.constant('frame' as const),
    dir: fc.constantFrom('sent' as const, 'received' as const),
    opcode: fc.constantFrom('text' as const, 'binary' as const, 'ping' as const, 'pong' as const),
    bytes: fc.oneof(
      bytes,
      fc.constantFrom(...[start, text('Hi'), flush, stop, finish].map((event) => fish.encode(event as never).bytes)),
    ),
  });
  const close = fc.record({
    kind: fc.constant('close' as const),
    by: fc.constantFrom('us' as const, 'peer' as const, 'network' as const),
    code: fc.integer({ min: -1, max: 5000 }),
    reason: fc.uint8Array({ maxLength: 300 }),
    clean: fc.boolean(),
  });
  const time = fc.double({ noNaN: true, noDefaultInfinity: true });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(time, fc.oneof({ weight: 9, arbitrary: frame }, close))),
      fc.array(bytes),
      async (lines, said) => {
        const entries = lines.map(([t, body], i): Entry => ({ seq: i + 1, t, ...body }));
        if ('code' in scoreOf({ id: 's', upstream: '', dialect: 'fish', startedAt: 0, via: 'node' }, fish, entries))
          return;
        const events = [start, text('H'), text('i'), flush, stop];
        const { lines: drawnLines } = await drawReplay(fish, entries, [...said, ...events, 100, ...said, 'close'], {
          after: 10,
        });
        expect(drawnLines.some((line) => line.includes('timers left'))).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});
