import { expect, test } from 'vitest';
import type { RecordStore } from '@/lib/console/browser/record-store.ts';
import type { NamedScenario } from '@/lib/scenario/shelf/library-file.ts';
import { createLibrary, isKeptScenario, type KeptScenario } from './kept-scenarios.ts';

function shelf() {
  const disk = new Map<string, KeptScenario>();
  let full = false;
  let writes = 0;
  const store: RecordStore<KeptScenario> = {
    all: async () => [...disk.values()],
    put: async (all) => {
      writes++;
      if (full) throw new Error('full');
      for (const record of all) disk.set(record.id, record);
    },
    remove: async (ids) => {
      for (const id of ids) disk.delete(id);
    },
  };
  let ids = 0;
  const open = () => createLibrary({ store: Promise.resolve(store), newId: () => `id${++ids}`, now: () => 5 });
  return { disk, open, fill: () => (full = true), writes: () => writes };
}

const one = { name: 'One', group: 'B', dialect: 'fish', text: '[]' };

test('saved, renamed, removed, brought back; another page finds it', async () => {
  const { disk, open } = shelf();
  const library = open();
  let told = 0;
  library.subscribe(() => told++);
  await library.save(one);
  await library.save({ ...one, name: 'Another', group: 'A' });
  expect(library.list().map(({ name }) => name)).toEqual(['Another', 'One']);
  const [, { id }] = library.list() as [KeptScenario, KeptScenario];
  await library.rename(id, 'Uno', '');
  expect(library.list().map(({ name }) => name)).toEqual(['Uno', 'Another']);
  await library.remove(id);
  expect([library.list().length, library.former()?.scenario.name, disk.size]).toEqual([1, 'Uno', 1]);
  const other = open();
  await other.remove('none');
  expect(other.list()).toEqual(library.list());
  await library.undo();
  expect([library.list().length, library.former(), disk.get(id)?.name]).toEqual([2, null, 'Uno']);
  await library.undo();
  expect(library.list().length).toBe(2);
  // What one tab keeps, the other finds when it looks again.
  expect(other.list().length).toBe(1);
  await other.refresh();
  expect(other.list()).toEqual(library.list());
  expect(told).toBeGreaterThan(4);
});

test('what is saved over, and all that is deleted, comes back one after the other', async () => {
  const { open, disk } = shelf();
  const library = open();
  await library.save(one);
  await library.save({ ...one, name: 'Two' });
  await library.save({ ...one, text: '[1]' });
  // The same again takes nothing away.
  await library.save({ ...one, text: '[1]' });
  expect([library.list().length, library.former()]).toMatchObject([2, { what: 'replaced', scenario: { text: '[]' } }]);
  for (const { id } of library.list()) await library.remove(id);
  expect([library.list().length, disk.size]).toEqual([0, 0]);
  for (const name of ['Two', 'One', 'One']) {
    expect(library.former()?.scenario.name).toBe(name);
    await library.undo();
  }
  expect(library.former()).toBeNull();
  expect(library.list().map(({ name, text }) => [name, text])).toEqual([
    ['One', '[]'],
    ['Two', '[]'],
  ]);
});

test('an import replaces nothing, and brings nothing twice', async () => {
  const { open } = shelf();
  const library = open();
  await library.save(one);
  const more = { ...one, text: '[2]' };
  expect(await library.take([one, more, more, { ...one, dialect: 'other' }])).toBe(2);
  expect(library.list().map(({ name, text, dialect }) => [name, text, dialect])).toEqual([
    ['One', '[]', 'fish'],
    ['One', '[]', 'other'],
    ['One (2)', '[2]', 'fish'],
  ]);
  const [{ id }] = library.list().slice(-1) as [KeptScenario];
  await library.rename(id, 'One', 'B');
  expect(library.list().map(({ name }) => name)).toEqual(['One', 'One', 'One (2)']);
  expect(library.former()).toBeNull();
});

test('200 of them are stored with one write and told of once', async () => {
  const { open, writes } = shelf();
  const library = open();
  await library.refresh();
  let told = 0;
  library.subscribe(() => told++);
  const many = Array.from({ length: 200 }, (_, n) => ({ ...one, name: `Scenario ${n}` }));
  expect(await library.take(many)).toBe(200);
  expect([told, writes(), library.list()[10]?.name]).toEqual([1, 1, 'Scenario 10']);
});

test('where nothing can be stored it lasts as long as the page, and says so', async () => {
  const library = createLibrary({ store: Promise.resolve(null), newId: () => 'x', now: () => 1 });
  await library.save(one);
  expect([library.lasting(), library.list().length]).toEqual([false, 1]);
  const { open, fill } = shelf();
  fill();
  const full = open();
  await full.save(one);
  expect([full.lasting(), full.list().length]).toEqual([false, 1]);
  await full.refresh();
  expect(full.list().length).toBe(1);
  const broken = createLibrary({ store: Promise.reject(new Error('no')), newId: () => 'x', now: () => 1 });
  await broken.save(one);
  expect([broken.lasting(), broken.list().length]).toEqual([false, 1]);
});

test('what another version wrote is left out', () => {
  expect([null, {}, { ...one, id: 'a' }, { ...one, id: 'a', at: '1' }].some(isKeptScenario)).toBe(false);
  expect(isKeptScenario({ ...one, id: 'a', at: 1 })).toBe(true);
});

test('many of one name are told apart by their numbers, and found again', async () => {
  const { open } = shelf();
  const library = open();
  const many = Array.from({ length: 500 }, (_, i) => ({ ...one, text: `[${i}]` }));
  expect(await library.take(many)).toBe(500);
  expect(library.list().at(-1)?.name).toBe('One (500)');
  expect(new Set(library.list().map(({ name }) => name)).size).toBe(500);
  expect(await library.take(many)).toBe(0);
});

test('what turns out to be a key goes from all that is kept, and undo does not bring it back', async () => {
  const { open, disk, writes } = shelf();
  const library = open();
  await library.save({ ...one, text: '// secret' });
  await library.save({ ...one, text: '// the secret again' });
  await library.save({ ...one, name: 'Other' });
  const before = writes();
  const clean = async (each: NamedScenario) => ({ ...each, text: each.text.replace('secret', '$key') });
  await library.cleanse(clean);
  await library.cleanse(clean);
  expect([writes() - before, JSON.stringify([...disk.values()])]).toEqual([1, expect.not.stringContaining('secret')]);
  await library.undo();
  expect(library.list().map(({ text }) => text)).toEqual(['// $key', '[]']);
});
