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
const unreadToCopy = 'Not copied: its payloads cannot be read back from the disk';
export const stillLooking = 'Looking through the session for secrets first';

/** Who copies waits so long at most. A browser lets a page copy for five seconds after a key or a click. */
const patienceMs = 1500;

/**
 * `removed`: how many places. `say` is told while the copy waits for the session to be looked through. `partly`: it was not, for its
 * length: what stands at a secret place, is called or looks like a secret is out all the same, and what was met up to there.
 */
export async function redactedDetail(
  facade: Asked,
  detail: EntryDetail,
  say?: (words: string) => void,
  clock?: Clock,
): Promise<{ detail: EntryDetail; removed: number; partly: boolean } | NotCopied> {
  if (detail.problems.some(({ code }) => code === 'spill_unreadable')) return { why: unreadToCopy };
  if (!redactionSetting().secrets) return { detail, removed: 0, partly: false };
  const { session, seq } = detail;
  const { answer, partly } = await lookedThrough(facade, { op: 'detail', session, seq }, say, clock);
  if (answer === null || !('shown' in answer)) return { why: whyNot(answer) };
  return { detail: answer.shown, removed: answer.removed, partly };
}

export async function redactedWords(
  facade: Asked,
  session: string,
  words: string,
  say?: (words: string) => void,
): Promise<{ words: string; partly: boolean } | NotCopied> {
  if (!redactionSetting().secrets) return { words, partly: false };
  const { answer, partly } = await lookedThrough(facade, { op: 'words', session, words }, say);
  return answer !== null && 'words' in answer ? { words: answer.words, partly } : { why: whyNot(answer) };
}

function whyNot(answer: ExportAnswer): string {
  return answer !== null && 'code' in answer && answer.code === 'spill_unreadable' ? unreadToCopy : goneToCopy;
}

/** Words that titles of sessions stand in, as they are in a table: a file from elsewhere may be called anything. */
export async function redactedTitles(words: string): Promise<string> {
  if (!redactionSetting().secrets) return words;
  const { redactor, secretsRedacted } = await import('@/lib/recording/redact/redactor.ts');
  return redactor(null, secretsRedacted).text(words);
}

/** The answer once the session is looked through as it was at first; where that takes too long, with what is known by then. */
async function lookedThrough(
  facade: Asked,
  wish: Extract<ExportWish, { last?: number }>,
  say: (words: string) => void = () => {},
  clock: Clock = realClock,
): Promise<{ answer: ExportAnswer; partly: boolean }> {
  const end = clock.now() + patienceMs;
  let answer = await facade.ask('export', wish);
  if (answer !== null && 'lookedAt' in answer) say(stillLooking);
  while (answer !== null && 'lookedAt' in answer) {
    const partly = clock.now() >= end;
    answer = await facade.ask('export', { ...wish, last: partly ? 0 : answer.of });
    if (partly) return { answer, partly };
  }
  return { answer, partly: false };
}

export const partlyLooked =
  'The session is long and not yet looked through: a secret known only from elsewhere in it may be left';

/** `Copied as JSON`, `Copied as JSON, 2 secrets removed`; or why not. */
export function saidOfCopy(done: string, copied: boolean, removed: number, partly: boolean): string {
  if (!copied) return 'The browser did not allow copying';
  const said = removed === 0 ? done : `${done}, ${removed} ${removed === 1 ? 'secret' : 'secrets'} removed`;
  return partly ? `${said}. ${partlyLooked}` : said;
}
