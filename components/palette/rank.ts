import type { Command } from './command.ts';

/**
 * The commands with a word that begins so for every word of `typed`, best first: what begins with it, then the rest; other words
 * count less. `recent` (ids, latest first) decides between equals, then the order of the list.
 */
export function rank<Each extends Command>(
  commands: readonly Each[],
  typed: string,
  recent: readonly string[] = [],
): Each[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .map((command, at) => ({ command, at, score: scoreOf(command, wanted), used: recent.indexOf(command.id) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || lateness(a.used) - lateness(b.used) || a.at - b.at)
    .map(({ command }) => command);
}

const lateness = (index: number) => (index < 0 ? Number.POSITIVE_INFINITY : index);

/** 0 when a wanted word is nowhere; what cannot be done now comes after all that can. */
function scoreOf({ words, also = '', unavailable }: Command, wanted: readonly string[]): number {
  let score = 1;
  for (const word of wanted) {
    const found = place(words.toLowerCase(), word) * 5 || place(also.toLowerCase(), word);
    if (found === 0) return 0;
    score += found;
  }
  return unavailable ? score / 1000 : score;
}

/** 4: it is the text. 3: the text begins with it. 2: a word does. 0: nowhere, or inside a word, where nobody looks for it. */
function place(text: string, word: string): number {
  if (text === word) return 4;
  if (text.startsWith(word)) return 3;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}#]/u.test(text[at - 1] as string)) return 2;
  }
  return 0;
}
