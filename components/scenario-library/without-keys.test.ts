import { expect, test } from 'vitest';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { scrubSecrets } from '@/lib/scenario/scrub-secrets.ts';
import { withoutKeys } from './without-keys.ts';

const key = 'a-key-that-was-typed-0001';

/** As the console does it, with an upstream of the first dialect chosen. */
async function scrub(text: string) {
  const dialect = dialectOf('fish');
  if (dialect === undefined) throw new Error('no dialect');
  return scrubSecrets(text, dialect, (literal) => literal === key);
}

test('the typed key and what stands where the protocol has a secret are not kept, in names neither', async () => {
  const text = `[\n  // with ${key}\n  {"event": "start", "token": "another-secret", "request": {"format": "mp3"}},\n  {"event": "text", "text": "${key}"}\n]`;
  const kept = await withoutKeys({ name: `Mine ${key}`, group: key, dialect: 'fishspeech', text }, scrub);
  expect(JSON.stringify(kept)).not.toMatch(/a-key-that|another-secret/);
  expect(kept.name).toBe('Mine $key');
  expect(kept.text.split('\n').length).toBe(text.split('\n').length);
  expect(kept.text).toContain('"token": {"$key": true}');
});

test('what holds no secret stays as it is', async () => {
  const one = { name: 'Barge in, twice', group: '', dialect: 'fish', text: '[ // unfinished\n {"event": ' };
  expect(await withoutKeys(one, scrub)).toEqual(one);
  expect((await withoutKeys({ ...one, name: ' ' }, scrub)).name).toBe('Without a name');
});
