/** Passwords of addresses, wherever one stands in a text: `postgres://user:password@host`. */
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import type { Spot } from './spot.ts';

/** White space, quotes, what an address is put between, and where the part before its path ends: `"#'/<>?\` and a backtick. */
const stops: ReadonlySet<number> = new Set([0x22, 0x23, 0x27, 0x2f, 0x3c, 0x3e, 0x3f, 0x5c, 0x60, 0x7f]);

/** `bytes` is text. Each is read once: what stands behind one `://` ends before the next. */
export function searchAddressPasswords(bytes: Uint8Array, into: Spot[]): void {
  for (let at = bytes.indexOf(0x3a); at !== -1; at = bytes.indexOf(0x3a, at + 1)) {
    if (bytes[at + 1] !== 0x2f || bytes[at + 2] !== 0x2f) continue;
    let colon = -1;
    let sign = -1;
    let end = at + 3;
    for (; end < bytes.length && !isStop(bytes[end] as number); end++) {
      if (bytes[end] === 0x3a && colon === -1) colon = end;
      // A password may hold one too: the last one stands before the host.
      else if (bytes[end] === 0x40) sign = end;
    }
    if (colon !== -1 && sign > colon + 1) into.push(passwordAt(bytes, colon + 1, sign));
    at = end - 1;
  }
}

function passwordAt(bytes: Uint8Array, start: number, end: number): Spot {
  const written = decodeUtf8(bytes, start, end).text;
  return { start, end, why: 'pattern', name: 'password', value: encodeUtf8(percentDecoded(written)) };
}

/** As it is where its percent signs are none of an address. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isStop(byte: number): boolean {
  return byte <= 0x20 || stops.has(byte);
}
