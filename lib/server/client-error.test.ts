import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { answerClientError } from './client-error.ts';

function told(code: string, bytesRead: number): { said: string; gone: boolean } {
  const socket = Object.assign(new PassThrough(), { bytesRead });
  let said = '';
  socket.end = ((text: string) => {
    said = text.split('\r\n')[0] ?? '';
    return socket;
  }) as typeof socket.end;
  answerClientError(Object.assign(new Error(code), { code }), socket);
  return { said, gone: socket.destroyed };
}

test('what cannot be read is refused, what is late is told so, and who never asked is told nothing', () => {
  expect(told('HPE_INVALID_METHOD', 12)).toEqual({ said: 'HTTP/1.1 400 Bad Request', gone: true });
  expect(told('ERR_HTTP_REQUEST_TIMEOUT', 12)).toEqual({ said: 'HTTP/1.1 408 Request Timeout', gone: true });
  expect(told('ERR_HTTP_REQUEST_TIMEOUT', 0)).toEqual({ said: '', gone: true });
});
