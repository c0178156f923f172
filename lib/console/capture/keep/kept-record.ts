/** What the list says of a session, as its keeper knows it. */
import type { KeptSession } from '../../rooms/keep-room.ts';
import { isOver } from '../connection-words.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** `before`: what the list says of it now. Name, note and pin are the user's. */
export function keptRecord(
  { id, held, sizeBytes, isClosed }: SessionKeeper,
  before: KeptSession | undefined,
): KeptSession {
  const { session } = held;
  const { upstream, dialect, startedAt } = session.log.head;
  const { length } = session.log;
  return {
    id,
    title: before?.title ?? session.title,
    note: before?.note ?? '',
    pinned: before?.pinned ?? false,
    upstream,
    dialect,
    startedAt,
    durationMs: length === 0 ? 0 : session.log.tOf(length),
    entries: length,
    frames: session.frames,
    findings: session.findings.counts(),
    sizeBytes,
    ended: isOver(session.connection) ? session.connection.words : '',
    closed: isClosed,
  };
}
