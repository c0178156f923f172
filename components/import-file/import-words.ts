import { counted } from '@/lib/bytes/quantity.ts';
import type { LookedFile, LookedSocket, OpenedFile } from '@/lib/console/rooms/import-room.ts';
import { startText } from '../ui/start-text.ts';

/** What a file is, in a sentence. */
export function fileWords({ creator, format, sockets }: LookedFile): string {
  const by = creator === null ? '' : `, written by ${creator}`;
  return `${format.charAt(0).toUpperCase()}${format.slice(1)}${by}: ${counted(sockets.length, 'session')}.`;
}

/** What is known of a socket besides its name. */
export function socketWords({ frames, startedAt }: LookedSocket): string {
  return `${counted(frames, 'frame')}, ${startText(startedAt ?? 0)}`;
}

/** What the button does. */
export function openWords(chosen: number, { sockets, problem, verdict }: LookedFile, isHere = false): string {
  if (problem !== null) return 'Open what was readable';
  if (verdict?.ok === false) return 'Open it all the same';
  if (isHere && sockets.length === 1) return 'Open it again';
  return sockets.length === 1 ? 'Open it' : `Open ${counted(chosen, 'session')}`;
}

/** What was opened, in a sentence. */
export function openedWords({ isStopped, sessions }: OpenedFile): string {
  const sum = (pick: (session: OpenedFile['sessions'][number]) => number) =>
    sessions.reduce((total, session) => total + pick(session), 0);
  const [entries, masked, redacted] = [sum((s) => s.entries), sum((s) => s.masked), sum((s) => s.redacted)];
  const parts = [
    `Opened ${counted(sessions.length, 'session')} with ${counted(entries, 'entry', 'entries')}`,
    ...(masked > 0 ? [`keys masked in ${counted(masked, 'place')}`] : []),
    ...(redacted > 0 ? [`what looked like a secret removed from ${counted(redacted, 'place')}`] : []),
  ];
  return `${isStopped ? 'Stopped. ' : ''}${parts.join('; ')}.`;
}
