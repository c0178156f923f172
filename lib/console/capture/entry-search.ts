/** Looks for plain text in an entry: its chip, its meaning, the payload of a frame that is no audio. Upper and lower case are one. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { CapturedSession } from './captured-session.ts';

/** Bytes of a frame's payload that the text search looks at, beside the row's own words. */
const searchedBytes = 16_384;

/**
 * A test for `text` that gives what `entryText(...).toLowerCase().includes(text.toLowerCase())` gives, sooner: a payload is searched as
 * bytes, without decoding it, where the text is ASCII.
 */
export function searchFor(text: string): (session: CapturedSession, seq: number) => boolean {
  const needle = text.toLowerCase();
  const ascii = asciiBytes(needle);
  if (ascii === null) return (session, seq) => entryText(session, seq).toLowerCase().includes(needle);
  const mayBeUnusual = /[ik]/.test(needle);
  return (session, seq) => {
    const payload = searchedPayload(session, seq);
    if (payload !== null && holds(payload, ascii)) return true;
    if (entryWords(session, seq).toLowerCase().includes(needle)) return true;
    return mayBeUnusual && payload !== null && unusualHolds(payload, needle);
  };
}

/** All that is searched of an entry, as one text. */
export function entryText(session: CapturedSession, seq: number): string {
  const words = entryWords(session, seq);
  const payload = searchedPayload(session, seq);
  return payload === null ? words : `${words}\n${decodeUtf8(payload).text}`;
}

function entryWords(session: CapturedSession, seq: number): string {
  return `${session.readings.kindOf(seq)} ${session.meaningOf(seq)}`;
}

function searchedPayload(session: CapturedSession, seq: number): Uint8Array | null {
  const size = session.log.sizeOf(seq);
  if (size === 0 || session.readings.audioSize(seq) > 0) return null;
  const bytes = session.log.bytesOf(seq);
  return size > searchedBytes ? bytes.subarray(0, searchedBytes) : bytes;
}

/** Two letters beyond ASCII hold ASCII in lower case: İ (C4 B0) and the Kelvin sign (E2 84 AA). Where they stand, text is compared. */
function unusualHolds(payload: Uint8Array, needle: string): boolean {
  if (!hasPair(payload, 0xc4, 0xb0) && !hasPair(payload, 0xe2, 0x84)) return false;
  return decodeUtf8(payload).text.toLowerCase().includes(needle);
}

function hasPair(bytes: Uint8Array, first: number, second: number): boolean {
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (bytes[at + 1] === second) return true;
  }
  return false;
}

/** Lower case of each byte as ASCII; other bytes stay. No byte of a longer UTF-8 sequence is below 0x80. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

function holds(bytes: Uint8Array, needle: Uint8Array): boolean {
  const first = needle[0] as number;
  const last = bytes.length - needle.length;
  for (let at = 0; at <= last; at++) {
    if (lower[bytes[at] as number] !== first) continue;
    let i = 1;
    while (i < needle.length && lower[bytes[at + i] as number] === needle[i]) i++;
    if (i === needle.length) return true;
  }
  return false;
}

/** Null for a text beyond ASCII, and for one with the line break that parts the words from the payload. */
function asciiBytes(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f || unit === 0x0a) return null;
    bytes[i] = unit;
  }
  return bytes;
}
