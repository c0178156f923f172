/** A frame in bytes as the text of a `$raw` step, with comments in front that say what it is. */
import { toBase64 } from '../bytes/base64.ts';
import { toHex } from '../bytes/hex.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { visible } from '../bytes/visible.ts';

export type RawPiece = Uint8Array | 'key';

/** Longer payloads are unreadable either way, and base64 is half as long. */
const mostHexBytes = 1024;

/** Pieces that follow each other are one frame; `'key'` is written `{"$key": true}`. */
export function rawStepText(
  opcode: 'text' | 'binary',
  pieces: readonly RawPiece[],
  comments: readonly string[],
): string {
  const form =
    opcode === 'text' && pieces.every(isPlainText) ? 'text' : sizeOf(pieces) <= mostHexBytes ? 'hex' : 'base64';
  const written = pieces.map((piece) => (piece === 'key' ? '{ "$key": true }' : pieceText(piece, form)));
  const payload = written.length === 1 ? written[0] : written.length === 0 ? '""' : `[${written.join(', ')}]`;
  return [...comments.map(commentLine), `{ "$raw": { "opcode": "${opcode}", "${form}": ${payload} } }`].join('\n');
}

/** One line, whatever is in it. */
export function commentLine(says: string): string {
  return `// ${visible(says)}`;
}

function pieceText(bytes: Uint8Array, form: 'text' | 'hex' | 'base64'): string {
  if (form === 'hex') return `"${toHex(bytes, ' ')}"`;
  if (form === 'base64') return `"${toBase64(bytes)}"`;
  return textValue(decodeUtf8(bytes).text);
}

/** A text in step notation: with `{{` in it, it is no reference. */
export function textValue(text: string): string {
  const quoted = JSON.stringify(text);
  return text.includes('{{') ? `{ "$text": ${quoted} }` : quoted;
}

/** What comes back as it was: valid UTF-8 in which nothing is hidden from the eye. */
function isPlainText(piece: RawPiece): boolean {
  if (piece === 'key') return true;
  const { text, badAt } = decodeUtf8(piece);
  return badAt === -1 && visible(text.replaceAll('\n', '')) === text.replaceAll('\n', '');
}

function sizeOf(pieces: readonly RawPiece[]): number {
  return pieces.reduce((sum, piece) => sum + (piece === 'key' ? 0 : piece.length), 0);
}
