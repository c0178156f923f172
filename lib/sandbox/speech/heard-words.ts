/** Finds out when each word of a spoken text is heard, with a second run of the engine that speaks word by word. */
import { textWords } from '../text-words.ts';
import type { SpokenWord } from '../voice.ts';
import { type Phone, turnsOf, wordTimes } from '../word-times.ts';
import type { Flite } from './flite.ts';

/** The quickest voice; all of them have the same dictionary. */
const reader = 'kal16';
/** Words whose phones are kept. */
const mostKept = 4000;

/** Gives the words of `text` that are heard in its `phones`, in ms of the engine's samples. */
export type HearWords = (text: string, phones: readonly Phone[]) => Promise<SpokenWord[]>;

export function wordHearing(flite: Flite): HearWords {
  const kept = new Map<string, string[]>();
  const keep = (word: string, phones: string[]) => {
    if (kept.size >= mostKept) kept.clear();
    kept.set(word, phones);
  };

  /** All at once, with a pause after each word; where the pauses do not tell the words apart, one by one. */
  const learn = async (words: readonly string[]) => {
    const turns = turnsOf((await flite(`${words.join(', ')}.`, reader, 1)).phones);
    if (turns.length === words.length) {
      for (const [i, word] of words.entries()) keep(word, turns[i] as string[]);
    } else for (const word of words) keep(word, turnsOf((await flite(`${word}.`, reader, 1)).phones).flat());
  };

  return async (text, phones) => {
    const words = textWords(text);
    const spoken = words.map((word) => word.spoken);
    const unknown = [...new Set(spoken)].filter((word) => word !== '' && !kept.has(word));
    if (unknown.length > 0) await learn(unknown);
    const times = wordTimes(
      spoken.map((word) => kept.get(word) ?? []),
      phones,
    );
    return words.flatMap(({ text: word }, i) => {
      const heard = times[i];
      return heard === null || heard === undefined ? [] : [{ text: word, ...heard }];
    });
  };
}
