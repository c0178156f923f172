'use client';
import { redactionSetting } from './redaction-setting.ts';

/** Words with the titles of many sessions in them, without what looks like a key: a file from elsewhere has any name. */
export async function redactedTitles(words: string): Promise<string> {
  if (!redactionSetting().secrets) return words;
  const { redactor, secretsRedacted } = await import('@/lib/recording/redact/redactor.ts');
  return redactor(null, secretsRedacted).text(words);
}
