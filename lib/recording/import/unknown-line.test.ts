import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { imported } from './testing/imported.ts';

const problemOf = async (text: string) => (await imported(encodeUtf8(text))).survey.problem;

test('lines of fields that are not known: line 1, what it has, what was looked for', async () => {
  for (const text of ['{"ts":1,"payload":"a"}\n{"ts":2,"payload":"b"}\n', '{"ts":1,"payload":{"t_ms":1,"dir":"in"}}']) {
    const found = await problemOf(text);
    expect(found).toMatchObject({ code: 'not_importable', at: { line: 1 }, hint: expect.stringContaining('t_ms') });
    expect(found?.detail).toContain('it has "ts", "payload"; looked for were "dir" and "op", or "dir" and "t_ms", or');
  }
  expect((await problemOf('{}\n{}'))?.detail).toContain('it has none');
});

test('many and long names stay short', async () => {
  const fields = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}-${'x'.repeat(500)}`, i]));
  const detail = (await problemOf(JSON.stringify(fields)))?.detail;
  expect(detail).toContain('and 12 more');
  expect(detail?.length).toBeLessThan(500);
});

test('JSON over many lines is still looked through for its log', async () => {
  expect((await problemOf('{\n "ts": 1\n}'))?.detail).toMatch(/no log\.entries/);
});
