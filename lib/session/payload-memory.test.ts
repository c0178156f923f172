import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SessionHead } from './entry.ts';
import { memoryDisk } from './memory-disk.ts';
import { PayloadMemory, type SpillSource } from './payload-memory.ts';
import { SessionLog } from './session-log.ts';
import type { Spill } from './spill.ts';

const mib = 2 ** 20;
const head: SessionHead = { id: '0'.repeat(32), upstream: 'x', dialect: 'fish', startedAt: 0, via: 'memory' };

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
    const disk = memoryDisk();
    const { memory, opened } = memoryOver(disk.spill);
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
    expect(memory.diskBytes).toBe(disk.size());
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
    const disk = memoryDisk();
    const log = new SessionLog(head, memoryOver(disk.spill).memory);
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
    const { reads } = disk;
    for (let seq = 1; seq <= 30; seq++) log.bytesOf(seq);
    expect(disk.reads).toBe(reads);
    hashOf(log);
    // Blocks looked at since have taken its place; the view is its own.
    expect(isSame(again, payload(0, 0))).toBe(true);
    log.bytesOf(1);
    expect(disk.reads).toBeGreaterThan(reads);
  });

  test('a full disk: all stays in memory, it is told once, and tried again when more has come', async () => {
    const disk = memoryDisk(2 * mib);
    const { memory } = memoryOver(disk.spill);
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
    disk.room = Number.POSITIVE_INFINITY;
    for (let part = 60; part < 220; part++) add(log, part * 10, part * 10 + 10);
    expect(memory.trouble).toBeNull();
    expect(memory.heldBytes).toBeLessThanOrEqual(4 * mib);
  });

  test('a disk that has no room to begin with is asked again', async () => {
    const disk = memoryDisk();
    let refused = 0;
    const open = async () => {
      if (refused++ === 0) throw new Error('quota');
      return disk.spill;
    };
    const { memory } = memoryOver(null, { open });
    const log = new SessionLog(head, memory);
    add(log, 0, 100);
    await settled();
    expect([refused, memory.trouble?.detail]).toEqual([1, 'quota']);
    add(log, 100, 1600);
    await settled();
    add(log, 1600, 1700);
    expect([refused, memory.trouble]).toEqual([2, null]);
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
    const disk = memoryDisk();
    const { memory } = memoryOver(disk.spill);
    const log = new SessionLog(head, memory);
    add(log, 0, 100);
    await settled();
    add(log, 100, 200);
    disk.broken = true;
    expect(log.unread).toBe(0);
    expect(isSame(log.bytesOf(1), new Uint8Array(50_000))).toBe(true);
    expect([log.unread, log.isUnreadable(1), log.isUnreadable(200)]).toEqual([1, true, false]);
    expect(memory.trouble).toMatchObject({ code: 'spill_unreadable', detail: 'bad sector' });
    expect(isSame(log.bytesOf(200), payload(199, 0))).toBe(true);
  });

  test('a session that nobody needs gives back memory and disk', async () => {
    const disk = memoryDisk();
    const { memory } = memoryOver(disk.spill);
    const blocks: Parameters<PayloadMemory['release']>[0] = [];
    for (let i = 0; i < 9; i++) {
      const block = { bytes: new Uint8Array(mib).fill(i), used: mib, offset: -1 };
      blocks.push(block);
      memory.hold(block);
      await settled();
    }
    expect([memory.heldBytes, memory.diskBytes, disk.size()]).toEqual([4 * mib, 5 * mib, 5 * mib]);
    memory.bytesOf(blocks[0] as (typeof blocks)[0]);
    memory.release(blocks);
    expect([memory.heldBytes, memory.diskBytes, disk.size()]).toEqual([0, 0, 0]);
    const log = new SessionLog(head, memory);
    add(log, 0, 200);
    const plain = new SessionLog(head);
    add(plain, 0, 200);
    expect(memory.heldBytes).toBeLessThanOrEqual(4 * mib);
    expect(hashOf(log)).toBe(hashOf(plain));
  });

  test('what was told of memory is taken back once sessions are closed, and those leave nothing behind', async () => {
    const [none, full] = [memoryOver(null).memory, memoryOver(memoryDisk(0).spill).memory];
    for (const memory of [none, full]) {
      const blocks = Array.from({ length: 9 }, () => ({ bytes: new Uint8Array(mib), used: mib, offset: -1 }));
      for (const block of blocks) memory.hold(block);
      await settled();
      memory.hold({ bytes: new Uint8Array(1), used: 1, offset: -1 });
      expect(memory.trouble?.code).toBe(memory === none ? 'memory_only' : 'spill_full');
      memory.release(blocks);
      expect(memory.trouble).toBeNull();
    }
    for (let i = 0; i < 5000; i++) {
      const block = { bytes: new Uint8Array(1), used: 1, offset: -1 };
      none.hold(block);
      none.release([block]);
    }
    expect(none.waiting).toBeLessThanOrEqual(1024);
  });

  test('many short sessions take little', () => {
    const { memory } = memoryOver(null);
    const logs = Array.from({ length: 50 }, () => new SessionLog(head, memory));
    for (const log of logs) log.append(0, { kind: 'frame', dir: 'sent', opcode: 'text', bytes: new Uint8Array(100) });
    expect(memory.heldBytes).toBeLessThanOrEqual(50 * 65_536);
  });
});
