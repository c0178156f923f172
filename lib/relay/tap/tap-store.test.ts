import { expect, it } from 'vitest';
import { TapStore } from './tap-store.ts';

function filled(frames: number) {
  const store = new TapStore();
  const add = (kind: 'dial' | 'frame') => store.add(new Uint8Array(936), kind);
  add('dial');
  for (let i = 0; i < frames; i++) add('frame');
  const kept = () => {
    const all: number[] = [];
    for (let at = store.from(1); at !== null; at = store.from(at.seq + 1)) all.push(at.seq);
    return all;
  };
  return { store, add, kept };
}

it('what waits outlives what pages have, until it waits no longer', () => {
  const { store, kept } = filled(6);
  store.forget(6, [3, 5, 7]);
  expect(kept()).toEqual([1, 3, 5, 7]);
  expect(store.from(2)).toMatchObject({ seq: 3, lost: 1, forgotten: true });
  expect(store.bytes).toBe(4000);
  store.forget(7, [5]);
  expect(kept()).toEqual([1, 5]);
  store.forget(7);
  expect([kept(), store.bytes]).toEqual([[1], 1000]);
});

it('what waits takes no more room than there is: as the oldest it goes first', () => {
  const { store, kept } = filled(6);
  store.forget(4, [2, 3, 4]);
  store.shed(5000);
  expect([kept(), store.bytes]).toEqual([[1, 4, 5, 6, 7], 5000]);
  store.shed(2000);
  expect([kept(), store.bytes]).toEqual([[1, 7], 2000]);
});
