/** Sessions larger than the memory they may take: told where they are, the same in every copy, and let go when they are closed. */
import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { sha256 } from '../../bytes/sha256.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { harFormat } from '../../recording/export/har.ts';
import { ownLines } from '../../recording/export/own-format.ts';
import type { EntryBody, SessionHead } from '../../session/entry.ts';
import { type MemoryDisk, memoryDisk } from '../../session/memory-disk.ts';
import { PayloadMemory } from '../../session/payload-memory.ts';
import type { ImportAnswer, ImportWish } from '../rooms/import-room.ts';
import { CapturedSession } from './captured-session.ts';
import { type CoreStage, coreStage } from './core-stage.ts';
import { heldSource } from './export/held-source.ts';
import { HeldSession } from './held-session.ts';

beforeAll(async () => {
  await frameHasher();
  await sha256();
});

const kib = 2 ** 10;
const head: SessionHead = { id: '7'.repeat(32), upstream: 'fish', dialect: 'fish', startedAt: 1.7e12, via: 'relay' };
const overDisk = (disk: MemoryDisk | null) =>
  new PayloadMemory({ budgetBytes: 256 * kib, warnBytes: 512 * kib, open: async () => disk?.spill ?? null });

/** A session of 1 MiB, handed over in batches. */
async function recorded(memory: PayloadMemory | null, adopted = false): Promise<HeldSession> {
  const session = new CapturedSession(head, dialectOf('fish') as Dialect, 'one', memory);
  const held = new HeldSession(session, fakeClock(), openAudioStream, () => {});
  held.isAdopted = adopted;
  const bodies: EntryBody[] = [
    { kind: 'dial', url: 'wss://x/v1/tts/live', headers: [], via: 'relay' },
    { kind: 'handshake', status: 101, statusText: '', headers: [] },
    ...Array.from({ length: 250 }, (_, i): EntryBody => {
      const bytes = encodeMsgpack({ event: 'log', message: `${i} `.repeat(1000) });
      return { kind: 'frame', dir: 'received', opcode: 'binary', bytes };
    }),
    { kind: 'close', by: 'peer', code: 1000, reason: new Uint8Array(0), clean: true },
  ];
  for (const [i, body] of bodies.entries()) {
    held.take({ session: head.id, seq: i + 1, t: i, body });
    if (i % 20 === 0) await Promise.resolve();
  }
  return held;
}

const sum = async (pieces: AsyncIterable<string> | Iterable<string>) => {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

describe('a session that is on the disk for the most part', () => {
  test('has the same hash, and every file made of it the same bytes', async () => {
    const [there, here] = [await recorded(overDisk(memoryDisk())), await recorded(null)];
    expect(there.session.log.onDiskUpTo).toBeGreaterThan(100);
    for (const held of [there, here]) held.session.hashWith(await frameHasher());
    expect(there.session.receivedHash()).toBe(here.session.receivedHash());
    const own = [there, here].map((held) => sum(ownLines(heldSource(held, null))));
    expect(await own[0]).toBe(await own[1]);
    const har = [there, here].map((held) => sum(harFormat.make(heldSource(held, null)) as AsyncIterable<string>));
    expect(await har[0]).toBe(await har[1]);
  });

  test('says so behind its last entry, and neither as an error nor for a record from elsewhere', async () => {
    const [own, other] = [await recorded(overDisk(memoryDisk())), await recorded(overDisk(memoryDisk()), true)];
    const length = own.session.log.length;
    for (const held of [own, other]) held.settle();
    const mark = own.session.log.entry(length + 1);
    expect(mark).toMatchObject({ kind: 'mark', by: 'page' });
    expect(own.session.meaningOf(length + 1)).toMatch(/^payloads of the entries 1 to [\d,]+ are read from the disk: /);
    expect([own.session.readings.toneOf(length + 1), own.session.problems]).toEqual(['mark', 0]);
    expect(other.session.log.length).toBe(length);
  });
});

const window = { fromMs: 0, toMs: 1e6 };
const flood = (s: CoreStage) => s.core.take({ do: 'connect', ask: s.ask('sandbox-fish', 'flood=0x6000x200') });

/** Runs until what `is` asks holds; the sandbox's own time passes meanwhile. */
async function until(s: CoreStage, is: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !is(); i++) await s.clock.advance(5);
  expect(is()).toBe(true);
}

async function flooded(payloads: PayloadMemory): Promise<CoreStage> {
  const s = coreStage(undefined, undefined, payloads);
  await s.clock.advance(20);
  flood(s);
  await until(s, () => s.page.live?.connection.phase === 'open');
  s.core.take({ do: 'run', text: '[{"event":"start","request":{"text":""}}]', ask: null });
  await until(s, () => s.page.live?.connection.phase === 'closed');
  // What is said waits its turn.
  await s.clock.advance(1500);
  return s;
}

describe('the page', () => {
  test('is told once that there is no room, and that there is no disk', async () => {
    const full = await flooded(overDisk(memoryDisk(100 * kib)));
    expect(full.page.memory).toMatchObject({ problem: { code: 'spill_full' } });
    const none = await flooded(overDisk(null));
    expect(none.page.memory).toMatchObject({ onDisk: 0, problem: { code: 'memory_only' } });
    const alerts = none.messages.flatMap((m) => (m.say === 'update' && m.patch.alert ? [m.patch.alert] : []));
    expect(alerts.filter((one) => one.includes('Much is held in memory'))).toHaveLength(1);
    expect(none.page.view?.frames).toBe(full.page.view?.frames);
  });

  test('an import of more than the budget takes no more than that, and is the same afterwards', async () => {
    const one = await recorded(null);
    const pieces: string[] = [];
    for await (const piece of ownLines(heldSource(one, null))) pieces.push(piece);
    const payloads = overDisk(memoryDisk());
    const s = coreStage(undefined, undefined, payloads);
    const looked = await asked(s, { op: 'look', file: new Blob(pieces), name: 'large.wiretone.jsonl' });
    if (looked === null || !('looked' in looked)) throw new Error(JSON.stringify(looked));
    const sockets = looked.looked.sockets.map(({ id, dialect }) => ({ id, dialect }));
    await asked(s, { op: 'open', sockets, redact: false });
    const kept = s.core.kept(head.id)?.held as HeldSession;
    expect(payloads.heldBytes).toBeLessThanOrEqual(256 * kib);
    expect(payloads.diskBytes).toBeGreaterThanOrEqual(512 * kib);
    expect(kept.session.log.onDiskUpTo).toBeGreaterThan(100);
    expect(await sum(ownLines(heldSource(kept, null)))).toBe(await sum(pieces));
  });

  test('is told up to where the session on show is on the disk; one whose tab is closed is held by nobody, its space is free', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const disk = memoryDisk();
    const payloads = overDisk(disk);
    const s = await flooded(payloads);
    const id = s.page.live?.session ?? '';
    s.core.take({
      do: 'timeline',
      ask: { ...window, show: 'all', columns: 100, prebufferMs: 0, area: null, rows: false, calm: false },
    });
    await s.clock.advance(100);
    const held = new WeakRef(s.core.kept(id)?.held as HeldSession);
    s.core.take({ do: 'timeline', ask: null });
    s.core.take({ do: 'forget-session', id });
    await s.clock.advance(2000);
    // Who looks at it holds it for as long as its turn lasts.
    for (let i = 0; i < 20 && payloads.diskBytes > 0; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    expect(held.deref()).toBeUndefined();
    expect([payloads.heldBytes, payloads.diskBytes, disk.size()]).toEqual([0, 0, 0]);
  });
});

let asks = 0;
async function asked(s: CoreStage, wish: ImportWish): Promise<ImportAnswer> {
  const id = ++asks;
  s.core.take({ do: 'ask', id, ask: { room: 'import', wish } });
  for (;;) {
    const answer = s.messages.find((m) => m.say === 'answer' && m.id === id);
    if (answer?.say === 'answer') return answer.answer as ImportAnswer;
    await s.clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
