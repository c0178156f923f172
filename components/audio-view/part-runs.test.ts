import { expect, test } from 'vitest';
import type { ItemKind, ItemPart } from '@/lib/audio/inspect/container-item.ts';
import { partRuns } from './part-runs.ts';

const part = (kind: ItemKind, title: string, cut: Partial<Pick<ItemPart, 'begins' | 'ends'>> = {}): ItemPart => {
  return { item: { kind, title, says: '', start: 0, end: 1, fields: [] }, begins: 'here', ends: 'here', ...cut };
};
const sizes = (parts: readonly ItemPart[]) => partRuns(parts).map((run) => run.parts.length);

test('frames of one title are one run; tags, damage and what a chunk cuts stand alone', () => {
  const a = part('frame', 'a');
  expect(sizes([part('tag', 'ID3'), a, a, a, a, part('frame', 'a', { ends: 'after' })])).toEqual([1, 4, 1]);
  expect(sizes([part('frame', 'a', { begins: 'before' }), a, a, a])).toEqual([1, 3]);
  expect(sizes([a, a, a, part('frame', 'b'), a])).toEqual([3, 1, 1]);
  expect(sizes([part('damage', 'x'), part('damage', 'x'), part('damage', 'x')])).toEqual([1, 1, 1]);
  expect(sizes([])).toEqual([]);
});

test('two alike are not folded, and none is lost', () => {
  const parts = [part('packet', 'p'), part('packet', 'p'), part('page', 'q')];
  expect(sizes(parts)).toEqual([1, 1, 1]);
  expect(partRuns(parts).flatMap((run) => run.parts)).toEqual(parts);
});
