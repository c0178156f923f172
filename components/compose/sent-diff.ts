/** What differs between the frame under the caret and the one sent last, in words and places. Pure. */
import type { LastSent } from '@/lib/console/state.ts';
import type { Encoded } from '@/lib/dialects/dialect.ts';
import { byteChanges, type Change } from './byte-diff.ts';

/** `seq`: the entry it was compared with, `which` in words: the last of its event. `places`: the first of many, as `0x12-0x15: 4 bytes in the place of 2`. */
export type SentDiff = {
  seq: number;
  which: string;
  says: string;
  same: boolean;
  changes: readonly Change[];
  places: readonly string[];
};

const listed = 6;

/**
 * With the last frame of the same event, else with the last of the same opcode, else with the last. Null while nothing was sent.
 * `tapped`: a client of its own sent them, not this page.
 */
export function sentDiff(
  { opcode, bytes }: Encoded,
  event: string,
  sent: LastSent | null,
  tapped = false,
): SentDiff | null {
  if (sent === null) return null;
  const all = [sent, ...sent.others];
  const alike = all.find((each) => each.event === event);
  const last = alike ?? all.find((each) => each.opcode === opcode) ?? sent;
  const { seq } = last;
  const by = tapped ? 'the client sent' : 'sent';
  const none = `the last ${last.opcode} frame ${by}: no "${event}" was sent yet`;
  const which = alike === undefined ? none : `the last "${event}" ${by}`;
  const unlike = (says: string): SentDiff => ({ seq, which, says, same: false, changes: [], places: [] });
  if (last.opcode !== opcode) return unlike(`${tapped ? 'To be sent' : 'Sent'} as ${opcode}; it was ${last.opcode} in`);
  if (last.bytes === null) return unlike('Too large to be compared with');
  const changes = byteChanges(last.bytes, bytes);
  const [first] = changes;
  if (first === undefined) return { seq, which, says: 'Same as', same: true, changes, places: [] };
  const more = changes.length > listed ? [`${changes.length - listed} more places`] : [];
  const places = [...changes.slice(0, listed).map(placeWords), ...more];
  return { seq, which, says: `Differs from byte ${offset(first.start)} from`, same: false, changes, places };
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
