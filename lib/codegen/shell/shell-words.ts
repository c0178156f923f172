/** Texts and bytes for a shell: everything is the format of a `printf`, in single quotes. */
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { isHidden } from '../../bytes/visible.ts';

const octal = (byte: number) => `\\${byte.toString(8).padStart(3, '0')}`;

/**
 * `text` as part of a format in single quotes that prints its UTF-8 bytes again. Control characters, and what cannot be seen, by number
 * in octal, which every `printf` reads; lone surrogates are printed as U+FFFD.
 */
export function printfFormat(text: string): string {
  let out = '';
  for (const point of text) {
    const code = point.codePointAt(0) as number;
    if (point === '%') out += '%%';
    else if (point === '\\') out += '\\\\';
    else if (point === "'" || isHidden(code)) out += [...encodeUtf8(point)].map(octal).join('');
    else out += point;
  }
  return out;
}

/** `text` as a word in single quotes; null where it holds what cannot stand there, or would not be seen. */
export function shellWord(text: string): string | null {
  for (const point of text) if (isHidden(point.codePointAt(0) as number)) return null;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
