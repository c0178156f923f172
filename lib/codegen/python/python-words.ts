/** Python's words for values, and which frames its encoders write as recorded. */
import { toBase64 } from '../../bytes/base64.ts';
import { toHex } from '../../bytes/hex.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import { pythonEscapes, quotedText } from '../escaped-text.ts';
import { bytePieces, textPieces } from '../frame-pieces.ts';
import { type KeyPart, recordedText, type SendStep, type Value } from '../script.ts';
import { type Words, writePieces } from '../write-value.ts';

export const pythonWords: Words = {
  key: (key) => quotedText(key, pythonEscapes),
  text: (text) => quotedText(text, pythonEscapes),
  secret: ({ key }) => secretName(key),
  bytes: (bytes) => `base64.b64decode('${toBase64(bytes)}')`,
  number: numberWord,
  plain: (value) => (value === null ? 'None' : value ? 'True' : 'False'),
  step: '    ',
  brace: '',
};

export function secretName(key: number): string {
  return key === 0 ? 'API_KEY' : `API_KEY_${key + 1}`;
}

function numberWord(value: number, float: boolean): string {
  if (Number.isNaN(value)) return "float('nan')";
  if (!Number.isFinite(value)) return `float('${value < 0 ? '-' : ''}inf')`;
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  // Without a point, or an exponent, it would be an integer.
  return float && !/[.e]/.test(text) ? `${text}.0` : text;
}

/** Whether `msgpack.packb`, or `json.dumps` as it is called here, makes these bytes of the value. */
export function pythonWrites({ value, opcode, bytes }: SendStep): boolean {
  if (value === null) return false;
  if (opcode === 'text') return jsonText(value) === decodeUtf8(bytes).text;
  // Its encoder knows integers and floats apart, writes each in its shortest form, and floats in eight bytes.
  const { nodes, problems } = inspectMsgpack(bytes);
  if (problems.some(({ code }) => code === 'W_NONMINIMAL')) return false;
  return nodes.every(({ type, header, value: number }) => {
    if (type === 'float') return header === 0xcb && !Number.isNaN(number);
    if (type !== 'int' && type !== 'uint') return true;
    return (number as number) < 0 || header < 0x80 || (header >= 0xcc && header <= 0xcf);
  });
}

/** What `json.dumps(value, ensure_ascii=False, separators=(',', ':'))` writes; null where that is not certain. */
function jsonText(value: Value): string | null {
  if (value.is === 'bytes') return null;
  if (value.is === 'plain') return String(value.value);
  if (value.is === 'number') return jsonNumber(value.value, value.float);
  if (value.is === 'text') {
    const text = recordedText(value.pieces);
    // A lone surrogate is no UTF-8: JavaScript escapes it, Python does not.
    return /\p{Surrogate}/u.test(text) ? null : JSON.stringify(text);
  }
  const parts =
    value.is === 'list'
      ? value.items.map(jsonText)
      : value.entries.map(([name, item]) => {
          const inner = jsonText(item);
          return inner === null || /\p{Surrogate}/u.test(name) ? null : `${JSON.stringify(name)}:${inner}`;
        });
  if (parts.includes(null)) return null;
  return value.is === 'list' ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}

/** Both languages write the shortest digits; they part on very large and very small numbers. */
function jsonNumber(value: number, float: boolean): string | null {
  if (!float) return Number.isSafeInteger(value) ? String(value) : null;
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-4)) return null;
  return numberWord(value, true);
}

/** The frame as an expression of bytes. */
export function pythonBytes(frame: SendStep): string {
  return bytePieces(frame)
    .map((piece: Uint8Array | KeyPart) =>
      piece instanceof Uint8Array ? `bytes.fromhex('${toHex(piece)}')` : `${secretName(piece.key)}.encode()`,
    )
    .join(' + ');
}

/** The frame as an expression of text; null where it is none. */
export function pythonText(frame: SendStep): string | null {
  const pieces = textPieces(frame);
  return pieces === null ? null : writePieces(pieces, pythonWords);
}
