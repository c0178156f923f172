import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import { recordingReader } from '../../../recording/recording-reader.ts';
import { verdictOf } from '../../../recording/verify.ts';
import type { SessionDesk } from '../session-desk.ts';
import { type KeepStage, type KeptDisk, keepStage, keptDisk } from './keep-stage.ts';
import { undoMs } from './kept-list.ts';
import { memoryFiles } from './memory-files.ts';

// Both load in real time, which the clock of the stage does not wait for.
beforeAll(async () => {
  await frameHasher();
  await sha256();
});

const text = `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000}},
  {"event": "text", "text": "The quick brown fox jumps over the lazy dog. "},
  {"event": "flush"},
  {"event": "stop"},
  {"$until": {"event": "finish", "within": "10s"}}
]`;

/** Runs the text to its end; the session closes with it. */
async function session(s: KeepStage, forMs = 8000): Promise<string> {
  s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish') });
  await s.clock.advance(forMs);
  return s.page.live?.session ?? '';
}

async function closed(s: KeepStage): Promise<string> {
  const id = await session(s);
  s.core.take({ do: 'disconnect' });
  await s.clock.advance(300);
  await s.wish({ op: 'flush' });
  return id;
}

/** Its desk of sessions, where players and imports come in. */
function sessionsOf({ core }: KeepStage): SessionDesk {
  return (core as unknown as { sessions: SessionDesk }).sessions;
}

async function fileOf(disk: KeptDisk, id: string): Promise<{ says: string; kinds: string[]; last: string }> {
  const bytes = disk.files.files.get(`${id}.wiretone.jsonl`);
  const kinds: string[] = [];
  let last = '';
  const reader = await recordingReader({
    entry(entry) {
      kinds.push(entry.kind);
      if (entry.kind === 'mark') last = `${entry.by}: ${entry.says}`;
    },
  });
  reader.push(new TextDecoder().decode(bytes));
  return { says: verdictOf(reader.end()).says, kinds, last };
}

describe('always recorded', () => {
  test('a session is on the disk as it grows, and whole when it is over', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const id = await session(s, 1000);
    const growing = await fileOf(disk, id);
    const told = s.page.sessions?.[0]?.entries ?? 0;
    expect(growing.says).toMatch(/^intact up to entry \d+, not closed$/);
    expect(growing.kinds.length).toBeGreaterThan(3);
    expect(growing.kinds.length).toBeLessThanOrEqual(told);
    await s.clock.advance(8000);
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    const entries = s.page.sessions?.[0]?.entries;
    expect((await fileOf(disk, id)).says).toBe(`complete, unchanged since written: ${entries} entries`);
    expect(disk.list.get(id)).toMatchObject({ title: 'sandbox-fish 1', entries, closed: true, pinned: false });
    expect(s.kept()).toMatchObject({ place: 'files', waiting: 0, stuck: null, cut: [], onTabs: { [id]: id } });
  });

  test('at most 250 ms of it, or 256 kB, are not on the disk', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish', 'flood=4000x1000x1600') });
    await s.clock.advance(50);
    s.core.take({ do: 'run', text: '[{"event": "start", "request": {}}]', ask: null });
    let most = 0;
    for (let ms = 0; ms < 400; ms += 10) {
      await s.clock.advance(10);
      const onDisk = [...disk.files.files.values()][0]?.filter((byte) => byte === 0x0a).length ?? 1;
      const [summary] = s.page.sessions ?? [];
      const isOver = summary?.connection.phase === 'closed';
      if (!isOver) most = Math.max(most, (summary?.entries ?? 0) - (onDisk - 1));
    }
    expect(s.page.sessions?.[0]?.entries).toBeGreaterThan(1000);
    // Four frames of a kilobyte each millisecond: 256 kB are there long before 250 ms are over.
    expect(most).toBeLessThan(400);
  });

  test('what the player says after the end stands before the last line', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const id = await closed(s);
    const before = await fileOf(disk, id);
    sessionsOf(s).note(id, 'ran dry');
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    const after = await fileOf(disk, id);
    expect(after.says).toBe(`complete, unchanged since written: ${before.kinds.length + 1} entries`);
    expect(after.last).toBe('player: ran dry');
  });

  test('a closed tab stays kept, and comes back as it was', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const id = await closed(s);
    const [before] = s.page.sessions ?? [];
    const bytes = disk.files.files.get(`${id}.wiretone.jsonl`);
    s.core.take({ do: 'forget-session', id });
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    expect(s.page.sessions).toEqual([]);
    expect(s.kept()).toMatchObject({ onTabs: {}, cut: [] });
    expect(await s.wish({ op: 'open', id })).toBe(null);
    await s.clock.advance(300);
    const [after] = s.page.sessions ?? [];
    const { id: _a, connection: _b, ...same } = before ?? ({} as never);
    expect(after).toMatchObject({ ...same, connection: { phase: 'closed' } });
    expect(s.page.active).toBe(after?.id);
    // What the player says of it now is none of that record's.
    sessionsOf(s).note(after?.id ?? '', 'ran dry');
    await s.clock.advance(6000);
    expect(disk.files.files.get(`${id}.wiretone.jsonl`)).toEqual(bytes);
    expect([...disk.files.files.keys()]).toHaveLength(1);
    // Once more it is only shown.
    expect(await s.wish({ op: 'open', id })).toBe(null);
    expect(s.page.sessions).toHaveLength(1);
  });
});

describe('cut short', () => {
  test('is offered by the next page, opened with a mark where it was cut, and closed there', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    const id = await session(a, 3000);
    const file = `${id}.wiretone.jsonl`;
    disk.files.files.set(file, (disk.files.files.get(file) ?? new Uint8Array(0)).slice(0, -30));
    const cut = (await fileOf(disk, id)).kinds;
    // While its page lives it belongs to that page.
    const b = await keepStage(disk, 'b');
    expect(b.kept()).toMatchObject({ cut: [], elsewhere: [id] });
    expect((await b.wish({ op: 'open', id }))?.code).toBe('kept_elsewhere');
    await b.wish({ op: 'delete', ids: [id] });
    await b.clock.advance(undoMs + 10);
    expect(disk.files.files.has(file)).toBe(true);
    disk.holds.die('a');
    await b.wish({ op: 'look' });
    expect(b.kept()).toMatchObject({ cut: [id], elsewhere: [] });
    expect(await b.wish({ op: 'open', id })).toBe(null);
    await b.clock.advance(300);
    await b.wish({ op: 'flush' });
    expect(b.page.sessions?.[0]).toMatchObject({ entries: cut.length + 1, title: 'sandbox-fish 1' });
    expect(b.page.sessions?.[0]?.connection.words).toBe('The record ends here');
    const { says, kinds, last } = await fileOf(disk, id);
    expect(says).toBe(`complete, unchanged since written: ${cut.length + 1} entries`);
    expect(kinds).toEqual([...cut, 'mark']);
    expect(last).toMatch(/^page: cut short: the page that recorded it was gone after entry \d+/);
    expect(b.kept().cut).toEqual([]);
    expect(disk.list.get(id)).toMatchObject({ closed: true, ended: 'the record ends before its connection' });
    // The sound of it is decoded, and a session of this page has a number of its own.
    expect(b.page.sound?.duration).toBeGreaterThan(0);
    await session(b, 500);
    expect(b.page.sessions?.map(({ title }) => title)).toEqual(['sandbox-fish 1', 'sandbox-fish 2']);
  });

  test('is put off for good: no later page asks again', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    const id = await session(a, 1500);
    disk.holds.die('a');
    const b = await keepStage(disk, 'b');
    expect(b.kept().cut).toEqual([id]);
    await b.wish({ op: 'later', id });
    await b.clock.advance(20);
    expect(b.kept()).toMatchObject({ cut: [], sessions: [{ id, closed: false }] });
    const c = await keepStage(disk, 'c');
    expect(c.kept()).toMatchObject({ cut: [], sessions: [{ id, closed: false }] });
    // It can be opened as before, and is closed with that.
    expect(await c.wish({ op: 'open', id })).toBe(null);
    await c.wish({ op: 'flush' });
    expect(disk.list.get(id)).toMatchObject({ closed: true, ended: 'the record ends before its connection' });
  });

  test('a page that is still going when the next one opens is looked for again', async () => {
    const disk = keptDisk(memoryFiles());
    const id = await session(await keepStage(disk, 'a'), 1500);
    const b = await keepStage(disk, 'b');
    disk.holds.die('a');
    await b.clock.advance(2500);
    expect(b.kept().cut).toEqual([id]);
  });

  test('a line that was changed: what stands before it is shown, the file stays as it is', async () => {
    const disk = keptDisk(memoryFiles());
    const id = await closed(await keepStage(disk, 'a'));
    disk.holds.die('a');
    const file = `${id}.wiretone.jsonl`;
    const changed = new TextDecoder()
      .decode(disk.files.files.get(file))
      .replace('"kind":"handshake"', '"kind":"handshook"');
    const bytes = new TextEncoder().encode(changed);
    disk.files.files.set(file, bytes);
    const b = await keepStage(disk, 'b');
    expect(await b.wish({ op: 'open', id })).toMatchObject({ code: 'kept_unreadable', at: { line: 3 } });
    await b.clock.advance(6000);
    expect(b.page.sessions?.[0]?.entries).toBe(2);
    expect(disk.files.files.get(file)).toEqual(bytes);
  });
});

describe('no space', () => {
  test('the session goes on in memory, says so, and is written once there is space', async () => {
    const disk = keptDisk(memoryFiles(3000));
    const s = await keepStage(disk, 'a');
    const id = await closed(s);
    expect(s.kept()).toMatchObject({ stuck: 'full', waiting: 1 });
    const entries = s.page.sessions?.[0]?.entries ?? 0;
    expect(entries).toBeGreaterThan(5);
    expect(disk.list.get(id)).toMatchObject({ closed: false });
    // Closing its tab frees nothing that is not on the disk.
    s.core.take({ do: 'forget-session', id });
    await s.clock.advance(300);
    disk.files.room = Number.POSITIVE_INFINITY;
    await s.clock.advance(5100);
    await s.wish({ op: 'flush' });
    await s.clock.advance(300);
    expect((await fileOf(disk, id)).says).toBe(`complete, unchanged since written: ${entries} entries`);
    expect(s.kept()).toMatchObject({ stuck: null, waiting: 0 });
  });

  test('no space for its first line: nothing is left on the disk, and it is tried again', async () => {
    const disk = keptDisk(memoryFiles(20));
    const s = await keepStage(disk, 'a');
    const id = await closed(s);
    expect(s.kept()).toMatchObject({ stuck: 'full', waiting: 1, cut: [] });
    await s.clock.advance(11_000);
    expect(disk.files.files.size).toBe(0);
    expect(s.kept()).toMatchObject({ stuck: 'full', waiting: 1, cut: [] });
    disk.files.room = Number.POSITIVE_INFINITY;
    await s.clock.advance(6000);
    expect((await fileOf(disk, id)).says).toMatch(/^complete/);
  });

  test('deleting others makes the space', async () => {
    const disk = keptDisk(memoryFiles());
    const a = await keepStage(disk, 'a');
    const first = await closed(a);
    const size = disk.files.files.get(`${first}.wiretone.jsonl`)?.length ?? 0;
    disk.files.room = size * 1.5;
    const second = await closed(a);
    expect(a.kept()).toMatchObject({ stuck: 'full', waiting: 1 });
    await a.wish({ op: 'delete', ids: [first] });
    await a.clock.advance(undoMs + 10);
    await a.wish({ op: 'flush' });
    await a.clock.advance(300);
    expect(a.kept()).toMatchObject({ stuck: null, waiting: 0, sessions: [{ id: second, closed: true }] });
  });

  test('a file that cannot be written is begun again under another name, whole', async () => {
    const disk = keptDisk(memoryFiles());
    let broken = 1;
    const s = await keepStage(disk, 'a', (vault) => ({
      ...vault,
      write: async (id, batch, seen) =>
        broken-- > 0 ? { ok: false, why: 'failed', detail: 'the disk said so' } : vault.write(id, batch, seen),
    }));
    const id = await session(s, 1000);
    expect(s.kept()).toMatchObject({ stuck: 'failed' });
    await s.wish({ op: 'note', id, note: 'watch this' });
    await s.clock.advance(5500);
    expect(s.kept()).toMatchObject({ stuck: null, cut: [], sessions: [{ note: 'watch this' }] });
    await s.wish({ op: 'look' });
    expect(s.kept()).toMatchObject({ cut: [], sessions: [{ note: 'watch this' }] });
    await s.clock.advance(2000);
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    await s.clock.advance(300);
    const [record, ...others] = s.kept().sessions;
    expect(others).toEqual([]);
    expect(record?.id).not.toBe(id);
    expect(record).toMatchObject({ title: 'sandbox-fish 1', closed: true });
    expect((await fileOf(disk, record?.id ?? '')).says).toMatch(/^complete/);
    expect([...disk.files.files.keys()]).toHaveLength(1);
  });
});

describe('the list', () => {
  test('names, notes and pins outlive the page; a name is the tab’s too', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const id = await closed(s);
    await s.wish({ op: 'rename', id, title: '  first sound ' });
    await s.wish({ op: 'note', id, note: 'late' });
    await s.wish({ op: 'pin', id, on: true });
    expect((await s.wish({ op: 'rename', id, title: ' ' }))?.code).toBe('bad_value');
    await s.clock.advance(300);
    expect(s.page.sessions?.[0]?.title).toBe('first sound');
    const b = await keepStage(disk, 'b');
    expect(b.kept().sessions).toMatchObject([{ id, title: 'first sound', note: 'late', pinned: true }]);
    expect((await b.wish({ op: 'pin', id: 'ff'.repeat(16), on: true }))?.code).toBe('kept_gone');
  });

  test('what is deleted comes back, or is gone from the disk when nobody asked for it', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const [one, two] = [await closed(s), await closed(s)];
    await s.wish({ op: 'delete', ids: [one, two] });
    await s.clock.advance(undoMs - 1000);
    expect(s.kept()).toMatchObject({ sessions: [], deleted: 2, onTabs: {} });
    expect(disk.files.files.size).toBe(2);
    await s.wish({ op: 'undo' });
    await s.clock.advance(300);
    expect(
      s
        .kept()
        .sessions.map(({ id }) => id)
        .sort(),
    ).toEqual([one, two].sort());
    await s.clock.advance(undoMs);
    expect(disk.files.files.size).toBe(2);
    await s.wish({ op: 'delete', ids: [one] });
    await s.clock.advance(undoMs + 10);
    expect([...disk.files.files.keys()]).toEqual([`${two}.wiretone.jsonl`]);
    expect([...disk.list.keys()]).toEqual([two]);
  });

  test('one that is not over is not deleted', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const id = await session(s, 500);
    expect((await s.wish({ op: 'delete', ids: [id] }))?.code).toBe('kept_elsewhere');
    expect(s.kept().sessions).toHaveLength(1);
  });

  test('a record of another id than its file, and an imported copy: each has its own file', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    const id = await closed(s);
    s.core.take({ do: 'forget-session', id });
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    const bytes = disk.files.files.get(`${id}.wiretone.jsonl`);
    for (const name of [id, '../../etc/passwd']) {
      const head = { id: name, upstream: 'x', dialect: 'fish', startedAt: 1, via: 'import' } as const;
      const adopted = sessionsOf(s).adopt(head, 'imported');
      adopted?.add({ seq: 1, t: 0, kind: 'mark', by: 'user', says: 'hello' }, null);
      adopted?.end();
      await s.clock.advance(300);
      await s.wish({ op: 'flush' });
    }
    expect(disk.files.files.get(`${id}.wiretone.jsonl`)).toEqual(bytes);
    expect(disk.files.files.size).toBe(3);
    expect([...disk.files.files.keys()].every((name) => /^[0-9a-f]{32}\.wiretone\.jsonl$/.test(name))).toBe(true);
  });
});
