/** Text around masked keys: what stood in their place cannot be known, and differs in length from key to key. */
import type { Span } from '../bytes/span.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';

/** Stands for any key. */
export const anyKey = '<key>';

export function maskedIn(masked: readonly Span[], { start, end }: Span): boolean {
  return masked.some((one) => one.start < end && one.end > start);
}

/** The bytes of a span as text, `<key>` for each masked place. */
export function unmasked(bytes: Uint8Array, span: Span, masked: readonly Span[]): string {
  return around(span, masked, (from, to) => decodeUtf8(bytes, from, to).text);
}

/** The same of a text whose masked spans count UTF-16 units. */
export function unmaskedText(text: string, masked: readonly Span[] = []): string {
  if (masked.length === 0) return text;
  return around({ start: 0, end: text.length }, masked, (from, to) => text.slice(from, to));
}

function around({ start, end }: Span, masked: readonly Span[], read: (from: number, to: number) => string): string {
  let at = start;
  let out = '';
  for (const one of [...masked].sort((a, b) => a.start - b.start)) {
    if (one.end <= at || one.start >= end) continue;
    out += read(at, Math.max(at, one.start)) + anyKey;
    at = Math.min(end, one.end);
  }
  return out + read(at, end);
}
