/** What ended a turn, in the words of every screen: `ended by the next text`. */
import type { TurnEnd } from './timing-view.ts';

export const turnEndWords: Readonly<Record<Exclude<TurnEnd, null>, string>> = {
  done: "the server's word",
  silence: 'silence',
  interruption: 'the next text',
  cancel: 'a cancel',
  start: 'the next start',
  error: 'an error',
  close: 'the close',
};
