/** How long the body of a request of our own may take. At a tap it takes as long as its client and its upstream let it: that is theirs. */
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock/clock.ts';
import { answerClientError } from './client-error.ts';

export const bodyMs = 30_000;

/** The part of a request in use. */
export type TimedRequest = Pick<IncomingMessage, 'headers' | 'complete' | 'socket' | 'once'>;

/** Answers 408 and ends the connection of a request that is not whole in time. Servers need `requestTimeout: 0` beside it. */
export function endLateBody(request: TimedRequest, clock: Clock): void {
  const { headers } = request;
  if (headers['transfer-encoding'] === undefined && headers['content-length'] === undefined) return;
  const timer = clock.after(bodyMs, () => {
    const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    if (!request.complete) answerClientError(late, request.socket);
  });
  request.once('close', () => clock.cancel(timer));
}
