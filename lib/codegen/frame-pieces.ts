/** A frame's bytes, or its text, cut at the places of keys. */
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { KeyPart, Pieces, SendStep } from './script.ts';

export function bytePieces({ bytes, holes }: SendStep): (Uint8Array | KeyPart)[] {
  const pieces: (Uint8Array | KeyPart)[] = [];
  let from = 0;
  for (const { start, end, part } of holes) {
    if (start > from) pieces.push(bytes.subarray(from, start));
    pieces.push(part);
    from = end;
  }
  if (from < bytes.length || pieces.length === 0) pieces.push(bytes.subarray(from));
  return pieces;
}

/** Null where the bytes are no text. */
export function textPieces(frame: SendStep): Pieces | null {
  const pieces = bytePieces(frame).map((piece) => {
    if (!(piece instanceof Uint8Array)) return piece;
    const { text, badAt } = decodeUtf8(piece);
    return badAt === -1 ? text : null;
  });
  return pieces.includes(null) ? null : (pieces as Pieces);
}
