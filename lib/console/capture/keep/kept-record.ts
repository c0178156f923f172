/** What the list says of a session, as its keeper knows it. */
import type { KeptSession } from '../../rooms/keep-room.ts';
import { isOver, readToItsEnd } from '../connection-words.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** In a list, of a record that ends without the end of its connection: of a page that was left, or so imported. */
const noEndWords = 'the record ends before its connection';

/** `before`: what the list says of it now. Name, note and pin are the user's. */
export function keptRecord(
  { id, held, sizeBytes, isClosed, isLeft }: SessionKeeper,
  before: KeptSession | undefined,
  keptAt: number,
): KeptSession {
  const { session } = held;
  const { upstream, dialect, startedAt } = session.log.head;
  const { length } = session.log;
  const notWhole = session.notWhole === null ? '' : ', of a file that was not whole';
  const endWords = session.connection === readToItsEnd ? noEndWords : session.connection.words;
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
    ended: isOver(session.connection) ? `${endWords}${notWhole}` : '',
    closed: isClosed,
    keptAt,
    onTab: !isLeft,
    ...(before?.putOff ? { putOff: true } : {}),
  };
}
