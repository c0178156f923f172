/** Which sessions come back on tabs: after the page was left, and after a deletion was undone; and what a deletion leaves behind. */
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import type { SessionDesk } from '../session-desk.ts';
import { type KeepStage, type KeptDisk, keepStage, keptDisk } from './keep-stage.ts';
import { undoMs } from './kept-list.ts';
import { memoryFiles } from './memory-files.ts';

beforeAll(async () => {
  await frameHasher();
  await sha256();
});

const [one, two, three] = ['aa', 'bb', 'cc'].map((pair) => pair.repeat(16)) as [string, string, string];

async function told(s: KeepStage, id: string, startedAt = 1): Promise<void> {
  const { sessions } = s.core as unknown as { sessions: SessionDesk };
  const head = { id, upstream: 'x', dialect: 'fish', startedAt, via: 'import' } as const;
  const adopted = sessions.adopt(head, `of ${id.slice(0, 2)}`);
  adopted?.add({ seq: 1, t: 0, kind: 'mark', by: 'user', says: 'hello' }, null);
  adopted?.end();
  await settled(s);
}

async function settled(s: KeepStage): Promise<void> {
  await s.clock.advance(300);
  await s.wish({ op: 'flush' });
  await s.clock.advance(300);
}

async function tabs(s: KeepStage): Promise<string[]> {
  await settled(s);
  return (s.page.sessions ?? []).map(({ title }) => title);
}

const fileNames = (disk: KeptDisk) => [...disk.files.files.keys()].map((name) => name.slice(0, 2));

describe('the page was left', () => {
  test('sessions that were on tabs come back with one wish, in their order; one whose tab was closed does not', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    for (const id of [one, two, three]) {
      await told(a, id);
      await a.clock.advance(10);
    }
    a.core.take({ do: 'forget-session', id: two });
    await settled(a);
    expect(a.kept().left).toEqual([]);
    disk.holds.die('a');
    const b = await keepStage(disk, 'b');
    expect(b.kept().left).toEqual([three, one]);
    expect(await b.wish({ op: 'bringBack' })).toBe(null);
    expect(await tabs(b)).toEqual(['of aa', 'of cc']);
    expect(b.kept().left).toEqual([]);
    expect(b.page.active).toBe(three);
    // They are this page's now, and the next page's again.
    disk.holds.die('b');
    expect((await keepStage(disk, 'c')).kept().left.toSorted()).toEqual([one, three]);
  });

  test('those that were not brought back stay kept, and give way to the tabs of the page after', async () => {
    const disk = keptDisk(memoryFiles());
    await told(await keepStage(disk, 'a'), one);
    disk.holds.die('a');
    const b = await keepStage(disk, 'b');
    await told(b, two);
    // In this page they are still to be had.
    expect(b.kept().left).toEqual([one]);
    disk.holds.die('b');
    const c = await keepStage(disk, 'c');
    expect(c.kept()).toMatchObject({ left: [two], sessions: [{}, {}] });
  });

  test('a tab closed a moment before the page is left stays closed', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    await told(a, one);
    a.core.take({ do: 'forget-session', id: one });
    await a.wish({ op: 'leave' });
    disk.holds.die('a');
    expect((await keepStage(disk, 'b')).kept()).toMatchObject({ left: [], sessions: [{ id: one }] });
  });

  test('tabs of another page that lives are its own', async () => {
    const disk = keptDisk(memoryFiles());
    await told(await keepStage(disk, 'a'), one);
    expect((await keepStage(disk, 'b')).kept().left).toEqual([]);
  });
});

describe('deleted', () => {
  test('undone, it is in the list again, and on its tab where it was on one', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    for (const id of [one, two]) await told(s, id);
    s.core.take({ do: 'forget-session', id: one });
    await settled(s);
    await s.wish({ op: 'delete', ids: [one, two] });
    expect(await tabs(s)).toEqual([]);
    expect(s.kept()).toMatchObject({ deleted: 2, deletedTitle: 'of aa', sessions: [] });
    expect(s.page.announcement).toBe('of aa and 1 more deleted; can be brought back for a minute');
    await s.clock.advance(undoMs - 5000);
    expect(await s.wish({ op: 'undo' })).toBe(null);
    expect(await tabs(s)).toEqual(['of bb']);
    expect(s.kept()).toMatchObject({ deleted: 0, deletedTitle: '' });
    expect([...disk.list.values()].map(({ deletedAt }) => deletedAt)).toEqual([undefined, undefined]);
    await s.clock.advance(2 * undoMs);
    expect(fileNames(disk).toSorted()).toEqual(['aa', 'bb']);
  });

  test('the next deletion, and leaving the page, carry it out', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    for (const id of [one, two]) await told(s, id);
    await s.wish({ op: 'delete', ids: [one] });
    await s.wish({ op: 'delete', ids: [two] });
    await settled(s);
    expect(fileNames(disk)).toEqual(['bb']);
    await s.wish({ op: 'leave' });
    await settled(s);
    expect(fileNames(disk)).toEqual([]);
    expect(disk.list.size).toBe(0);
  });

  test('a page that died with it on its hands has deleted it: the next one does not show it, and frees its bytes', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    for (const id of [one, two]) await told(a, id);
    a.core.take({ do: 'forget-session', id: two });
    await settled(a);
    await a.wish({ op: 'delete', ids: [one, two] });
    await settled(a);
    disk.holds.die('a');
    const b = await keepStage(disk, 'b');
    expect(b.kept()).toMatchObject({ sessions: [], left: [], deleted: 0 });
    // The page that deleted them may live, and take them back.
    expect(fileNames(disk)).toEqual(['aa', 'bb']);
    await b.clock.advance(undoMs + 6000);
    expect(fileNames(disk)).toEqual([]);
    expect(disk.list.size).toBe(0);
  });

  test('undone by the page that deleted it, it is there for the other one too', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    await told(a, one);
    await a.wish({ op: 'delete', ids: [one] });
    const b = await keepStage(disk, 'b');
    await a.wish({ op: 'undo' });
    await settled(a);
    await b.clock.advance(undoMs + 6000);
    await b.wish({ op: 'look' });
    expect(fileNames(disk)).toEqual(['aa']);
    expect(b.kept().sessions).toMatchObject([{ id: one }]);
  });
});

test('that nothing waits any more is told at once: the page asks nobody before it goes', async () => {
  const disk = keptDisk(memoryFiles());
  const s = await keepStage(disk, 'a');
  const { sessions } = s.core as unknown as { sessions: SessionDesk };
  const adopted = sessions.adopt({ id: one, upstream: 'x', dialect: 'fish', startedAt: 1, via: 'import' }, 'a');
  adopted?.add({ seq: 1, t: 0, kind: 'mark', by: 'user', says: 'hello' }, null);
  await s.clock.advance(100);
  adopted?.end();
  await s.clock.advance(20);
  expect(s.kept().sessions).toMatchObject([{ id: one, closed: true }]);
});

test('what was opened or kept last comes first, however long ago it was recorded', async () => {
  const disk = keptDisk(memoryFiles());
  const s = await keepStage(disk, 'a');
  await told(s, one, 2000);
  await s.clock.advance(10);
  await told(s, two, 1);
  expect(s.kept().sessions.map(({ id }) => id)).toEqual([two, one]);
  s.core.take({ do: 'forget-session', id: one });
  await settled(s);
  await s.wish({ op: 'open', id: one });
  expect(s.kept().sessions.map(({ id }) => id)).toEqual([one, two]);
});
