'use client';
/** What is copied or saved of an entry, and words of a session: without secrets, unless that is switched off. */
import type { Clock } from '@/lib/clock/clock.ts';
import { realClock } from '@/lib/clock/real.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { ExportAnswer, ExportWish } from '@/lib/console/rooms/export-room.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { redactionSetting } from './redaction-setting.ts';

type Asked = Pick<ConsoleFacade, 'ask'>;
/** What may not be copied, and why: words for the status. */
export type NotCopied = { why: string };

export const goneToCopy = 'This session is no longer on the page';
export const stillLooking = 'Looking through the session for secrets first';
export const unfinished = 'Not copied: the session is still being looked through for secrets. Copy again in a moment';

/** A browser lets a page copy for five seconds after a key or a click. */
const patienceMs = 4000;

/** `removed`: how many places. `say` is told while the copy waits for the session to be looked through. */
export async function redactedDetail(
  facade: Asked,
  detail: EntryDetail,
  say?: (words: string) => void,
  clock?: Clock,
): Promise<{ detail: EntryDetail; removed: number } | NotCopied> {
  if (!redactionSetting().secrets) return { detail, removed: 0 };
  const { session, seq } = detail;
  const answer = await lookedThrough(facade, { op: 'detail', session, seq }, say, clock);
  if (answer === null || !('shown' in answer)) return { why: answer === null ? unfinished : goneToCopy };
  return { detail: answer.shown, removed: answer.removed };
}

export async function redactedWords(
  facade: Asked,
  session: string,
  words: string,
  say?: (words: string) => void,
): Promise<{ words: string } | NotCopied> {
  if (!redactionSetting().secrets) return { words };
  const answer = await lookedThrough(facade, { op: 'words', session, words }, say);
  return answer !== null && 'words' in answer ? answer : { why: answer === null ? unfinished : goneToCopy };
}

/** Words that titles of sessions stand in, as they are in a table: a file from elsewhere may be called anything. */
export async function redactedTitles(words: string): Promise<string> {
  if (!redactionSetting().secrets) return words;
  const { redactor, secretsRedacted } = await import('@/lib/recording/redact/redactor.ts');
  return redactor(null, secretsRedacted).text(words);
}

/** The answer once the session is looked through as it was at first; null where that takes too long. */
async function lookedThrough(
  facade: Asked,
  wish: ExportWish,
  say: (words: string) => void = () => {},
  clock: Clock = realClock,
): Promise<ExportAnswer> {
  const end = clock.now() + patienceMs;
  let answer = await facade.ask('export', wish);
  if (answer !== null && 'lookedAt' in answer) say(stillLooking);
  while (answer !== null && 'lookedAt' in answer) {
    if (clock.now() >= end) return null;
    answer = await facade.ask('export', { ...wish, last: answer.of } as ExportWish);
  }
  return answer;
}

/** `Copied as JSON`, `Copied as JSON, 2 secrets removed`; or why not. */
export function saidOfCopy(done: string, copied: boolean, removed: number): string {
  if (!copied) return 'The browser did not allow copying';
  return removed === 0 ? done : `${done}, ${removed} ${removed === 1 ? 'secret' : 'secrets'} removed`;
}
