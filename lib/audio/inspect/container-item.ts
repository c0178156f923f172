/** What a container view shows: items of an audio stream, each with its span, its fields and a sentence. */
import type { Span } from '../../bytes/span.ts';

/** One value of an item. Offsets are stream bytes. Text of a server is kept as it came: views show it as tokens. */
export type ItemField = { name: string; value: string; start: number; end: number; says?: string };

export type ItemKind =
  /** ID3. */
  | 'tag'
  /** Xing, Info or VBRI. */
  | 'info'
  | 'frame'
  | 'page'
  /** OpusHead, OpusTags. */
  | 'head'
  | 'tags'
  | 'packet'
  /** RIFF up to the first sample. */
  | 'header'
  | 'samples'
  /** Bytes that do not belong, are missing or do not fit. */
  | 'damage';

export type ContainerItem = {
  kind: ItemKind;
  title: string;
  says: string;
  start: number;
  end: number;
  fields: readonly ItemField[];
};

/** How much of an item lies in a stretch of the stream: where a chunk cuts an item is nothing to complain about. */
export type ItemPart = { item: ContainerItem; begins: 'here' | 'before'; ends: 'here' | 'after' };

/** The items that have bytes in `span` (one frame's audio as stream bytes), in order. `items` are in order of their start. */
export function itemsIn(items: readonly ContainerItem[], span: Span): ItemPart[] {
  return items
    .filter((item) => item.start < span.end && item.end > span.start)
    .map((item) => ({
      item,
      begins: item.start >= span.start ? 'here' : 'before',
      ends: item.end <= span.end ? 'here' : 'after',
    }));
}

/** A field of `length` bytes at `start`. */
export function itemField(
  name: string,
  value: string | number,
  start: number,
  length: number,
  says?: string,
): ItemField {
  return { name, value: String(value), start, end: start + length, ...(says === undefined ? {} : { says }) };
}

/** `26.12 ms`. */
export function milliseconds(samples: number, rateHz: number): string {
  return `${Number(((samples * 1000) / rateHz).toFixed(2))} ms`;
}

/** `3.5 s`, for stretches of sound. */
export function seconds(samples: number, rateHz: number): string {
  return `${Number((samples / rateHz).toFixed(3))} s`;
}
