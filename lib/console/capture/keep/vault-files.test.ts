/** What is on the disk after every way it can stop: cut at any byte, full at any write. */
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../../bytes/concat.ts';
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import type { RecordingEnd } from '../../../recording/recording-reader.ts';
import { encodeBatch, encodeRecord } from '../../../relay/batch.ts';
import type { Entry, EntryBody, SessionHead } from '../../../session/entry.ts';
import { memoryFiles, memoryHolds } from './memory-files.ts';
import { readKept } from './read-kept.ts';
import { nameOf, VaultFiles } from './vault-files.ts';

const id = 'ab'.repeat(16);
const head: SessionHead = {
  id,
  upstream: 'sandbox-fish',
  dialect: 'fish',
  startedAt: 1_700_000_000_000,
  via: 'sandbox',
};

const bodies: EntryBody[] = [
  { kind: 'dial', url: 'wss://x.test/v1', headers: [{ name: 'model', value: 's1' }], via: 'sandbox' },
  { kind: 'frame', dir: 'sent', opcode: 'text', bytes: encodeUtf8('{"event":"ü"}') },
  { kind: 'frame', dir: 'received', opcode: 'binary', bytes: Uint8Array.from({ length: 90 }, (_, i) => i * 7) },
  { kind: 'close', by: 'peer', code: 1000, reason: encodeUtf8('done'), clean: true },
];
const none = new Float64Array(0);

/** Entries `from` to `to`, from 1. */
function batch(from: number, to: number): [Uint8Array, Float64Array] {
  const records = bodies.slice(from - 1, to).map((body, at) => encodeRecord(from + at, (from + at) * 10.5, body));
  return [encodeBatch([{ session: id, records }]), Float64Array.from(records, (_, at) => from + at + 0.25)];
}

async function readAll(file: Blob): Promise<{ entries: Entry[]; seen: (number | null)[]; end: RecordingEnd }> {
  const entries: Entry[] = [];
  const seen: (number | null)[] = [];
  const end = await readKept(file, {
    header: () => true,
    entry(entry, at) {
      entries.push(entry);
      seen.push(at);
    },
  });
  return { entries, seen, end };
}

async function written(): Promise<Uint8Array<ArrayBuffer>> {
  const disk = memoryFiles();
  const vault = new VaultFiles(disk, memoryHolds().of('a'));
  await vault.begin(id, { session: head });
  await vault.write(id, ...batch(1, 2));
  await vault.write(id, ...batch(3, 4));
  expect((await vault.end(id)).ok).toBe(true);
  return disk.files.get(nameOf(id)) as Uint8Array<ArrayBuffer>;
}

describe('a session on the disk', () => {
  test('is a whole recording, with the times the page received it', async () => {
    const { entries, seen, end } = await readAll(new Blob([await written()]));
    expect(entries).toEqual(bodies.map((body, at) => ({ seq: at + 1, t: (at + 1) * 10.5, ...body })));
    expect(seen).toEqual([1.25, 2.25, 3.25, 4.25]);
    expect(end).toMatchObject({ closed: true, brokenLine: null, problem: null });
  });

  test('cut at any byte: each entry before the cut is there, and it is gone on with to the same bytes', async () => {
    const whole = await written();
    const ends = [...whole.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []));
    for (let size = ends[0] as number; size < whole.length - 1; size++) {
      const disk = memoryFiles();
      disk.files.set(nameOf(id), whole.slice(0, size));
      const told: number[] = [];
      const read = await readKept(new Blob([whole.slice(0, size)]), {
        header: () => true,
        entry: ({ seq }) => told.push(seq),
      });
      // A line is told whole or not at all; one that lacks only its line break is whole.
      const least = Math.min(bodies.length, ends.filter((end) => end <= size + 1).length - 1);
      expect(told.length).toBe(least);
      expect(read).toMatchObject({ closed: false, brokenLine: null, problem: null });
      const { place } = read;
      if (place === null) throw new Error(`no place at ${size}`);
      const vault = new VaultFiles(disk, memoryHolds().of('b'));
      expect((await vault.goOn(id, { session: head }, place)).ok).toBe(true);
      if (place.entries < bodies.length) await vault.write(id, ...batch(place.entries + 1, bodies.length));
      await vault.end(id);
      const { entries, end } = await readAll(new Blob([disk.files.get(nameOf(id)) as Uint8Array<ArrayBuffer>]));
      expect(entries.length).toBe(bodies.length);
      expect(end).toMatchObject({ closed: true, brokenLine: null, problem: null });
    }
  });

  test.each(['is short', 'throws', 'lies'] as const)(
    'no space at any byte (the disk %s): nothing is lost, and the rest follows later',
    async (full) => {
      const whole = await written();
      for (let room = 0; room < whole.length; room += 3) {
        const disk = memoryFiles(room, full);
        const vault = new VaultFiles(disk, memoryHolds().of('a'));
        const steps = [
          () => vault.begin(id, { session: head }),
          () => vault.write(id, ...batch(1, 2)),
          () => vault.write(id, ...batch(3, 4)),
          () => vault.end(id),
        ];
        let refused = 0;
        for (const step of steps) {
          const first = await step();
          if (first.ok) continue;
          expect(first.why).toBe('full');
          refused++;
          // Asked again without more space it is refused again, and takes nothing from the disk.
          const isBegun = step !== steps[0];
          if (!isBegun) expect([...disk.files.keys()]).toEqual([]);
          const again = isBegun ? () => vault.write(id, new Uint8Array(0), none) : step;
          expect((await again()).ok).toBe(false);
          disk.room = Number.POSITIVE_INFINITY;
          expect((await again()).ok).toBe(true);
        }
        expect(refused).toBe(1);
        expect(disk.files.get(nameOf(id))).toEqual(whole);
      }
    },
  );

  test('what comes after its end stands before the last line', async () => {
    const disk = memoryFiles();
    const vault = new VaultFiles(disk, memoryHolds().of('a'));
    await vault.begin(id, { session: head });
    await vault.write(id, ...batch(1, 3));
    await vault.end(id);
    await vault.write(id, ...batch(4, 4));
    expect((await readAll(new Blob([disk.files.get(nameOf(id)) as Uint8Array<ArrayBuffer>]))).end.closed).toBe(false);
    await vault.end(id);
    expect(disk.files.get(nameOf(id))).toEqual(await written());
  });

  test('what was cut is gone from the file, however little comes in its place', async () => {
    const disk = memoryFiles();
    const vault = new VaultFiles(disk, memoryHolds().of('a'));
    await vault.begin(id, { session: head });
    await vault.write(id, ...batch(1, 3));
    await vault.release(id);
    const bytes = disk.files.get(nameOf(id)) as Uint8Array<ArrayBuffer>;
    const { place } = await readKept(new Blob([bytes.slice(0, -1)]), { header: () => true, entry: () => {} });
    if (place === null) throw new Error('no place');
    expect(place.entries).toBe(2);
    await vault.goOn(id, { session: head }, place);
    await vault.end(id);
    const { entries, end } = await readAll(new Blob([disk.files.get(nameOf(id)) as Uint8Array<ArrayBuffer>]));
    expect(entries.length).toBe(2);
    expect(end).toMatchObject({ closed: true, problem: null, brokenLine: null });
  });

  test('a file that is there is not written over, nor one that another page holds', async () => {
    const disk = memoryFiles();
    const holds = memoryHolds();
    const [a, b] = [new VaultFiles(disk, holds.of('a')), new VaultFiles(disk, holds.of('b'))];
    await a.begin(id, { session: head });
    await a.write(id, ...batch(1, 2));
    const before = disk.files.get(nameOf(id));
    expect(await b.begin(id, { session: head })).toMatchObject({ ok: false, why: 'taken' });
    expect(await b.goOn(id, { session: head }, { bytes: 0, entries: 0, last: '' })).toMatchObject({
      ok: false,
      why: 'taken',
    });
    holds.die('a');
    expect(await b.begin(id, { session: head })).toMatchObject({ ok: false, why: 'taken' });
    expect(disk.files.get(nameOf(id))).toEqual(before);
    expect((await b.goOn(id, { session: head }, { bytes: 0, entries: 0, last: '' })).ok).toBe(true);
  });

  test('a file that no list knows is found by its first line', async () => {
    const disk = memoryFiles();
    const bytes = await written();
    disk.files.set(nameOf(id), bytes);
    disk.files.set(nameOf('cd'.repeat(16)), concatBytes([encodeUtf8('nothing of ours')]));
    disk.files.set('other', bytes);
    const vault = new VaultFiles(disk, memoryHolds().of('a'));
    expect(await vault.strays(new Set())).toMatchObject([
      { id, title: 'sandbox-fish, found', closed: true, entries: bodies.length, sizeBytes: bytes.length },
    ]);
    expect(await vault.strays(new Set([id]))).toEqual([]);
  });
});
