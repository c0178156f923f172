/** Compressed messages of one direction (RFC 7692): what one message was, the next may refer to. Pure: zlib is a parameter. */
import type { Header } from '../../transport/dial.ts';

/** Raw deflate to its end or its last flush. Null: it is none, or it has more than `most` bytes. `dictionary`: what came before it. */
export type Inflate = (bytes: Uint8Array, dictionary: Uint8Array, most: number) => Uint8Array | null;

export type MessageInflater = (bytes: Uint8Array) => Uint8Array | null;

const windowBytes = 32 * 1024;
/** What senders leave away at the end of each message. */
const flushTail = Uint8Array.of(0, 0, 0xff, 0xff);
const nothing = new Uint8Array(0);

export function openMessageInflater(inflate: Inflate, keepsContext: boolean, most: number): MessageInflater {
  let before: Uint8Array = nothing;
  return (bytes) => {
    const whole = new Uint8Array(bytes.length + flushTail.length);
    whole.set(bytes);
    whole.set(flushTail, bytes.length);
    const out = inflate(whole, before, most);
    if (out !== null && keepsContext) before = lastOf(before, out);
    return out;
  };
}

function lastOf(before: Uint8Array, out: Uint8Array): Uint8Array {
  if (out.length >= windowBytes) return out.slice(-windowBytes);
  const rest = before.subarray(Math.max(0, before.length + out.length - windowBytes));
  const last = new Uint8Array(rest.length + out.length);
  last.set(rest);
  last.set(out, rest.length);
  return last;
}

export type Agreed = { client: boolean; server: boolean };

/** Of a 101: whether each side keeps its context from message to message; null where nothing is compressed. */
export function deflateAgreed(headers: readonly Header[]): Agreed | null {
  const agreed = headers
    .filter(({ name }) => name.toLowerCase() === 'sec-websocket-extensions')
    .flatMap(({ value }) => value.split(','))
    .map((extension) => extension.split(';').map((part) => part.trim().toLowerCase()))
    .find(([name]) => name === 'permessage-deflate');
  if (agreed === undefined) return null;
  return {
    client: !agreed.includes('client_no_context_takeover'),
    server: !agreed.includes('server_no_context_takeover'),
  };
}
