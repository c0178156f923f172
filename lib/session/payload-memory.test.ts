import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SessionHead } from './entry.ts';
import { PayloadMemory, type SpillSource } from './payload-memory.ts';
import { SessionLog } from './session-log.ts';
import type { Spill } from './spill.ts';

const mib = 2 ** 20;
const head: SessionHead = { id: '0'.repeat(32), upstream: 'x', dialect: 'fish', startedAt: 0, via: 'memory' };

/** A disk in memory. `room`: so many bytes fit. */
function disk(room = Number.POSITIVE_INFINITY) {
  const there = new Map<number, Uint8Array>();
  let end = 0;
  const state = { room, broken: false, reads: 0, there };
  const spill: Spill = {
    write(bytes) {
      const used = [...there.values()].reduce((sum, one) => sum + one.length, 0);
      if (used + bytes.length > state.room) throw new Error('no room');
      there.set(end, bytes.slice());
      end += bytes.length;
      return end - bytes.length;
    },
    read(offset, size) {
      state.reads++;
      const found = there.get(offset);
      if (state.broken || found?.length !== size) throw new Error('bad sector');
      return found.slice();
    },
    free: (offset) => void there.delete(offset),
    close() {},
  };
  return { ...state, state, spill };
}

function memoryOver(spill: Spill | null, more: Partial<SpillSource> = {}) {
  let opened = 0;
  const source: SpillSource = {
    budgetBytes: 4 * mib,
    warnBytes: 8 * mib,
    open: async () => {
      opened++;
      return spill;
    },
    ...more,
  };
  return { memory: new PayloadMemory(source), opened: () => opened, source };
}

/** Frame `i` of a session: bytes that follow from both. */
function payload(i: number, seed: number, size = 50_000): Uint8Array {
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, i * 31 + seed);
  return bytes.fill(i & 255, 4);
}

const add = (log: SessionLog, from: number, to: number, seed = 0) => {
  for (let i = from; i < to; i++)
    log.append(i, { kind: 'frame', dir: 'received', opcode: 'binary', bytes: payload(i, seed) });
};
const hashOf = (log: SessionLog) => {
  const hash = createHash('sha256');
  for (let seq = 1; seq <= log.length; seq++) hash.update(log.bytesOf(seq));
  return hash.digest('hex');
};
const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));

describe('payloads of all sessions within a budget', () => {
  test('the oldest go to the disk, those of every session, and all of them come back bit for bit', async () => {
    const { spill, there } = disk();
    const { memory, opened } = memoryOver(spill);
    const [a, b] = [new SessionLog(head, memory), new SessionLog(head, memory)];
    const plain = new SessionLog(head);
    for (let part = 0; part < 20; part++) {
      add(a, part * 10, part * 10 + 10);
      add(b, part * 10, part * 10 + 10, 1);
      add(plain, part * 10, part * 10 + 10);
      await settled();
    }
    expect(opened()).toBe(1);
    expect(memory.heldBytes).toBeLessThanOrEqual(4 * mib);
    expect(memory.diskBytes).toBe([...there.values()].reduce((sum, one) => sum + one.length, 0));
    expect(memory.diskBytes).toBeGreaterThan(12 * mib);
    for (const log of [a, b]) {
      expect(log.onDiskUpTo).toBeGreaterThan(100);
      expect(log.onDiskUpTo).toBeLessThan(200);
    }
    expect(plain.onDiskUpTo).toBe(0);
    expect(hashOf(a)).toBe(hashOf(plain));
    expect(hashOf(b)).not.toBe(hashOf(plain));
    expect(memory.trouble).toBeNull();
  });

  test('what was looked at stays valid, and looking again reads the disk once for a block', async () => {
    const { spill, state } = disk();
    const log = new SessionLog(head, memoryOver(spill).memory);
    add(log, 0, 1);
    const early = log.bytesOf(1);
    add(log, 1, 200);
    await settled();
    add(log, 200, 201);
    expect(log.onDiskUpTo).toBeGreaterThan(0);
    expect(isSame(early, payload(0, 0))).toBe(true);
    const again = log.bytesOf(1);
    expect(isSame(again, early)).toBe(true);
    for (let seq = 1; seq <= 30; seq++) log.bytesOf(seq);
    const { reads } = state;
    for (let seq = 1; seq <= 30; seq++) log.bytesOf(seq);
    expect(state.reads).toBe(reads);
    hashOf(log);
    // Blocks looked at since have taken its place; the view is its own.
    expect(isSame(again, payload(0, 0))).toBe(true);
    log.bytesOf(1);
    expect(state.reads).toBeGreaterThan(reads);
  });

  test('a full disk: all stays in memory, it is told once, and tried again when more has come', async () => {
    const { spill, state } = disk(2 * mib);
    const { memory } = memoryOver(spill);
    const told: (string | undefined)[] = [];
    memory.changed = () => told.push(memory.trouble?.code);
    const log = new SessionLog(head, memory);
    const plain = new SessionLog(head);
    for (let part = 0; part < 60; part++) {
      add(log, part * 10, part * 10 + 10);
      add(plain, part * 10, part * 10 + 10);
      await settled();
    }
    expect(told.filter((code) => code === 'spill_full').length).toBeGreaterThan(0);
    expect(new Set(told.slice(told.indexOf('spill_full')))).toEqual(new Set(['spill_full']));
    expect(hashOf(log)).toBe(hashOf(plain));
    state.room = Number.POSITIVE_INFINITY;
    for (let part = 60; part < 220; part++) add(log, part * 10, part * 10 + 10);
    expect(memory.trouble).toBeNull();
    expect(memory.heldBytes).toBeLessThanOrEqual(4 * mib);
  });

  test('no disk: all stays in memory, and beyond a limit that is told once', async () => {
    const { memory, opened } = memoryOver(null);
    const told: (string | undefined)[] = [];
    memory.changed = () => told.push(memory.trouble?.code);
    const log = new SessionLog(head, memory);
    for (let part = 0; part < 15; part++) {
      add(log, part * 10, part * 10 + 10);
      await settled();
      expect(memory.trouble === null).toBe(memory.heldBytes < 8 * mib);
    }
    add(log, 150, 300);
    expect(opened()).toBe(1);
    expect(told).toEqual(['memory_only']);
    const plain = new SessionLog(head);
    add(plain, 0, 300);
    expect(hashOf(log)).toBe(hashOf(plain));
    expect(log.onDiskUpTo).toBe(0);
  });

  test('a disk that gives nothing back: zeros stand for it, and the record says so', async () => {
    const { spill, state } = disk();
    const { memory } = memoryOver(spill);
    const log = new SessionLog(head, memory);
    add(log, 0, 100);
    await settled();
    add(log, 100, 200);
    state.broken = true;
    expect(log.isUnreadable).toBe(false);
    expect(isSame(log.bytesOf(1), new Uint8Array(50_000))).toBe(true);
    expect(log.isUnreadable).toBe(true);
    expect(memory.trouble).toMatchObject({ code: 'spill_unreadable', detail: 'bad sector' });
    expect(isSame(log.bytesOf(200), payload(199, 0))).toBe(true);
  });

  test('a session that nobody needs gives back memory and disk', async () => {
    const { spill, there } = disk();
    const { memory } = memoryOver(spill);
    const blocks: Parameters<PayloadMemory['release']>[0] = [];
    for (let i = 0; i < 9; i++) {
      const block = { bytes: new Uint8Array(mib).fill(i), used: mib, offset: -1 };
      blocks.push(block);
      memory.hold(block);
      await settled();
    }
    expect([memory.heldBytes, memory.diskBytes, there.size]).toEqual([4 * mib, 5 * mib, 5]);
    memory.bytesOf(blocks[0] as (typeof blocks)[0]);
    memory.release(blocks);
    expect([memory.heldBytes, memory.diskBytes, there.size]).toEqual([0, 0, 0]);
    const log = new SessionLog(head, memory);
    add(log, 0, 200);
    const plain = new SessionLog(head);
    add(plain, 0, 200);
    expect(memory.heldBytes).toBeLessThanOrEqual(4 * mib);
    expect(hashOf(log)).toBe(hashOf(plain));
  });

  test('many short sessions take little', () => {
    const { memory } = memoryOver(null);
    const logs = Array.from({ length: 50 }, () => new SessionLog(head, memory));
    for (const log of logs) log.append(0, { kind: 'frame', dir: 'sent', opcode: 'text', bytes: new Uint8Array(100) });
    expect(memory.heldBytes).toBeLessThanOrEqual(50 * 65_536);
  });
});
