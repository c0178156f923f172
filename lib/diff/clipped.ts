/** Long texts cut to what can be shown of them. */

/** So much is shown of a value. */
export const longestText = 160;
/** A common beginning longer than this is left out, but for its end. */
const longestHead = 40;
const shownHead = 20;

/** Two values no longer than this are kept to be read whole: of longer ones the beginning might be all alike. */
export const longestWhole = 2000;

export function clipped(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** Place of the first letter that is not the same; the end of the shorter one where it is the beginning of the other. */
export function firstDifference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a[at] === b[at]) at++;
  return at;
}

/** Both from a little before the first letter in which they differ. */
export function aroundDifference(a: string, b: string): { a: string; b: string } {
  const at = firstDifference(a, b);
  const from = at < longestHead ? 0 : at - shownHead;
  const shown = (text: string) => `${from > 0 ? '…' : ''}${clipped(text.slice(from))}`;
  return { a: shown(a), b: shown(b) };
}
