import { afterEach, expect, test } from 'vitest';
import { redactedTitles } from './redacted-titles.ts';
import { setRedaction } from './redaction-setting.ts';

afterEach(() => setRedaction({ secrets: true }));

test('titles lose what looks like a key, unless that is switched off', async () => {
  const words = 'A,my fk_canary_DO_NOT_LEAK_7f3a9c21 now,1';
  expect(await redactedTitles(words)).toBe('A,my secret........................ now,1');
  setRedaction({ secrets: false });
  expect(await redactedTitles(words)).toBe(words);
});
