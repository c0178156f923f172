/** What in a 101 does not answer the request it came to (RFC 6455 section 4.1). It is passed on all the same: what to do is the client's to say. */
import { createHash } from 'node:crypto';
import type { Header } from '../../../transport/dial.ts';

export type Offer = { key: string; protocols: readonly string[]; extensions: readonly string[] };

/** Of the headers as they went to the upstream. */
export function offerOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  passesDeflate: boolean,
): Offer {
  const listed = (name: string) => [headers[name] ?? []].flat().join(',').split(',').map(firstWord).filter(Boolean);
  return {
    key: String(headers['sec-websocket-key'] ?? ''),
    protocols: listed('sec-websocket-protocol'),
    extensions: listed('sec-websocket-extensions').filter((each) => passesDeflate || each !== 'permessage-deflate'),
  };
}

/** One sentence for a mark; null when all fits. */
export function unfitWords(offer: Offer, answer: readonly Header[]): string | null {
  const of = (name: string) => answer.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  const accept = createHash('sha1').update(`${offer.key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const wrong: string[] = [];
  if (of('sec-websocket-accept').join() !== accept) wrong.push('Sec-WebSocket-Accept does not fit the key');
  const foreign = (name: string, offered: readonly string[]) =>
    of(name)
      .join(',')
      .split(',')
      .map(firstWord)
      .some((each) => each !== '' && !offered.includes(each));
  if (foreign('sec-websocket-protocol', offer.protocols)) wrong.push('a sub-protocol was chosen that was not offered');
  if (foreign('sec-websocket-extensions', offer.extensions)) wrong.push('an extension was chosen that was not offered');
  return wrong.length === 0 ? null : `the answer is not one to this request: ${wrong.join('; ')}`;
}

const firstWord = (text: string) => text.split(';')[0]?.trim() ?? '';
