/** A frame made of another one: parts of it, and bytes of its own. Keys in it stay keys, wherever they end up. */
import { concatBytes } from '../../bytes/concat.ts';
import type { Span } from '../../bytes/span.ts';
import type { Encoded, Hole } from '../../dialects/dialect.ts';
import type { RawPiece } from '../raw-text.ts';

/** `parts`, in order: bytes, or spans of the bytes of `source`. */
export type Draft = { opcode: 'text' | 'binary'; source: Encoded; parts: readonly (Uint8Array | Span)[] };

/** All of a frame, as it is. */
export function whole(source: Encoded, opcode = source.opcode): Draft {
  return { opcode, source, parts: [{ start: 0, end: source.bytes.length }] };
}

/** The frame, with holes where a whole key is left. Of a key that was cut the filler stays: it is not the key. */
export function frameOf({ opcode, source, parts }: Draft): Encoded {
  const holes: Hole[] = [];
  let at = 0;
  const pieces = parts.map((part) => {
    const bytes = part instanceof Uint8Array ? part : source.bytes.subarray(part.start, part.end);
    if (!(part instanceof Uint8Array))
      for (const { start, end, key } of source.holes)
        if (start >= part.start && end <= part.end)
          holes.push({ start: at + start - part.start, end: at + end - part.start, key });
    at += bytes.length;
    return bytes;
  });
  return { opcode, bytes: concatBytes(pieces), holes };
}

/** The frame's bytes, with its keys as pieces of their own. */
export function piecesOf({ bytes, holes }: Pick<Encoded, 'bytes' | 'holes'>): RawPiece[] {
  const pieces: RawPiece[] = [];
  let at = 0;
  for (const { start, end } of [...holes].sort((a, b) => a.start - b.start)) {
    if (start > at) pieces.push(bytes.subarray(at, start));
    pieces.push('key');
    at = end;
  }
  if (at < bytes.length || pieces.length === 0) pieces.push(bytes.subarray(at));
  return pieces;
}
