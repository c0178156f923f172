import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { visible } from '../../bytes/visible.ts';
import { profilesIn } from './read-profiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'wiretone-profiles-'));
const given = (name: string, more: object) => {
  const file = join(folder, `${name}.json`);
  const from = { hash: null, startedAt: 0, upstream: 'live' };
  const plain = { format: 'wiretone-sandbox-profile', version: 1, name, dialect: 'fish', from };
  writeFileSync(file, JSON.stringify({ ...plain, observed: {}, assumed: {}, ...more }));
  return file;
};

test('a file that is none is named, with why: in one short line that a terminal can be given', () => {
  for (const more of [
    { [`\u001b[31m${'x'.repeat(100_000)}`]: 1 },
    { observed: { pace: { value: `\u001b[31m\n${'x'.repeat(200)}`, times: 1, seqs: [] } } },
    { name: '\u001b' },
  ]) {
    const told = profilesIn([given('bad', more)]);
    const detail = 'detail' in told ? told.detail : '';
    expect(detail).toMatch(/bad\.json: [^:]/);
    expect(visible(detail)).toBe(detail);
    expect(detail.length).toBeLessThan(1000);
  }
});

test('two of one name are refused; others are there by name', () => {
  expect(profilesIn([given('a', {}), given('a', {})])).toMatchObject({ code: 'bad_profile' });
  const shelf = profilesIn([given('a', {}), given('b', {})]);
  expect('names' in shelf && shelf.names()).toEqual(['a', 'b']);
  expect(profilesIn([join(folder, 'none.json')])).toMatchObject({ detail: expect.stringContaining('ENOENT') });
});
