import { afterEach, expect, it, vi } from 'vitest';
import { keyCheck } from './key-check.ts';

afterEach(() => vi.unstubAllGlobals());

const key = 'fk_not_a_real_key_0123456789';
const text = `[{"event":"start","request":{"note":"${key}"}},{"event":"text","text":"${key.slice(0, -1)}x"}]`;

async function found(salt: string): Promise<boolean[]> {
  const check = keyCheck(salt);
  check.remember('fish', key);
  const isKey = await check.prepare(text);
  const after = keyCheck(salt);
  after.remember('fish', key);
  after.remember('fish', null);
  return [isKey(key), isKey(`${key.slice(0, -1)}x`), isKey('note'), (await after.prepare(text))(key)];
}

it('knows the typed key again in a text, and nothing else, until it is forgotten', async () => {
  expect(await found('salt')).toEqual([true, false, false, false]);
});

it('does so on a page that is not secure, where browsers offer no digest', async () => {
  vi.stubGlobal('crypto', {});
  expect(await found('salt')).toEqual([true, false, false, false]);
});
