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

/** `212 MB of 6.1 GB used. The browser promised not to clear it.` */
export function spaceWords({ place, usage, promised }: Pick<KeepView, 'place' | 'usage' | 'promised'>): string {
  if (place === null) return 'Looking for what is kept';
  if (place === 'memory') return 'This browser keeps nothing here: sessions live until the page is left.';
  const used = usage === null ? '' : `${spaceText(usage.bytes)} of ${spaceText(usage.quota)} used. `;
  if (promised === null) return used.trim();
  return `${used}The browser ${promised ? 'promised not to clear it.' : 'may clear it when it runs short of space.'}`;
}

/** Of a session that was cut short: the list may have been written before there was a count. */
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
  const state = place === 'elsewhere' ? 'in another tab' : isCut ? 'cut short' : now;
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
