/** Cuts a text into the pieces it is sent in. Together the pieces are the text, whatever it is. */
import type { TokensLike } from '../step.ts';
import { likeLines } from './like-lines.ts';
import { likeOpenai } from './like-openai.ts';
import { likeSentences } from './like-sentences.ts';
import { likeWords } from './like-words.ts';

const cutters: Readonly<Record<TokensLike, (text: string) => string[]>> = {
  openai: likeOpenai,
  words: likeWords,
  lines: likeLines,
  sentences: likeSentences,
};

export const tokensLikes = Object.keys(cutters) as readonly TokensLike[];

/** The same text is always cut at the same places. None of the pieces is empty; of an empty text there are none. */
export function cutTokens(text: string, like: TokensLike): string[] {
  return cutters[like](text);
}
