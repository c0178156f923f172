/**
 * What can be told of a search without making the words of a row: a dialect's own words are known, all else in a row stands in its
 * frame. A run of letters is found whole on one side or the other, since something else always stands between the two.
 */
import type { Dialect } from '../../dialects/dialect.ts';

/** What may stand in the words of an audio row beside letters. */
const figures = /[0-9 ,.+-]/;

const runsOf = (text: string): string[] => text.match(/[a-z]+/g) ?? [];

/**
 * The longest run of letters of `needle` (lower case) that no words of the dialect hold: an entry whose frame is without it does not
 * match. Null where there is none, and nothing can be told.
 */
export function tellingRun(needle: string, { rowWords }: Dialect): string | null {
  const known = [...rowWords.audio, ...rowWords.other].map((word) => word.toLowerCase());
  const telling = runsOf(needle).filter((run) => !known.some((word) => word.includes(run)));
  return telling.reduce<string | null>((best, run) => (run.length > (best?.length ?? 0) ? run : best), null);
}

/** Whether `needle` (lower case) may stand in the row of an audio frame of this kind that has no problem. */
export function mayStandInAudio(needle: string, kind: string, { rowWords }: Dialect): boolean {
  const chip = kind.toLowerCase();
  const known = [...rowWords.audio.map((word) => word.toLowerCase()), ...runsOf(chip)];
  if (!runsOf(needle).every((run) => known.some((word) => word.includes(run)))) return false;
  return [...needle.replace(/[a-z]+/g, '')].every((sign) => figures.test(sign) || chip.includes(sign));
}
