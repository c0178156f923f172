import { sentenceEndFrom } from '../../sandbox/sentences.ts';

/** No sentence is looked for further than this: a text of megabytes without a full stop must not cost its square. */
const longest = 2000;

/** Sentences with the white space after them, as LiveKit sends them (`sentence + " "`). */
export function likeSentences(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const ahead = text.slice(at, at + longest);
    const end = sentenceEndFrom(ahead, 1);
    let length = end === -1 ? ahead.length : end;
    // Never between the halves of a surrogate pair.
    if (/[\ud800-\udbff]$/.test(ahead.slice(0, length)) && at + length < text.length) length += length > 1 ? -1 : 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
