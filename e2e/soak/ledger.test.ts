import { expect, test } from 'vitest';
import { frameHasher } from '@/lib/bytes/frame-hash.ts';
import type { EntryBody } from '@/lib/session/entry.ts';
import { isArrival, judgeAccounts, openAccount } from './ledger.ts';

async function account(...texts: string[]) {
  const all = openAccount(await frameHasher());
  for (const text of texts) all.add(Buffer.from(text));
  return all;
}

test('the same frames are right; a missing one at the end is right only where it was cut', async () => {
  const wrote = await account('a', 'bc', 'd');
  expect(judgeAccounts(wrote, await account('a', 'bc', 'd'), true)).toEqual({ right: true });
  expect(judgeAccounts(wrote, await account('a', 'bc'), false)).toEqual({ right: true });
  expect(judgeAccounts(wrote, await account('a', 'bc'), true)).toMatchObject({ right: false });
});

test('a frame lost in the middle, cut elsewhere, doubled or made up is wrong, cut or not', async () => {
  const wrote = await account('a', 'bc', 'd');
  for (const rows of [
    ['a', 'd'],
    ['ab', 'c'],
    ['a', 'a'],
    ['a', 'bc', 'd', 'e'],
  ])
    expect(judgeAccounts(wrote, await account(...rows), false)).toMatchObject({ right: false });
});

test('an arrival is a data frame of the server as it came', () => {
  const frame = { kind: 'frame', dir: 'received', opcode: 'binary', bytes: new Uint8Array(1) } as const;
  const no: EntryBody[] = [
    { ...frame, dir: 'sent' },
    { ...frame, opcode: 'ping' },
    { ...frame, leg: 'client', passed: 'injected' },
    { ...frame, leg: 'client', of: 3 },
    { kind: 'mark', by: 'relay', says: 'x' },
  ];
  expect([frame, { ...frame, leg: 'upstream', passed: 'dropped' } as const].map(isArrival)).toEqual([true, true]);
  expect(no.map(isArrival)).toEqual(no.map(() => false));
});
