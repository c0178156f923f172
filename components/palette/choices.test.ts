import { describe, expect, it } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { initialState } from '@/lib/console/initial-state.ts';
import { choicesFor } from './choices.ts';
import type { CommandRoom } from './command.ts';

const page = { facade: {} as ConsoleFacade, state: initialState };
const run = () => {};
const rooms: CommandRoom[] = [
  {
    name: 'One',
    commands: () => [
      { id: 'a', words: 'Alpha', run },
      { id: 'b', words: 'Beta', unavailable: 'why', run },
    ],
  },
  {
    name: 'Two',
    when: 'typed',
    commands: (_, typed) => (/\d/.test(typed) ? [{ id: `go/${typed}`, words: `Go to ${typed}`, run }] : []),
  },
  { name: 'Three', commands: () => [{ id: 'c', words: 'Gamma', also: 'alphabet', run }] },
];
const listed = (typed: string, recent: string[] = []) =>
  choicesFor(rooms, page, typed, recent).map(({ name, choices }) => [name, choices.map(({ id }) => id).join(' ')]);

describe('choicesFor', () => {
  it('lists the rooms in their order, without what cannot be done and without the long lists', () => {
    expect(listed('')).toEqual([
      ['One', 'a'],
      ['Three', 'c'],
    ]);
  });

  it('puts what was used lately on top, once, and drops rooms left empty', () => {
    expect(listed(' ', ['c', 'gone', 'b'])).toEqual([
      ['Lately', 'c'],
      ['One', 'a'],
    ]);
  });

  it('is one list over all rooms once something is typed', () => {
    expect(listed('alpha')).toEqual([['', 'a c']]);
    expect(listed('beta')).toEqual([['', 'b']]);
    expect(listed('7')).toEqual([['', 'go/7']]);
  });
});
