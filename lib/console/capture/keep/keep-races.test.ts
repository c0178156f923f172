/** What happens at the same time, or from two pages: nothing comes back that was deleted, nothing is there twice, nothing is overwritten. */
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import type { RecordingHeader } from '../../../recording/recording-header.ts';
import { recordingReader } from '../../../recording/recording-reader.ts';
import type { SessionHead } from '../../../session/entry.ts';
import type { SessionDesk } from '../session-desk.ts';
import { type KeepStage, type KeptDisk, keepStage, keptDisk } from './keep-stage.ts';
import { undoMs } from './kept-list.ts';
import { memoryFiles } from './memory-files.ts';
import type { Vault } from './vault.ts';

// Both load in real time, which the clock of the stage does not wait for.
beforeAll(async () => {
  await frameHasher();
  await sha256();
});

const head = (id: string): SessionHead => ({ id, upstream: 'x', dialect: 'fish', startedAt: 1, via: 'import' });
const one = 'ab'.repeat(16);
const fileName = (id: string) => `${id}.wiretone.jsonl`;

/** Its desk of sessions, where imports come in. */
function sessionsOf({ core }: KeepStage): SessionDesk {
  return (core as unknown as { sessions: SessionDesk }).sessions;
}

/** A session of `count` marks, told a few at a time. */
async function told(s: KeepStage, id: string, count = 1, apartMs = 0): Promise<void> {
  const adopted = sessionsOf(s).adopt(head(id), `of ${id.slice(0, 4)}`);
  for (let seq = 1; seq <= count; seq++) {
    adopted?.add({ seq, t: seq, kind: 'mark', by: 'user', says: `mark ${seq}` }, null);
    if (apartMs > 0) await s.clock.advance(apartMs);
  }
  adopted?.end();
  await s.clock.advance(300);
  await s.wish({ op: 'flush' });
  await s.clock.advance(300);
}

function later(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function leave(s: KeepStage, id: string): Promise<void> {
  s.core.take({ do: 'forget-session', id });
  await s.clock.advance(300);
  await s.wish({ op: 'flush' });
}

/** A session that a page left open on the disk. */
async function cutShort(disk: KeptDisk, id: string): Promise<void> {
  const s = await keepStage(disk, 'gone');
  sessionsOf(s).adopt(head(id), 'cut')?.add({ seq: 1, t: 1, kind: 'mark', by: 'user', says: 'hello' }, null);
  await s.clock.advance(300);
  await s.wish({ op: 'flush' });
  disk.holds.die('gone');
}

describe('at the same time', () => {
  test('one that found no space and is deleted does not come back', async () => {
    const disk = keptDisk(memoryFiles(400));
    const s = await keepStage(disk, 'a');
    await told(s, one, 20);
    expect(s.kept()).toMatchObject({ stuck: 'full', waiting: 1, sessions: [{ id: one }] });
    await s.wish({ op: 'delete', ids: [one] });
    await s.clock.advance(undoMs + 10);
    disk.files.room = Number.POSITIVE_INFINITY;
    await s.clock.advance(20_000);
    expect([...disk.files.files.keys()]).toEqual([]);
    expect([...disk.list.keys()]).toEqual([]);
    expect(s.kept()).toMatchObject({ stuck: null, sessions: [], deleted: 0 });
  });

  test('one deleted while it is written, and then another one: both are gone', async () => {
    const disk = keptDisk(memoryFiles());
    const writing = later();
    let slow = false;
    const s = await keepStage(disk, 'a', (vault) => ({
      ...vault,
      write: async (id, batch, seen) => {
        if (slow) await writing.promise;
        return vault.write(id, batch, seen);
      },
    }));
    const two = 'cd'.repeat(16);
    await told(s, two);
    const adopted = sessionsOf(s).adopt(head(one), 'first');
    adopted?.add({ seq: 1, t: 1, kind: 'mark', by: 'user', says: 'hello' }, null);
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    slow = true;
    adopted?.add({ seq: 2, t: 1, kind: 'mark', by: 'user', says: 'hello again' }, null);
    adopted?.end();
    await s.clock.advance(300);
    const asked = [s.wish({ op: 'delete', ids: [one] }), s.wish({ op: 'delete', ids: [two] })];
    await s.clock.advance(20);
    writing.resolve();
    await Promise.all(asked);
    await s.clock.advance(undoMs + 20_000);
    expect([...disk.files.files.keys()]).toEqual([]);
    expect(s.kept()).toMatchObject({ sessions: [], deleted: 0, stuck: null });
  });

  test('one that found no space and whose tab was closed comes back from memory, whole', async () => {
    const disk = keptDisk(memoryFiles(400));
    const s = await keepStage(disk, 'a');
    await told(s, one, 20);
    await leave(s, one);
    expect(s.page.sessions).toEqual([]);
    expect(await s.wish({ op: 'open', id: one })).toBe(null);
    await s.clock.advance(300);
    expect(s.page).toMatchObject({ active: one, sessions: [{ id: one, entries: 20 }] });
    await leave(s, one);
    disk.files.room = Number.POSITIVE_INFINITY;
    await s.clock.advance(6000);
    expect(disk.list.get(one)).toMatchObject({ closed: true, entries: 20 });
    expect(await disk.holds.of('b').taken()).toEqual([]);
  });

  test('undone while it goes from the disk: what is gone is not shown', async () => {
    const disk = keptDisk(memoryFiles());
    const removal = later();
    const s = await keepStage(disk, 'a', (vault) => ({
      ...vault,
      remove: async (ids) => {
        await removal.promise;
        await vault.remove(ids);
      },
    }));
    await told(s, one);
    await s.wish({ op: 'delete', ids: [one] });
    await s.clock.advance(undoMs + 10);
    await s.wish({ op: 'undo' });
    removal.resolve();
    await s.clock.advance(1000);
    expect(disk.files.files.size).toBe(0);
    expect(s.kept()).toMatchObject({ sessions: [], deleted: 0 });
  });

  test('several of which one goes on: nothing is deleted, no tab closes', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    await told(s, one);
    const two = 'cd'.repeat(16);
    sessionsOf(s).adopt(head(two), 'going on')?.add({ seq: 1, t: 1, kind: 'mark', by: 'user', says: 'hello' }, null);
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    expect((await s.wish({ op: 'delete', ids: [one, two] }))?.code).toBe('kept_elsewhere');
    await s.clock.advance(300);
    expect(s.page.sessions).toHaveLength(2);
  });

  test('asked for twice, it is opened once', async () => {
    const disk = keptDisk(memoryFiles());
    await cutShort(disk, one);
    const s = await keepStage(disk, 'a');
    await Promise.all([s.wish({ op: 'open', id: one }), s.wish({ op: 'open', id: one })]);
    await s.clock.advance(300);
    expect(s.page.sessions).toHaveLength(1);
    expect(s.kept().opening).toBe(null);
  });

  test('one that begins while the list is read is in it', async () => {
    const disk = keptDisk(memoryFiles());
    let slow: Promise<void> | null = null;
    const s = await keepStage(disk, 'a', (vault) => ({
      ...vault,
      list: async () => {
        const found = await vault.list();
        await slow;
        return found;
      },
    }));
    const reading = later();
    slow = reading.promise;
    const looked = s.wish({ op: 'look' });
    await told(s, one);
    reading.resolve();
    await looked;
    await s.clock.advance(300);
    expect(s.kept().sessions).toMatchObject([{ id: one, closed: true }]);
  });

  test('the list is written once a second while a session grows', async () => {
    const disk = keptDisk(memoryFiles());
    let puts = 0;
    const count = (vault: Vault): Vault => ({
      ...vault,
      put: (records) => {
        puts++;
        return vault.put(records);
      },
    });
    const s = await keepStage(disk, 'a', count);
    await told(s, one, 500, 10);
    // Five seconds: its beginning, one a second, its end.
    expect(puts).toBeLessThanOrEqual(8);
    expect(puts).toBeGreaterThanOrEqual(4);
  });
});

describe('two pages', () => {
  test('a note in one page takes nothing back of what the other one wrote', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    const adopted = sessionsOf(a).adopt(head(one), 'shared');
    adopted?.add({ seq: 1, t: 1, kind: 'mark', by: 'user', says: 'hello' }, null);
    await a.clock.advance(300);
    await a.wish({ op: 'flush' });
    const b = await keepStage(disk, 'b');
    expect(b.kept()).toMatchObject({ elsewhere: [one], sessions: [{ closed: false }] });
    expect((await b.wish({ op: 'note', id: one, note: 'mine' }))?.code).toBe('kept_elsewhere');
    adopted?.end();
    await a.clock.advance(300);
    await a.wish({ op: 'flush' });
    await leave(a, one);
    expect(await b.wish({ op: 'note', id: one, note: 'mine' })).toBe(null);
    expect(disk.list.get(one)).toMatchObject({ note: 'mine', closed: true });
  });

  test('what another page goes on with is not deleted from under it', async () => {
    const disk = keptDisk(memoryFiles());
    await cutShort(disk, one);
    const b = await keepStage(disk, 'b');
    const holds = disk.holds.of('a');
    await holds.take(one);
    await b.wish({ op: 'delete', ids: [one] });
    await b.clock.advance(undoMs + 300);
    expect([...disk.files.files.keys()]).toEqual([fileName(one)]);
    await b.wish({ op: 'look' });
    expect(b.kept().sessions).toMatchObject([{ id: one }]);
  });
});

describe('what the file says', () => {
  test('a file with its last line was not cut short, whatever the list says', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    await told(a, one, 3);
    disk.holds.die('a');
    const record = disk.list.get(one);
    if (record === undefined) throw new Error('no record');
    disk.list.set(one, { ...record, closed: false, ended: '' });
    expect((await keepStage(disk, 'b')).kept()).toMatchObject({ cut: [], sessions: [{ closed: true }] });
    // Nor one that the list does not know.
    disk.list.clear();
    expect((await keepStage(disk, 'c')).kept()).toMatchObject({ cut: [], sessions: [{ closed: true, entries: 3 }] });
  });

  test('a file without a header is said not to be readable, and not offered again', async () => {
    const disk = keptDisk(memoryFiles());
    await cutShort(disk, one);
    disk.files.files.set(fileName(one), new TextEncoder().encode('{"format":"wire'));
    const s = await keepStage(disk, 'a');
    expect(s.kept().cut).toEqual([one]);
    expect((await s.wish({ op: 'open', id: one }))?.code).toBe('kept_unreadable');
    await s.clock.advance(300);
    expect(s.page.alert).toMatch(/^The kept session cannot be read/);
    expect(s.kept()).toMatchObject({ cut: [], opening: null, sessions: [{ id: one }] });
  });

  test('what an export took out of it stands in its header, and is known when it is opened again', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const redacted = { places: 3, from: 'f'.repeat(64) };
    const adopted = sessionsOf(s).adopt(head(one), 'shared');
    if (adopted === null) throw new Error('not adopted');
    adopted.held.redacted = redacted;
    adopted.add({ seq: 1, t: 1, kind: 'mark', by: 'user', says: 'hello' }, null);
    adopted.end();
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    await leave(s, one);
    let header: RecordingHeader | null = null;
    const reader = await recordingReader({
      header: (found) => {
        header = found;
      },
      entry: () => {},
    });
    reader.push(new TextDecoder().decode(disk.files.files.get(fileName(one))));
    expect(header).toMatchObject({ redacted });
    await s.wish({ op: 'open', id: one });
    expect([...sessionsOf(s).all()].map((held) => held.redacted)).toEqual([redacted]);
  });
});
