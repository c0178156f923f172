/** Text that is written with escapes (JSON, percent signs), read; and where each byte of it stands as written. */
import { encodeUtf8 } from '../../bytes/utf8.ts';

/** `at[i]` is where byte i of `bytes` begins as written; one more at the end, where the last one ends. */
export type Respelled = { bytes: Uint8Array; at: Uint32Array };

const simple: ReadonlyMap<number, number> = new Map([
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
]);

/** The inside of a JSON string, without its quotes. Null where nothing is escaped. What is no escape stays as it is. */
export function readJsonEscapes(written: Uint8Array): Respelled | null {
  if (!written.includes(0x5c)) return null;
  const out = builder(written.length);
  for (let i = 0; i < written.length; ) {
    const byte = written[i] as number;
    const next = written[i + 1];
    if (byte !== 0x5c || next === undefined) out.add(byte, i++);
    else if (next === 0x78 && hexAt(written, i + 2, 2) !== -1) {
      // Not of JSON: of programs, and of what they log.
      out.add(hexAt(written, i + 2, 2), i);
      i += 4;
    } else if (next !== 0x75) {
      out.add(simple.get(next) ?? next, i);
      i += 2;
    } else i = addUnit(written, i, out);
  }
  return out.done(written.length);
}

/** What `%41` and the like stand for. Null where there is none. */
export function readPercentSigns(written: Uint8Array): Respelled | null {
  if (!written.includes(0x25)) return null;
  const out = builder(written.length);
  let found = false;
  for (let i = 0; i < written.length; ) {
    const value = written[i] === 0x25 ? hexAt(written, i + 1, 2) : -1;
    found ||= value !== -1;
    out.add(value === -1 ? (written[i] as number) : value, i);
    i += value === -1 ? 1 : 3;
  }
  return found ? out.done(written.length) : null;
}

/** `\uXXXX` at `i`, or two of them that make one character. Answers what follows. */
function addUnit(written: Uint8Array, i: number, out: Builder): number {
  const unit = hexAt(written, i + 2, 4);
  if (unit === -1) {
    out.add(0x5c, i);
    return i + 1;
  }
  const second = written[i + 6] === 0x5c && written[i + 7] === 0x75 ? hexAt(written, i + 8, 4) : -1;
  const isPair = (unit & 0xfc00) === 0xd800 && second !== -1 && (second & 0xfc00) === 0xdc00;
  const text = isPair ? String.fromCharCode(unit, second) : String.fromCharCode(unit);
  for (const byte of encodeUtf8(text)) out.add(byte, i);
  return i + (isPair ? 12 : 6);
}

function hexAt(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = from; i < from + digits; i++) {
    const digit = hexDigit(bytes[i] ?? 0);
    if (digit === -1) return -1;
    value = value * 16 + digit;
  }
  return value;
}

export function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

type Builder = ReturnType<typeof builder>;

/** No escape stands for more bytes than it is written in. */
function builder(most: number) {
  const bytes = new Uint8Array(most);
  const at = new Uint32Array(most + 1);
  let length = 0;
  return {
    add(byte: number, from: number) {
      bytes[length] = byte;
      at[length++] = from;
    },
    done(end: number): Respelled {
      at[length] = end;
      return { bytes: bytes.subarray(0, length), at: at.subarray(0, length + 1) };
    },
  };
}
