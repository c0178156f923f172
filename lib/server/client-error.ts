/** What a client is told whose request could not be read. */
import type { Duplex } from 'node:stream';

/** The part of a socket in use. */
export type FailedSocket = Pick<Duplex, 'writable' | 'end' | 'destroy'> & { bytesRead?: number };

const answer = (status: string) => `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;

/**
 * Answers 400, or 408 for a request that did not come to its end in time, and ends the socket. A socket that never asked for anything
 * is ended without a word: browsers open some in advance, and would take the answer for that of the request they send at this moment.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: FailedSocket): void {
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  if (socket.writable && !(late && socket.bytesRead === 0)) {
    socket.end(answer(late ? '408 Request Timeout' : '400 Bad Request'));
  }
  socket.destroy();
}
