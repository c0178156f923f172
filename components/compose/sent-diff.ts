/** What differs between the frame under the caret and the one sent last, in words and places. Pure. */
import type { LastSent } from '@/lib/console/state.ts';
import type { Encoded } from '@/lib/dialects/dialect.ts';
import { byteChanges, type Change } from './byte-diff.ts';

/** `seq`: the entry it was compared with. `places`: the first of many, as `0x12-0x15: 4 bytes in the place of 2`. */
export type SentDiff = {
  seq: number;
  says: string;
  same: boolean;
  changes: readonly Change[];
  places: readonly string[];
};

const listed = 6;

/** Null while nothing was sent. */
export function sentDiff({ opcode, bytes }: Encoded, last: LastSent | null): SentDiff | null {
  if (last === null) return null;
  const { seq } = last;
  const unlike = (says: string): SentDiff => ({ seq, says, same: false, changes: [], places: [] });
  if (last.opcode !== opcode) return unlike(`Sent as ${opcode}; it was ${last.opcode} in`);
  if (last.bytes === null) return unlike('Too large to be compared with');
  const changes = byteChanges(last.bytes, bytes);
  const [first] = changes;
  if (first === undefined) return { seq, says: 'Same as', same: true, changes, places: [] };
  const more = changes.length > listed ? [`${changes.length - listed} more places`] : [];
  const places = [...changes.slice(0, listed).map(placeWords), ...more];
  return { seq, says: `Differs from byte ${offset(first.start)} from`, same: false, changes, places };
}

function placeWords({ start, end, gone }: Change): string {
  const came = end - start;
  if (came === 0) return `before ${offset(start)}: ${count(gone)} gone`;
  const where = came === 1 ? offset(start) : `${offset(start)}-${offset(end - 1)}`;
  if (gone === 0) return `${where}: ${count(came)} more`;
  return gone === came ? `${where}: ${count(came)}` : `${where}: ${count(came)} in the place of ${gone}`;
}

function offset(at: number): string {
  return `0x${at.toString(16).toUpperCase().padStart(2, '0')}`;
}

function count(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} byte${bytes === 1 ? '' : 's'}`;
}
