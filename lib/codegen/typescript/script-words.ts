/** JavaScript's words for values, and which frames its encoders write as recorded. */
import { toBase64 } from '../../bytes/base64.ts';
import { toHex } from '../../bytes/hex.ts';
import { sameBytes } from '../../bytes/same-bytes.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { quotedText, scriptEscapes } from '../escaped-text.ts';
import { bytePieces, textPieces } from '../frame-pieces.ts';
import { type KeyPart, recordedText, type SendStep, type Value } from '../script.ts';
import { type Words, writePieces } from '../write-value.ts';

const name = /^[A-Za-z_$][\w$]*$/;

export const scriptWords: Words = {
  // Written plainly, this one name would set what the object inherits from.
  key: (key) => (key === '__proto__' ? "['__proto__']" : name.test(key) ? key : quotedText(key, scriptEscapes)),
  text: (text) => quotedText(text, scriptEscapes),
  secret: ({ key }) => secretName(key),
  bytes: (bytes) => `Buffer.from('${toBase64(bytes)}', 'base64')`,
  number: (value) => String(value),
  plain: (value) => String(value),
  step: '  ',
  brace: ' ',
};

export function secretName(key: number): string {
  return key === 0 ? 'apiKey' : `apiKey${key + 1}`;
}

/** Whether `encode` of @msgpack/msgpack, or `JSON.stringify`, makes these bytes of the value. */
export function scriptWrites({ value, opcode, bytes }: SendStep): boolean {
  if (value === null || hasLongInteger(value)) return false;
  const plain = plainValue(value);
  if (opcode === 'text') return JSON.stringify(plain) === decodeUtf8(bytes).text;
  return sameBytes(encodeMsgpack(plain), bytes);
}

/** Integers of more than 32 bits are a matter of the encoder's options. */
function hasLongInteger(value: Value): boolean {
  if (value.is === 'number') return Number.isInteger(value.value) && Math.abs(value.value) >= 2 ** 31;
  if (value.is === 'list') return value.items.some(hasLongInteger);
  return value.is === 'map' && value.entries.some(([, item]) => hasLongInteger(item));
}

function plainValue(value: Value): unknown {
  if (value.is === 'map') return Object.fromEntries(value.entries.map(([key, item]) => [key, plainValue(item)]));
  if (value.is === 'list') return value.items.map(plainValue);
  if (value.is === 'text') return recordedText(value.pieces);
  return value.is === 'bytes' ? value.bytes : value.value;
}

/** The frame as an expression of bytes. */
export function scriptBytes(frame: SendStep): string {
  const pieces = bytePieces(frame).map((piece: Uint8Array | KeyPart) =>
    piece instanceof Uint8Array ? `Buffer.from('${toHex(piece)}', 'hex')` : `Buffer.from(${secretName(piece.key)})`,
  );
  return pieces.length === 1 ? (pieces[0] as string) : `Buffer.concat([${pieces.join(', ')}])`;
}

/** The frame as an expression of text; null where it is none. */
export function scriptText(frame: SendStep): string | null {
  const pieces = textPieces(frame);
  return pieces === null ? null : writePieces(pieces, scriptWords);
}
