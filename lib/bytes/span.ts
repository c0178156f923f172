/** A half-open range of byte offsets: `start` is the first byte, `end` the one after the last. */
export type Span = { start: number; end: number };
