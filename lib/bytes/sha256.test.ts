import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

test('the digests of FIPS 180-4, whole and in pieces', async () => {
  const hash = await sha256();
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(hash('abc')).toBe(abc);
  expect(hash('a', new Uint8Array([0x62]), 'c')).toBe(abc);
  expect(hash()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hash('é')).toBe(hash(new Uint8Array([0xc3, 0xa9])));
});
