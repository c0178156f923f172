/** Short texts that come again and again (keys, names of events): a known one is compared, not built anew. */
import { plainText } from './scalar.ts';

const longest = 16;

/**
 * Texts met lately, by length, first and last byte. A bounded number of short strings; what stands in a slot is only ever
 * a guess, and a wrong one costs a comparison.
 */
const slots = 256;
const met: (string | undefined)[] = new Array(slots).fill(undefined);

/** The text of `bytes[start, end)` when all of them are printable ASCII and not too many; undefined otherwise. */
export function shortText(bytes: Uint8Array, start: number, end: number): string | undefined {
  const length = end - start;
  if (length === 0) return '';
  if (length > longest) return plainText(bytes, start, end);
  const slot = ((bytes[start] as number) * 7 + (bytes[end - 1] as number) * 31 + length) & (slots - 1);
  const known = met[slot];
  if (known !== undefined && holdsText(bytes, start, end, known)) return known;
  const text = plainText(bytes, start, end);
  if (text !== undefined) met[slot] = text;
  return text;
}

/** Whether `bytes[start, end)` are the letters of `text`, which is ASCII. */
export function holdsText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}
