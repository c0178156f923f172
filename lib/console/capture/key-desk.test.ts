import { expect, it } from 'vitest';
import { KeyRef } from '../../dialects/dialect.ts';
import type { Command, UpstreamInfo } from '../../relay/wire.ts';
import { KeyDesk } from './key-desk.ts';

const info = (id: string, heldKey?: UpstreamInfo['heldKey']): UpstreamInfo => ({
  id,
  title: id,
  dialect: 'fish',
  address: '',
  paths: [],
  sandbox: false,
  needsKey: true,
  ...(heldKey === undefined ? {} : { heldKey }),
});
const held = { handle: 'key#7', length: 40, tail: 'beef' };

function stage() {
  const sent: Command[] = [];
  const desk = new KeyDesk(
    (command) => sent.push(command),
    () => {},
  );
  return { desk, sent };
}

it('a key that the server holds is used where none was typed, in the address and in the steps', () => {
  const { desk, sent } = stage();
  expect(desk.reference('fish', false)).toBeNull();
  expect(desk.forConnection(info('fish', held))).toEqual(held);
  expect(desk.reference('fish', false)).toEqual(new KeyRef('key#7', 40));
  expect(desk.reference('other', false)).toBeNull();
  // It is not the page's: nothing is handed over, and no field shows it as typed.
  expect(desk.infoOf('fish')).toBeNull();
  expect(sent).toEqual([]);
});

it('a typed key comes before the one that is held, and gives way to it when it is forgotten', () => {
  const { desk } = stage();
  desk.set('fish', 'my own key');
  desk.answered({ say: 'key', request: 1, handle: 'key#8', length: 10, tail: null });
  expect(desk.forConnection(info('fish', held))?.handle).toBe('key#8');
  expect(desk.reference('fish', false)).toEqual(new KeyRef('key#8', 10));
  desk.set('fish', null);
  expect(desk.forConnection(info('fish', held))?.handle).toBe('key#7');
});

it('who gave up is not told of the key; others are', () => {
  const { desk } = stage();
  const went: string[] = [];
  desk.set('fish', 'my own key');
  for (const id of ['a', 'b']) desk.whenKnown('fish', id, () => went.push(id));
  expect([desk.forgo('a'), desk.forgo('a'), desk.forgo('other')]).toEqual([true, false, false]);
  desk.answered({ say: 'key', request: 1, handle: 'key#8', length: 10, tail: null });
  expect(went).toEqual(['b']);
  expect(desk.forgo('b')).toBe(false);
});

it('a key that the server holds no more is not named again', () => {
  const { desk } = stage();
  desk.forConnection(info('fish', held));
  expect(desk.forConnection(info('fish'))).toBeNull();
  expect(desk.reference('fish', false)).toBeNull();
});
