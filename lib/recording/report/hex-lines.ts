/** Bytes as lines of a dump: offset, 16 of them in hex with a gap in the middle, and those that are printable ASCII. */
import { toHex } from '../../bytes/hex.ts';

const perLine = 16;
const half = 8 * 3 - 1;

/** Plain text; no line break behind the last line. */
export function hexLines(bytes: Uint8Array): string {
  const digits = Math.max(4, bytes.length.toString(16).length);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const line = bytes.subarray(at, at + perLine);
    const hex = toHex(line, ' ').toUpperCase();
    const offset = at.toString(16).toUpperCase().padStart(digits, '0');
    const halves = `${hex.slice(0, half).padEnd(half)}  ${hex.slice(half + 1).padEnd(half)}`;
    lines.push(`${offset}  ${halves}  ${ascii(line)}`);
  }
  return lines.join('\n');
}

function ascii(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return text;
}
