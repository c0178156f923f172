/** What is to be said of a recording before anything is made of it: it is not whole, or was not when somebody opened it before. */
import { faultOf } from '../recording/verify.ts';
import { notWholeOf } from '../session/mark-words.ts';
import type { Recorded } from './read-recording.ts';

/** Empty for one that is whole. What kept a file from being read to its end is not among it: that is a Problem of its own. */
export function notWholeNotes({ end, entries }: Pick<Recorded, 'end' | 'entries'>): string[] {
  const fault = end.problem === null || end.brokenLine !== null ? faultOf(end) : null;
  const before = entries.flatMap((entry) => {
    const was = entry.kind === 'mark' && entry.by === 'page' ? notWholeOf(entry.says) : null;
    return was === null ? [] : [`it was made of a recording that was not whole: ${was}`];
  });
  return [...(fault === null ? [] : [`it is not whole: ${fault}`]), ...new Set(before)];
}
