/** Sessions that this page did not ask for: a client of its own connected through the tap. */

import { grouped } from '../../bytes/quantity.ts';
import type { TapNotice } from '../../relay/wire.ts';
import type { SessionHead } from '../../session/entry.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

/** `fish 3`, `fish@demo 3`. */
export function tapTitle(head: SessionHead, { name }: TapNotice, number: number): string {
  return `${head.upstream}${name === '' ? '' : `@${name}`} ${number}`;
}

export function connectedWords(title: string, { kind }: TapNotice): string {
  return kind === 'calls' ? `A client calls through the tap: ${title}` : `A client connected through the tap: ${title}`;
}

/** Of taps whose record is gone: no page was open, and there was no room for more. */
export function forgottenWords(taps: number): string {
  const are = taps === 1 ? 'connection was' : 'connections were';
  return `${grouped(taps)} more ${are} tapped while no page was open; only the latest are kept until one is.`;
}

/** Whether it may come on show by itself: nothing is, or what is there is over and nobody has touched it. */
export function mayShowItself(active: HeldSession | null, isWaiting: boolean, isTouched: boolean): boolean {
  if (isWaiting) return false;
  return active === null || (isOver(active.session.connection) && !isTouched);
}

/** Of a client's session that the server has no more: nothing of it is the user's to connect. */
export const goneTapHint =
  'It keeps one for half a minute without its page, and none when it is restarted. The next connection of the client comes as a session of its own.';
