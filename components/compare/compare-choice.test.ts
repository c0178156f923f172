import { expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { initialState } from '@/lib/console/initial-state.ts';
import { compareDeskOf } from './compare-choice.ts';

function facade(...ids: string[]) {
  const wishes: unknown[] = [];
  const fake = {
    getState: () => ({ ...initialState, sessions: ids.map((id) => ({ id })) }),
    ask: async (_room: string, wish: unknown) => {
      wishes.push(wish);
      return null;
    },
  } as unknown as ConsoleFacade;
  return { fake, wishes, ids };
}

test('the last two are meant until others are chosen; one that is gone is not', () => {
  const { fake, wishes, ids } = facade('x', 'y', 'z');
  const desk = compareDeskOf(fake);
  expect(compareDeskOf(fake)).toBe(desk);
  expect(desk.chosen(fake.getState().sessions)).toEqual({ a: 'y', b: 'z' });
  desk.swap();
  expect(desk.get()).toMatchObject({ a: 'z', b: 'y' });
  desk.set({ b: 'x', tolerance: '10%' });
  desk.compare();
  expect(wishes).toEqual([{ op: 'compare', a: 'z', b: 'x', tolerance: { share: 0.1, ms: 0 } }]);
  ids.shift();
  expect(desk.chosen(fake.getState().sessions).b).toBe('z');
});

test('a tolerance that cannot be read is said, and nothing is compared', () => {
  const { fake, wishes } = facade('x', 'y');
  const desk = compareDeskOf(fake);
  desk.set({ tolerance: 'much' });
  desk.compare();
  expect(desk.get().problem).toMatchObject({ code: 'bad_tolerance' });
  expect(wishes).toEqual([]);
  desk.set({ tolerance: '5ms' });
  expect(desk.get().problem).toBeNull();
});
