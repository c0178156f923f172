import { expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { initialState } from '@/lib/console/initial-state.ts';
import type { HeldFrame, TapWish } from '@/lib/console/rooms/tap-room.ts';
import type { ConsoleState } from '@/lib/console/state.ts';
import type { TapRule } from '@/lib/relay/tap/rules.ts';
import { holdCommands } from './hold-commands.ts';

const rule: TapRule = { id: 'r1', on: true, upstream: 'any', dir: 'both', act: 'hold' };
const held = (session: string, number: number) => ({ session, held: number }) as HeldFrame;

function commandsIn(state: ConsoleState) {
  const wishes: TapWish[] = [];
  const facade = {
    getState: () => state,
    ask: async (_room: string, wish: TapWish) => {
      wishes.push(wish);
      return null;
    },
  } as unknown as ConsoleFacade;
  const commands = holdCommands.commands({ facade, state }, '');
  return { wishes, of: (id: string) => commands.find((each) => each.id === id) };
}

test('what cannot be done now says why', () => {
  const { of } = commandsIn(initialState);
  for (const id of ['hold-add', 'hold-disarm', 'hold-pass', 'inject', 'faults-none'])
    expect(of(id)?.unavailable, id).toBeTruthy();
  for (const id of ['hold-rules', 'faults']) expect(of(id)?.unavailable, id).toBeFalsy();
});

test('every held frame is passed on, in the order in which they were held; rules are disarmed', async () => {
  const tap = { rules: [rule], held: [held('a', 1), held('b', 1), held('a', 2)], refused: null, used: 0, gone: [] };
  const { wishes, of } = commandsIn({ ...initialState, tap });
  of('hold-pass')?.run();
  await expect.poll(() => wishes.length).toBe(3);
  expect(wishes).toEqual(
    tap.held.map(({ session, held: number }) => ({ op: 'release', session, held: number, act: 'pass' })),
  );
  of('hold-disarm')?.run();
  expect(wishes.at(-1)).toEqual({ op: 'disarm' });
});
