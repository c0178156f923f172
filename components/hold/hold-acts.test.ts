import { expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { initialState } from '@/lib/console/initial-state.ts';
import type { HeldFrame, TapAnswer, TapWish } from '@/lib/console/rooms/tap-room.ts';
import { problem } from '@/lib/problem/problem.ts';
import { nextRuleId, passOnAll } from './hold-acts.ts';

const held = ['a', 'b'].map((session, at) => ({ session, held: at + 1 }) as HeldFrame);

function facadeOf(answers: TapAnswer[]) {
  const wishes: TapWish[] = [];
  const state = { ...initialState, tap: { ...initialState.tap, held } };
  const ask = async (_room: string, wish: TapWish) => answers[wishes.push(wish) - 1] ?? null;
  return { wishes, facade: { getState: () => state, ask } as unknown as ConsoleFacade };
}

test('all that waits is let go, later where that was asked for', async () => {
  const { wishes, facade } = facadeOf([]);
  expect(await passOnAll(facade)).toBeNull();
  expect(await passOnAll(facade, 250)).toBeNull();
  const release = (session: string, number: number) => ({ op: 'release', session, held: number, act: 'pass' });
  const once = [release('a', 1), release('b', 2)];
  expect(wishes).toEqual([...once, ...once.map((wish) => ({ ...wish, delayMs: 250 }))]);
});

test('one that is not handed over is told, and keeps none of the others', async () => {
  const why = problem('relay_lost', 'it was not handed over');
  const { wishes, facade } = facadeOf([why, null]);
  expect(await passOnAll(facade)).toBe(why);
  expect(wishes).toHaveLength(2);
});

test('a new rule has a number of its own', () => {
  const rule = (id: string) => ({ id, on: true, upstream: 'any', dir: 'both', act: 'hold' }) as const;
  expect(nextRuleId({ rules: [], used: 0 })).toBe('r1');
  expect(nextRuleId({ rules: [rule('r2'), rule('mine'), rule('r10')], used: 2 })).toBe('r11');
  // Removed meanwhile.
  expect(nextRuleId({ rules: [], used: 10 })).toBe('r11');
});
