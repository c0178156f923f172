/** Bare samples: what a piece of the stream holds of them, and the byte that is carried over. */
import { counted, grouped } from '../../bytes/quantity.ts';
import type { Span } from '../../bytes/span.ts';
import { type ContainerItem, itemField as field, type ItemField, seconds } from './container-item.ts';

/** A run of whole samples. `bytesPerSample` counts all channels. */
export function samplesItem(start: number, end: number, bytesPerSample: number, rateHz: number): ContainerItem {
  const count = (end - start) / bytesPerSample;
  const says =
    rateHz > 0 ? `${seconds(count, rateHz)} at ${grouped(rateHz)} Hz.` : 'How long they last depends on the rate.';
  return { kind: 'samples', title: counted(count, 'sample'), says, start, end, fields: [] };
}

/** How one frame's piece of a 16-bit stream lies on the samples; `span` in stream bytes. Odd bytes are shown, not held against it. */
export function pcmPiece(span: Span): ItemField[] {
  const fields: ItemField[] = [];
  const from = span.start + (span.start % 2);
  const to = span.end - (span.end % 2);
  if (from > span.start && span.end > span.start) {
    const says = 'Its first half came with the piece before.';
    fields.push(field('second half of a sample', '1 byte', span.start, 1, says));
  }
  if (to > from) fields.push(field('whole samples', (to - from) / 2, from, to - from));
  if (span.end > to && to >= from) {
    const says = 'The odd byte is carried: its second half comes with the next piece.';
    fields.push(field('first half of a sample', '1 byte', to, 1, says));
  }
  return fields;
}
