/** How a connection began and ended, beside its frames. */
import type { CloseEntry, DialEntry, Entry, HandshakeEntry } from '../../session/entry.ts';
import type { LessonSession } from '../lesson.ts';

/** Marks may stand around them, but not many. */
const lookedAt = 20;

/** The close of the connection; undefined while it goes on, or where it never was one. */
export function closeOf(session: LessonSession): (Entry & CloseEntry) | undefined {
  for (let seq = session.length; seq > Math.max(0, session.length - lookedAt); seq--) {
    const entry = session.entry(seq);
    if (entry.kind === 'close') return entry;
  }
  return undefined;
}

/** The answer to the upgrade where it is no 101. */
export function refusalOf(session: LessonSession): (Entry & HandshakeEntry) | undefined {
  for (let seq = 1; seq <= Math.min(session.length, lookedAt); seq++) {
    const entry = session.entry(seq);
    if (entry.kind === 'handshake') return entry.status === 101 ? undefined : entry;
  }
  return undefined;
}

/** What was asked for at the beginning; undefined of a session that is no connection. */
function dialOf(session: LessonSession): (Entry & DialEntry) | undefined {
  for (let seq = 1; seq <= Math.min(session.length, lookedAt); seq++) {
    const entry = session.entry(seq);
    if (entry.kind === 'dial') return entry;
  }
  return undefined;
}

/** Faults that were asked for in its address, as they are written; empty for none. */
export function faultsOf(session: LessonSession): string {
  return dialOf(session)?.faults ?? '';
}
