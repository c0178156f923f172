/** A disk that does not give payloads back: what would have zeros in their place is refused, and what is shown of them says so. */
import { beforeAll, expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { openSessionSound } from '../../audio/session-sound.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { usualTolerance } from '../../diff/tolerance.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { secretsRedacted } from '../../recording/redact/redactor.ts';
import type { SessionHead } from '../../session/entry.ts';
import { memoryDisk } from '../../session/memory-disk.ts';
import { PayloadMemory } from '../../session/payload-memory.ts';
import type { SavedPart } from '../port.ts';
import { CapturedSession } from './captured-session.ts';
import { CompareDesk } from './compare/compare-desk.ts';
import { detailOf } from './entry-detail.ts';
import { ExportDesk } from './export/export-desk.ts';
import { HeldSession } from './held-session.ts';
import { SessionKeeper } from './keep/session-keeper.ts';
import type { Vault } from './keep/vault.ts';
import type { RoomParts } from './room-parts.ts';
import { saveSound } from './sound-sight-save.ts';
import { writtenSteps } from './written-steps.ts';

beforeAll(() => frameHasher());

const kib = 2 ** 10;
const refusal = { code: 'spill_unreadable' };

function small() {
  const disk = memoryDisk();
  const source = { budgetBytes: 256 * kib, warnBytes: 512 * kib, open: async () => disk.spill };
  return { disk, payloads: new PayloadMemory(source) };
}

const head: SessionHead = { id: '7'.repeat(32), upstream: 'fish', dialect: 'fish', startedAt: 1.7e12, via: 'relay' };

/** A session of some 600 kB, for the most part on the disk. */
async function spilled(payloads: PayloadMemory): Promise<CapturedSession> {
  const session = new CapturedSession(head, dialectOf('fish') as Dialect, 'one', payloads);
  session.append(0, { kind: 'dial', url: 'wss://x/v1/tts/live', headers: [], via: 'relay' });
  session.append(0, { kind: 'handshake', status: 101, statusText: '', headers: [] });
  for (let i = 0; i < 60; i++) {
    const bytes = encodeMsgpack({ event: 'log', message: `${i} `.repeat(4000) });
    session.append(i, { kind: 'frame', dir: 'received', opcode: 'binary', bytes });
    await Promise.resolve();
  }
  session.append(60, { kind: 'close', by: 'peer', code: 1000, reason: new Uint8Array(0), clean: true });
  expect(session.log.onDiskUpTo).toBeGreaterThan(20);
  return session;
}

test('no file, no copy, no program and no comparison is made of it; the row says what is missing', async () => {
  const { disk, payloads } = small();
  const session = await spilled(payloads);
  session.hashWith(await frameHasher());
  const now = fakeClock();
  const after = (_ms: number, run: () => void) => {
    queueMicrotask(run);
    return {};
  };
  // Nothing takes time.
  const clock = { ...now, now: () => 0, after };
  const held = new HeldSession(session, clock, openAudioStream, () => {});
  const parts = {
    sessions: { find: () => held, all: () => [held] },
    host: { clock, openAudio: openAudioStream },
    page: { say() {}, touchView() {} },
    clocksOf: () => null,
  } as unknown as RoomParts;
  const { id } = head;
  const make = () => new ExportDesk(parts).take({ op: 'make', session: id, as: 'wiretone', redact: secretsRedacted });
  const copy = () => new ExportDesk(parts).take({ op: 'words', session: id, words: 'x' });
  const compare = () => new CompareDesk(parts).take({ op: 'compare', a: id, b: id, tolerance: usualTolerance });
  // All is well at first.
  expect(await make()).toMatchObject({ name: expect.any(String) });
  expect(await copy()).toEqual({ words: 'x' });
  expect(await compare()).toBeNull();
  expect(writtenSteps(session, { of: 'session' })).toContain('{');
  expect(detailOf(session, 3).problems).toEqual([]);
  const hash = session.receivedHash();
  expect(hash).toHaveLength(16);

  disk.broken = true;
  const missing = Array.from({ length: session.log.length }, (_, i) => i + 1).find((seq) =>
    session.log.isUnreadable(seq),
  ) as number;
  expect(detailOf(session, missing).problems[0]).toMatchObject(refusal);
  expect(await make()).toMatchObject(refusal);
  expect(await copy()).toMatchObject(refusal);
  expect(await compare()).toMatchObject(refusal);
  expect(writtenSteps(session, { of: 'session' })).toBeNull();
  // What was read in time stays true.
  expect(session.receivedHash()).toBe(hash);
});

test('a hash over zeros is none, and the kept file ends before them until the disk gives them back', async () => {
  const { disk, payloads } = small();
  const session = await spilled(payloads);
  disk.broken = true;
  session.hashWith(await frameHasher());
  expect(session.receivedHash()).toBe('');
  expect(session.receivedHash()).toBe('');

  let written = 0;
  const ok = async () => ({ ok: true as const, sizeBytes: written });
  const write: Vault['write'] = (_, batch) => {
    written += batch.length;
    return ok();
  };
  const vault: Vault = Object.assign({} as Vault, { begin: ok, end: ok, write });
  const keeper = new SessionKeeper({ session, redacted: null } as HeldSession, head.id, vault, () => null);
  await keeper.step();
  expect(await keeper.step()).toMatchObject({ ok: false, why: 'failed' });
  expect([written, keeper.waiting, keeper.isUnread, keeper.stuck]).toEqual([0, session.log.length, true, 'failed']);
  disk.broken = false;
  while (keeper.waiting > 0) expect(await keeper.step()).toMatchObject({ ok: true });
  expect(written).toBeGreaterThan(500 * kib);
  expect([keeper.isUnread, keeper.stuck]).toEqual([false, null]);
});

test('no sound is saved of it', async () => {
  const log = { unread: 0 };
  const clock = fakeClock();
  const sound = openSessionSound({ bytesOf: () => new Uint8Array(4000) });
  sound.add(1, { format: 'pcm', sampleRateHz: 8000 }, true);
  sound.end();
  for (const as of ['wav', 'received'] as const) {
    for (const unread of [0, 1]) {
      log.unread = unread;
      const parts: SavedPart[] = [];
      const saved = saveSound(sound, log, { fromS: 0, toS: 1e6 }, as, clock, (part) => parts.push(part));
      while (!parts.some((part) => 'end' in part || 'problem' in part)) await clock.advance(1);
      await saved;
      expect(parts.at(-1)).toMatchObject(unread === 0 ? { end: true } : { problem: refusal });
    }
  }
});
