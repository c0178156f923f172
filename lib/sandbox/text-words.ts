/** The words of a text as written, each with what the engine is to read for it. */
import { spokenText } from './spoken-text.ts';

/** `text`: as it stands, its punctuation with it. `spoken`: ASCII without marks around it; empty for a dash standing alone. */
export type TextWord = { text: string; spoken: string };

// Scripts without spaces between words: each sign is a word, with the marks that follow it.
const signs =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][^\s\p{L}\p{N}]*|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
// Marks would make pauses inside a word's turn.
const marksAround = /^[\s"'(<[{.,;:!?-]+|[\s"')>\]}.,;:!?-]+$/g;

export function textWords(text: string): TextWord[] {
  return (text.match(signs) ?? []).map((word) => ({ text: word, spoken: spokenText(word).replace(marksAround, '') }));
}
