import { beforeEach, expect, test } from 'vitest';
import { openAudioStream } from '../../../audio/audio-stream.ts';
import { type FakeClock, fakeClock } from '../../../clock/fake.ts';
import type { Dialect } from '../../../dialects/dialect.ts';
import { dialectOf } from '../../../dialects/registry.ts';
import { encodeMsgpack } from '../../../msgpack/encode.ts';
import { CapturedSession } from '../captured-session.ts';
import { dialling, readToItsEnd } from '../connection-words.ts';
import { coreStage } from '../core-stage.ts';
import { HeldSession } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { ClipboardDesk } from './clipboard-desk.ts';

/** Nothing in it says that it is one: it is known from where it stood elsewhere. */
const secret = 'correcthorsebatterystaple7';
const head = { id: 'a'.repeat(32), upstream: 'sandbox-fish', dialect: 'fish', startedAt: 0, via: 'relay' } as const;
const filler = 'secret#1'.padEnd(secret.length, '.');

let clock: FakeClock;
let held: HeldSession;
/** Numbers of the entries that were read. */
let read: number[];
/** The first entry names the key that the others quote. */
let desk: ClipboardDesk;

/** `tick`: ms that pass with each entry that is read. */
function told(entries: number, tick = 0): void {
  clock = fakeClock();
  let spent = 0;
  const host = { clock: { ...clock, now: () => clock.now() + spent }, learnsSecrets: true };
  const session = new CapturedSession(head, dialectOf('fish') as Dialect, 'sandbox-fish 1');
  held = new HeldSession(session, clock, openAudioStream, () => {});
  read = [];
  add(entries);
  session.connection = readToItsEnd;
  const { log } = session;
  const entry = log.entry.bind(log);
  log.entry = (seq) => {
    read.push(seq);
    spent += tick;
    return entry(seq);
  };
  const sessions = { all: () => [held] };
  desk = new ClipboardDesk({ host, sessions, log: { active: held } } as unknown as RoomParts);
}

function add(entries: number): void {
  const { log } = held.session;
  for (const end = log.length + entries; log.length < end; ) {
    const seq = log.length + 1;
    const event = seq === 1 ? { event: 'log', password: secret } : { event: 'log', message: `${seq}: ${secret}` };
    const bytes = encodeMsgpack(event);
    held.take({ session: head.id, seq, t: seq, body: { kind: 'frame', dir: 'received', opcode: 'binary', bytes } });
  }
}

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, i) => from + i);
const messageOf = (answer: Awaited<ReturnType<ClipboardDesk['detail']>>) =>
  'shown' in answer ? Buffer.from(answer.shown.bytes ?? []).toString() : JSON.stringify(answer);

/** All that waits to be learnt is learnt. */
async function rest(): Promise<void> {
  desk.idle(true);
  await clock.advance(10_000);
}

beforeEach(() => told(1000));

test('entries are learnt when nothing else is to be done, once each; a copy then looks at its own alone', async () => {
  await rest();
  expect(read).toEqual(upTo(1000));
  read = [];
  expect(messageOf(await desk.detail(held, 777))).toContain(`777: ${filler}`);
  expect(read).toEqual([777]);
  expect(await desk.words(held, `say ${secret}`)).toEqual({ words: `say ${filler}` });
  expect(read).toEqual([777]);
});

test('of a session that grew, what is new is learnt', async () => {
  await rest();
  read = [];
  add(3);
  await rest();
  expect(read).toEqual([1001, 1002, 1003]);
  add(2);
  read = [];
  await desk.detail(held, 4);
  expect(read).toEqual([1004, 1005, 4]);
});

test('while there is other work, nothing is learnt', async () => {
  desk.idle(true);
  desk.idle(false);
  await clock.advance(10_000);
  expect(read).toEqual([]);
  await rest();
  expect(read).toEqual(upTo(1000));
});

test('while a session is live, most of the time is left to it', async () => {
  told(1000, 1);
  held.session.connection = dialling;
  desk.idle(true);
  await clock.advance(200);
  const some = read.length;
  expect(some).toBeGreaterThan(20);
  expect(some).toBeLessThan(100);
  desk.idle(false);
  await clock.advance(1000);
  expect(read.length).toBe(some);
  await rest();
  expect(read).toEqual(upTo(1000));
});

test('while a live session is flooded, there is a slice now and then; afterwards all is learnt', async () => {
  told(100, 0.1);
  held.session.connection = dialling;
  for (let turn = 0; turn < 100; turn++) {
    add(200);
    desk.idle(true);
    await clock.advance(10);
  }
  // Some forty entries a slice: a second of flood has two or three, where there would be forty.
  expect(read.length).toBeLessThan(200);
  expect(read.length).toBeGreaterThan(0);
  await rest();
  expect(read).toEqual(upTo(20_100));
});

test('a copy that comes before all is learnt says how far it is, and goes on where it stopped', async () => {
  told(1000, 1);
  const first = await advanced(desk.detail(held, 900));
  expect(first).toEqual({ lookedAt: 200, of: 1000 });
  // What comes meanwhile is not waited for.
  add(50);
  const answers = [first];
  while ('of' in (answers.at(-1) ?? {})) answers.push(await advanced(desk.detail(held, 900, 1000)));
  expect(answers.length).toBeLessThan(8);
  expect(messageOf(answers.at(-1) as typeof first)).toContain(`900: ${filler}`);
  expect(read).toEqual([...upTo(1000), 900]);
});

test('a copy that waits no longer is made with what is known and what its own entry says', async () => {
  told(1000, 1);
  const { shown } = (await desk.detail(held, 1, 0)) as { shown: { bytes: Uint8Array } };
  expect(Buffer.from(shown.bytes).toString()).not.toContain(secret);
  expect(read).toEqual([1, 1]);
  expect(messageOf(await desk.detail(held, 900, 0))).toContain(filler);
  expect(messageOf(await desk.detail(held, 900, 0))).not.toContain(secret);
});

test('what cannot be looked through is not copied, and does not stop the others', async () => {
  const { log } = held.session;
  const entry = log.entry;
  log.entry = (seq) => {
    if (seq === 500) throw new Error('bad');
    return entry(seq);
  };
  await rest();
  expect(clock.pending()).toBe(0);
  await expect(desk.detail(held, 4)).rejects.toThrow('bad');
});

test('the core learns what a session holds as soon as it is judged', async () => {
  const { core, clock: time, ask, page, messages } = coreStage();
  await time.advance(50);
  core.take({ do: 'connect', ask: ask('sandbox-fish', 'flood=0x200x2000') });
  await time.advance(5000);
  const { log } = (core.kept(page.active ?? '') as { held: HeldSession }).held.session;
  expect(log.length).toBeGreaterThan(1);
  const entry = log.entry.bind(log);
  log.entry = (seq) => {
    read.push(seq);
    return entry(seq);
  };
  core.take({ do: 'ask', id: 1, ask: { room: 'export', wish: { op: 'detail', session: log.head.id, seq: 1 } } });
  await time.advance(100);
  expect(messages.at(-1)).toMatchObject({ say: 'answer', answer: { shown: { seq: 1 } } });
  expect(read).toEqual([1]);
});

async function advanced<Answer>(going: Promise<Answer>): Promise<Answer> {
  await clock.advance(0);
  return going;
}
