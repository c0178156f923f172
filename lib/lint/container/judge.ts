/** What judges of the containers have in common. */
import type { Span } from '../../bytes/span.ts';
import type { AudioAsk } from '../../dialects/dialect.ts';
import type { Say } from './say.ts';

/** Watches one stream of one format. The bytes have been scanned and mapped when they come. */
export type Judge = {
  push(bytes: Uint8Array): void;
  end(): void;
  /** Up to here the stream has been read. */
  readonly position: number;
  /** Tags and headers, in which text belongs. */
  readonly heads: readonly Span[];
};

export type JudgeTools = {
  say: Say;
  /** Bytes of the stream; empty when no longer held. */
  read(start: number, end: number): Uint8Array;
  /** Text was met in [start, end): that is a finding of its own, and explains damage there. */
  textIn(start: number, end: number): boolean;
  /** What was asked for, where the stream is of that format; null where the format itself is wrong. */
  ask: AudioAsk | null;
};

/** Adds a header; of a stream that is all headers only the latest are kept, since text is judged soon after it came. */
export function keepHead(heads: Span[], start: number, end: number): void {
  heads.push({ start, end });
  if (heads.length > 1024) heads.splice(0, 512);
}
