/** Byte offset to line and column, for people who look at the text in an editor. */
import { decodeUtf8 } from '../bytes/utf8.ts';
import type { Place } from '../problem/problem.ts';

/** `byte` with its line and column, both from 1; the column counts UTF-16 units, as editors do. */
export function textPlace(bytes: Uint8Array, byte: number): Place {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < byte && i < bytes.length; i++) {
    if (bytes[i] === 0x0a) {
      line++;
      lineStart = i + 1;
    }
  }
  return { byte, line, column: decodeUtf8(bytes, lineStart, byte).text.length + 1 };
}
