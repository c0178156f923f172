/** The next place in a record that is worth a look. */
import type { HeldSession } from '../held-session.ts';

/** The first entry of the next finding or turn after entry `from`, or of the one before it; null where there is none. */
export function nextOf(held: HeldSession, what: 'finding' | 'turn', from: number, by: 1 | -1): number | null {
  const seqs =
    what === 'finding' ? held.session.findings.entries() : held.timing.view().turns.map(({ fromSeq }) => fromSeq);
  let found: number | null = null;
  for (const seq of seqs) {
    if (by === 1 ? seq <= from || (found !== null && seq > found) : seq >= from || (found !== null && seq < found))
      continue;
    found = seq;
  }
  return found;
}
