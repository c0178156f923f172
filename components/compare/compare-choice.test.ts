import { expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { initialState } from '@/lib/console/initial-state.ts';
import type { Compared } from '@/lib/console/rooms/compare-room.ts';
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

test('a result is shown as long as it is of the two that are meant', () => {
  const { fake, ids } = facade('x', 'y', 'z');
  const desk = compareDeskOf(fake);
  const isShown = (a: string, b: string) =>
    desk.isOf({ of: { a: { id: a }, b: { id: b } } } as unknown as Compared, fake.getState().sessions);
  expect([isShown('y', 'z'), isShown('x', 'z')]).toEqual([true, false]);
  desk.set({ a: 'z' });
  expect(isShown('y', 'z')).toBe(false);
  desk.set({ a: 'y' });
  desk.compare();
  // One more session, and one of the two closed: it is the same comparison still.
  ids.push('w');
  expect(isShown('y', 'z')).toBe(true);
  ids.splice(ids.indexOf('y'), 1);
  expect(isShown('y', 'z')).toBe(true);
});

test('a tolerance that cannot be read is said, and nothing is compared', () => {
  const { fake, wishes } = facade('x', 'y');
  const desk = compareDeskOf(fake);
  desk.set({ tolerance: 'much' });
  expect(desk.get().badTolerance).toMatchObject({ code: 'bad_tolerance' });
  desk.set({ all: true });
  expect(desk.get().badTolerance).not.toBeNull();
  desk.compare();
  expect(wishes).toEqual([]);
  desk.set({ tolerance: '5ms' });
  expect(desk.get().badTolerance).toBeNull();
});
