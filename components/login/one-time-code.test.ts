import { expect, it } from 'vitest';
import { codeIn, isCut, waysIn } from './one-time-code.ts';

it('reads the code of a one-time link, and nothing else', () => {
  expect(codeIn('#c=Abc_123-xyz')).toBe('Abc_123-xyz');
  for (const other of [
    '',
    '#',
    '#c=',
    '#c=short',
    '#c=with space in it',
    '#x=Abc_123-xyz',
    'c=Abc_123-xyz',
    '#c=abcdefgh%20',
  ])
    expect(codeIn(other), other).toBeNull();
  expect(codeIn(`#c=${'a'.repeat(201)}`)).toBeNull();
});

it('tells a link that was cut from a page without one', () => {
  expect(isCut('#c=')).toBe(true);
  expect(isCut('#c=abc')).toBe(true);
  expect(isCut('#c=Abc_123-xyz')).toBe(false);
  expect(isCut('')).toBe(false);
  expect(isCut('#other')).toBe(false);
});

it('knows the ways in that the server names', () => {
  expect(waysIn('link')).toEqual({ link: true, password: false });
  expect(waysIn('password')).toEqual({ link: false, password: true });
  for (const both of ['link password', 'link,password', 'password, link'])
    expect(waysIn(both)).toEqual({ link: true, password: true });
  expect(waysIn(null)).toEqual({ link: false, password: false });
});
