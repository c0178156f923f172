/** Text around masked keys: what stood in their place cannot be known, and differs in length from key to key. */
import type { Span } from '../bytes/span.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { partitionPoint } from '../session/partition-point.ts';

/** Stands for any key. */
const anyKey = '<key>';

export function maskedIn(masked: readonly Span[], { start, end }: Span): boolean {
  if (masked.length === 0) return false;
  const spans = inOrder(masked);
  return (spans[firstBehind(spans, start)]?.start ?? end) < end;
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
  const spans = inOrder(masked);
  let at = start;
  let out = '';
  for (let i = firstBehind(spans, start); i < spans.length; i++) {
    const one = spans[i] as Span;
    if (one.start >= end) break;
    out += read(at, Math.max(at, one.start)) + anyKey;
    at = Math.min(end, one.end);
  }
  return out + read(at, end);
}

/** Of ordered spans, the first that ends behind a place. */
function firstBehind(spans: readonly Span[], at: number): number {
  return partitionPoint(spans.length, (i) => (spans[i] as Span).end <= at);
}

/** A file may say that a frame is masked in any number of places: they are put in order once, not for each of its values. */
const ordered = new WeakMap<readonly Span[], readonly Span[]>();

/** Ascending, none over another, none empty. */
function inOrder(masked: readonly Span[]): readonly Span[] {
  const known = ordered.get(masked);
  if (known !== undefined) return known;
  const spans: Span[] = [];
  const copies = masked.map(({ start, end }) => ({ start, end })).filter(({ start, end }) => end > start);
  for (const one of copies.sort((a, b) => a.start - b.start)) {
    const before = spans.at(-1);
    if (before !== undefined && one.start < before.end) before.end = Math.max(before.end, one.end);
    else spans.push(one);
  }
  ordered.set(masked, spans);
  return spans;
}
