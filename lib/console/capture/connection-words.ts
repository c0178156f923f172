/** The state of a connection in words, as its record tells it. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { problemTexts } from '../../problem/codes.ts';
import { lostByProblem, type Problem, problem } from '../../problem/problem.ts';
import { isNormalClose } from '../../session/close-code.ts';
import type { CloseEntry, EntryBody } from '../../session/entry.ts';
import { callsOverWords, endedHereWords, isClientLeft, isFaultEnd } from '../../session/mark-words.ts';
import { isDown } from '../link-down.ts';
import type { Connection, LinkState } from '../state.ts';

export const dialling: Connection = { phase: 'dialling', words: 'Connecting', tone: 'neutral', problem: null };

/** Of a client's connection that carries plain HTTP calls alone. */
export const calling: Connection = { phase: 'open', words: 'Open', tone: 'live', problem: null };

/** Of a client's connection that is being ended from the page. */
const endingHere: Connection = { phase: 'closing', words: 'Ending', tone: 'neutral', problem: null };

/** Of one that a fault has ended here, until its close is written down. */
const endingByFault: Connection = { phase: 'closing', words: 'Ended by a fault', tone: 'neutral', problem: null };

/** Of a record that ends without the end of its connection. */
export const readToItsEnd: Connection = {
  phase: 'closed',
  words: 'The record ends here',
  tone: 'neutral',
  problem: null,
};

/** Of one that was asked to end before it was open. */
const givingUp: Connection = { phase: 'closing', words: 'Giving up', tone: 'neutral', problem: null };

/** Of one that was given up before the server was asked for it. */
export const gaveUp: Connection = { phase: 'closed', words: 'Given up', tone: 'neutral', problem: null };

/** True once nothing more can be sent or received on it. */
export function isOver(connection: Connection): boolean {
  const { phase } = connection;
  return phase === 'refused' || phase === 'closed' || phase === 'failed';
}

/** Asked to end. What was never open is over with its failure: no close is written down of it. */
export function closing(before: Connection): Connection {
  if (before.phase === 'dialling') return givingUp;
  return before.words === givingUp.words
    ? before
    : { phase: 'closing', words: 'Closing', tone: 'neutral', problem: null };
}

export function failed(why: Problem): Connection {
  return { phase: 'failed', words: why.title, tone: 'error', problem: why };
}

/** What is known of a connection over the page's line to its server: while that is down, not whether it is still open. */
export function seenOver(line: LinkState, connection: Connection): Connection {
  if (!isDown(line) || connection.phase === 'idle' || isOver(connection)) return connection;
  return { ...connection, words: 'Link lost', tone: 'error' };
}

/** The connection after one more entry. A refusal or failure is not talked over by the close that follows it. */
export function connectionAfter(before: Connection, body: EntryBody): Connection {
  switch (body.kind) {
    case 'dial':
      return before.phase === 'idle' ? dialling : before;
    case 'handshake': {
      if (body.status === 101) return { phase: 'open', words: 'Open', tone: 'live', problem: null };
      const words = `Refused - ${body.status}${body.statusText === '' ? '' : ` ${body.statusText}`}`;
      return { phase: 'refused', words, tone: 'error', problem: body.problem ?? null };
    }
    case 'close':
      if (isOver(before)) return before;
      // Cut off as it was asked for: nothing was lost.
      if (before.words === endingHere.words && body.by !== 'peer')
        return { phase: 'closed', words: 'Ended from here', tone: 'neutral', problem: null };
      if (body.by === 'network' && isLostBy(before.problem))
        return {
          phase: 'closed',
          words: `${before.problem.title} (${body.code})`,
          tone: 'error',
          problem: before.problem,
        };
      if (before.words === endingByFault.words && body.by !== 'us') {
        const words = body.by === 'network' ? 'Cut by a fault' : `${closed(body).words}, by a fault`;
        return { phase: 'closed', words, tone: 'error', problem: before.problem };
      }
      return closed(body);
    case 'failure':
      if (isOver(before)) return before.problem === null ? { ...before, problem: body.problem } : before;
      // Of a live connection a failure may be about one frame only: it ends when its close is written down.
      return before.phase === 'open' || (before.phase === 'closing' && before.words !== givingUp.words)
        ? { ...before, problem: body.problem }
        : failed(body.problem);
    case 'mark': {
      if (body.by === 'user' && body.says === endedHereWords && !isOver(before)) return endingHere;
      if (body.by === 'fault' && isFaultEnd(body.says) && !isOver(before)) return endingByFault;
      if (body.by === 'relay' && isClientLeft(body.says) && !isOver(before))
        return { ...before, problem: lostByProblem('client', `${body.says}.`) };
      const isEnd = body.by === 'relay' && body.says === callsOverWords && !isOver(before);
      return isEnd ? { phase: 'closed', words: 'Over', tone: 'good', problem: null } : before;
    }
    default:
      return before;
  }
}

/** It says which end it was (`lostByProblem`). */
function isLostBy(why: Problem | null): why is Problem {
  return why?.code === 'connection_lost' && why.title !== problemTexts.connection_lost.title;
}

function closed(body: CloseEntry): Connection {
  const reason = decodeUtf8(body.reason).text;
  if (body.by === 'network') {
    const why = problem('connection_lost', 'The socket ended without a close frame.');
    return { phase: 'closed', words: `Connection lost (${body.code})`, tone: 'error', problem: why };
  }
  const words = `Closed ${body.code}${reason === '' ? '' : ` "${reason}"`}`;
  return { phase: 'closed', words, tone: isNormalClose(body) ? 'good' : 'error', problem: null };
}
