'use client';
/** What is copied or saved of an entry, and words of a session: without secrets, unless that is switched off. */
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { redactionSetting } from './redaction-setting.ts';

/** `removed`: how many places. Null where the session is not on the page any more: nothing may be copied then. */
export async function redactedDetail(
  facade: Pick<ConsoleFacade, 'ask'>,
  detail: EntryDetail,
): Promise<{ detail: EntryDetail; removed: number } | null> {
  if (!redactionSetting().secrets) return { detail, removed: 0 };
  const { session, seq } = detail;
  const answer = await facade.ask('export', { op: 'detail', session, seq });
  return answer !== null && 'shown' in answer ? { detail: answer.shown, removed: answer.removed } : null;
}

export async function redactedWords(
  facade: Pick<ConsoleFacade, 'ask'>,
  session: string,
  words: string,
): Promise<string | null> {
  if (!redactionSetting().secrets) return words;
  const answer = await facade.ask('export', { op: 'words', session, words });
  return answer !== null && 'words' in answer ? answer.words : null;
}

/** `Copied as JSON`, `Copied as JSON, 2 secrets removed`; or why not. */
export function saidOfCopy(done: string, copied: boolean, removed: number): string {
  if (!copied) return 'The browser did not allow copying';
  return removed === 0 ? done : `${done}, ${removed} ${removed === 1 ? 'secret' : 'secrets'} removed`;
}

export const goneToCopy = 'This session is no longer on the page';
