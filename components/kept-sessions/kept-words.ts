/** Kept sessions in words. */
import { counted } from '@/lib/bytes/quantity.ts';
import type { KeepView, KeptSession } from '@/lib/console/rooms/keep-room.ts';
import { secondsText } from '../ui/numbers.ts';
import { startText } from '../ui/start-text.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `212 MB`, `6.1 GB`: for space, which is measured, not counted. */
export function spaceText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  // 999.6 would be written as a thousand.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit > 0 && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** `2 sessions, 1.4 MB. This browser has room for 6.1 GB; it promised not to clear it.` The sum of the files, and the limit. */
export function spaceWords({
  place,
  sessions,
  usage,
  promised,
}: Pick<KeepView, 'place' | 'sessions' | 'usage' | 'promised'>): string {
  if (place === null) return 'Looking for what is kept';
  if (place === 'memory') return 'This browser keeps nothing here: sessions live until the page is left.';
  const bytes = sessions.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const used = `${counted(sessions.length, 'session')}, ${spaceText(bytes)}. `;
  const about = [
    ...(usage === null ? [] : [`has room for ${spaceText(usage.quota)}`]),
    ...(promised === null ? [] : [promised ? 'promised not to clear it' : 'may clear it when it runs short of space']),
  ].join(' and ');
  return about === '' ? used.trim() : `${used}This browser ${about}.`;
}

/** What was deleted and can be brought back. Texts may be hostile. */
export function deletedWords({ deleted, deletedTitle }: Pick<KeepView, 'deleted' | 'deletedTitle'>): string {
  return deleted === 1 ? deletedTitle : counted(deleted, 'session');
}

/** How long it can be brought back. */
export const undoWords = 'deleted. Undo works for a minute, until something else is deleted or the page is left.';

export const orders = {
  last: 'Last opened first',
  recorded: 'Last recorded first',
  name: 'By name',
  size: 'Largest first',
} as const;
export type Order = keyof typeof orders;

/** `sessions` as the list has them: what was opened last comes first. */
export function inOrder(sessions: readonly KeptSession[], order: Order): readonly KeptSession[] {
  switch (order) {
    case 'last':
      return sessions;
    case 'recorded':
      return sessions.toSorted((a, b) => b.startedAt - a.startedAt);
    case 'name':
      return sessions.toSorted((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }));
    case 'size':
      return sessions.toSorted((a, b) => b.sizeBytes - a.sizeBytes);
  }
}

/** What pressing its bin takes with it. */
export function deleteWords(title: string, pinned: boolean, place: 'tab' | 'elsewhere' | 'kept'): string {
  const besides = [...(pinned ? ['it is pinned'] : []), ...(place === 'tab' ? ['its tab closes'] : [])].join(', ');
  return `Delete ${title}${besides === '' ? '' : ` (${besides})`}`;
}

/** Of a session that was still open when its page was left: the list may have been written before there was a count. */
export function cutFrames(frames: number): string {
  return frames === 0 ? 'frames not counted' : `at least ${counted(frames, 'frame')}`;
}

/** `3 Mar 2026, 12:04:05, 3.44 s, 1,234 frames, 212 kB, Closed 1000`; of one that was not closed the last known counts. */
export function keptFacts(session: KeptSession, place: 'tab' | 'elsewhere' | 'kept'): string {
  const { startedAt, durationMs, frames, sizeBytes, ended, closed } = session;
  const isCut = !closed && place === 'kept';
  // Its file was found whole, and the list knew nothing of it.
  const isFoundWhole = closed && ended === '';
  const now = isFoundWhole ? 'whole' : ended === '' ? 'going on' : ended;
  const state = place === 'elsewhere' ? 'in another tab' : isCut ? 'still open when its page was left' : now;
  const count = isCut || (isFoundWhole && frames === 0) ? cutFrames(frames) : counted(frames, 'frame');
  return [startText(startedAt), secondsText(durationMs), count, spaceText(sizeBytes), state].join(', ');
}

/** Whether all words that are looked for stand in its name, note or upstream. */
export function isFound({ title, note, upstream }: KeptSession, sought: string): boolean {
  const text = `${title}\n${note}\n${upstream}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
