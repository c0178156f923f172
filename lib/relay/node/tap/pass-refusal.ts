/** Another answer than 101: status, headers and body go on to the client as they come; the record keeps the beginning of the body. */
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../../../transport/dial.ts';
import { answerHeaders, forClient, framingOf } from '../../tap/passed-headers.ts';
import { answerHead, farewell, reset } from './answer-client.ts';
import type { TapCall } from './tap-call.ts';

/** `done`: the answer has been passed on whole, or ended early; the client's socket is being ended. Returns what stops it before. */
export function passRefusal(call: TapCall, answer: Answer, response: IncomingMessage, done: () => void): () => void {
  const { client, clock, limits, record } = call;
  const chunked = framingOf(response.rawHeaders) === 'chunked';
  const { headers, withheld } = forClient(call.request.rawHeaders, answerHeaders(response.rawHeaders));
  if (chunked) headers.push({ name: 'Transfer-Encoding', value: 'chunked' });
  headers.push({ name: 'Connection', value: 'close' });
  client.write(answerHead(answer.status, answer.statusText, headers));

  const kept: Buffer[] = [];
  let room = limits.bodyBytes;
  let told = false;
  const tell = (bodyCut: boolean) => {
    if (told) return;
    told = true;
    clock.cancel(timer);
    record.answered({ ...answer, body: Uint8Array.from(Buffer.concat(kept)), bodyCut });
    if (withheld.length > 0) record.note({ kind: 'mark', by: 'relay', says: withheldWords(withheld) });
  };
  const timer = clock.after(limits.bodyMs, () => tell(true));
  let over = false;
  const finish = (whole: boolean) => {
    if (over) return;
    over = true;
    tell(!whole);
    if (whole) {
      if (chunked) client.write('0\r\n\r\n');
      farewell(client, clock, limits.farewellMs);
    } else reset(client);
    record.ended('upstream', whole ? 'fin' : 'reset', clock.now());
    done();
  };

  response.on('data', (chunk: Buffer) => {
    if (client.destroyed) return;
    if (chunked) client.write(`${chunk.length.toString(16)}\r\n`);
    client.write(chunk);
    if (chunked) client.write('\r\n');
    if (!told && room > 0) kept.push(chunk.subarray(0, room));
    room -= chunk.length;
    if (room < 0) tell(true);
    if (client.writableLength <= limits.waitingBytes) return;
    response.pause();
    client.once('drain', () => response.resume());
  });
  response.on('end', () => finish(true));
  response.on('error', () => finish(false));
  response.on('close', () => finish(response.complete));
  // Whatever the client still says is answered already.
  client.resume();
  return () => {
    over = true;
    tell(true);
  };
}

/** Of an answer's headers that a browser would keep for this console's address. */
export function withheldWords(names: readonly string[]): string {
  return `not passed on to a browser: ${names.join(', ')}`;
}
