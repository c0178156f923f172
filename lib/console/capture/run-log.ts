/** A captured session as the scenario runner looks at it. */
import { type Problem, problem } from '../../problem/problem.ts';
import type { RunLog } from '../../scenario/run-host.ts';
import type { CapturedSession } from './captured-session.ts';
import { isOver } from './connection-words.ts';

/** `subscribe` calls its listener after entries were added and when the connection ended. */
export function runLogOf(session: CapturedSession, subscribe: RunLog['subscribe']): RunLog {
  return {
    length: () => session.log.length,
    receivedEvent: (seq) => {
      const isReceived = session.log.dirOf(seq) === 'received' && session.log.isOfClient(seq);
      return isReceived ? session.readings.kindOf(seq) : null;
    },
    isReceivedAudio: (seq) => session.isReceivedAudio(seq),
    tOf: (seq) => session.log.tOf(seq),
    lastSent: () => session.lastSent,
    ended: () => endOf(session),
    subscribe,
  };
}

/** Why nothing can be sent on the session any more; null while it is open. */
export function endOf(session: CapturedSession): Problem | null {
  const { connection } = session;
  if (!isOver(connection)) return null;
  return connection.problem ?? problem('not_connected', `the connection has ended: ${connection.words}`);
}
