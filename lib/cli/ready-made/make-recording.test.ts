/** A ready-made recording that is made anew is the one that is shipped, but for the nonce of its upgrade. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { readyMade } from '../../lessons/recordings.ts';
import { makeRecording } from './make-recording.ts';
import { recipes } from './recipes.ts';

beforeAll(() => frameHasher());

/** Each line without what follows from the nonce: its answer, and the chain. */
const comparable = (file: string) =>
  file
    .trimEnd()
    .split('\n')
    .map((line) =>
      line.replace(/("Sec-WebSocket-(?:Key|Accept)","value":)"[^"]*"/, '$1""').replace(/,"h":"[0-9a-f]{64}"\}$/, '}'),
    );

test('there is a recipe for each, in the same order', () => {
  expect(recipes.map(({ id, dialect }) => [id, dialect])).toEqual(readyMade.map(({ id, dialect }) => [id, dialect]));
});

test.each(['last-words-missing', 'double-slash'])('%s', { timeout: 60_000 }, async (id) => {
  const recipe = recipes.find((one) => one.id === id);
  const shipped = readFileSync(new URL(`../../../public/samples/${id}.wiretone.jsonl`, import.meta.url), 'utf8');
  if (recipe === undefined) throw new Error(`there is no recipe ${id}`);
  expect(comparable(await makeRecording(recipe))).toEqual(comparable(shipped));
});
