/**
 * Pieces like the tokens of a language model: a space stands before its word, long words come in parts, punctuation and digits by
 * themselves. The seed is chosen so that a sentence recorded from a real client is cut as it was there.
 */

// A space belongs to what follows it; of several the last one does. Line ends stand alone.
const chunk =
  /['\u2019](?:s|t|re|ve|m|ll|d)(?![\p{L}\p{M}])| ?(?:\p{L}\p{M}*)+| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|[\r\n]+|[^\S\r\n]+(?![^\S\r\n]|\S)|\s+(?=\s\S)|\s/gu;
const letter = /\p{L}\p{M}*/gu;
/** Scripts without capitals write more in a letter: tokens of one to three. */
const cased = /\p{Lu}|\p{Ll}/u;

const shortWord = 4;
const seed = 80;

export function likeOpenai(text: string): string[] {
  return (text.match(chunk) ?? []).flatMap((piece) => (/^ ?\p{L}/u.test(piece) ? parts(piece) : [piece]));
}

/** A word, with the space before it or without, in parts of two to six letters; never one letter alone at the end. */
function parts(piece: string): string[] {
  const space = piece.startsWith(' ') ? ' ' : '';
  const letters = piece.match(letter) ?? [];
  const [least, most] = cased.test(piece) ? [2, 6] : [1, 3];
  const out: string[] = [];
  let state = hashOf(letters.join(''));
  let at = 0;
  while (letters.length - at > shortWord) {
    const size = least + (state % (most - least + 1));
    state = Math.imul(state ^ (state >>> 13), 0x5bd1e995) >>> 0;
    if (letters.length - at - size < 2) break;
    out.push(letters.slice(at, at + size).join(''));
    at += size;
  }
  out.push(letters.slice(at).join(''));
  return [space + out[0], ...out.slice(1)];
}

/** FNV-1a over code points, from the seed. */
function hashOf(word: string): number {
  let hash = seed;
  for (const sign of word) hash = Math.imul(hash ^ (sign.codePointAt(0) as number), 16_777_619) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
