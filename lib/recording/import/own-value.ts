/** Values out of parsed JSON that somebody else wrote: own keys only, and nothing believed about their types. */
import { fromBase64 } from '../../bytes/base64.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';

/** The value of an own key; undefined for anything that is not an object with it. */
export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

export function ownText(value: unknown, key: string): string | null {
  const text = own(value, key);
  return typeof text === 'string' ? text : null;
}

export function ownNumber(value: unknown, key: string): number | null {
  const number = own(value, key);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** What may hold a key comes so long to whoever masks it, and is cut behind that: half a key is not found. */
export const uncutWords = 4096;

/** A value in a sentence: short, on one line. Absent values are said to be so. */
export function said(value: unknown, most = 60): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = JSON.stringify(value) ?? 'absent';
  return shortened(text, most);
}

export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/**
 * Text as the bytes of a text frame. Half a surrogate pair cannot cross a wire: it is kept as its escape (`\ud800`), which JSON reads
 * back as what the file had.
 */
export function textBytes(text: string): { bytes: Uint8Array; isEscaped: boolean } {
  if (text.isWellFormed()) return { bytes: encodeUtf8(text), isEscaped: false };
  const escaped = text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
  return { bytes: encodeUtf8(escaped), isEscaped: true };
}

/** Payload of a message whose text or base64 is `data`. */
export function payload(
  data: unknown,
  how: 'text' | 'base64',
): { bytes: Uint8Array | null; dataSaid: string; warnings: string[] } {
  if (typeof data !== 'string') {
    return { bytes: null, dataSaid: `its data is ${data === undefined ? 'missing' : said(data)}`, warnings: [] };
  }
  if (how === 'text') {
    const { bytes, isEscaped } = textBytes(data);
    return { bytes, dataSaid: '', warnings: isEscaped ? ['its text holds half a character, kept as its escape'] : [] };
  }
  const bytes = fromBase64(data);
  if (bytes !== null) return { bytes, dataSaid: '', warnings: [] };
  return { bytes: null, dataSaid: `its data is not padded base64: ${said(data, uncutWords)}`, warnings: [] };
}
