/** What a file is, by its first bytes: names and extensions say nothing. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { FormatName } from './found.ts';
import { own } from './own-value.ts';

/** As much as is looked at. */
export const sniffedBytes = 64 * 1024;

/** `looksLike`: it can be no recording; what it seems to be instead. `unknown`: its first line, an object of no format. */
export type Sniffed = { format: FormatName } | { looksLike: string } | { unknown: object };

const magics: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], 'PNG'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
  [[0x47, 0x49, 0x46, 0x38], 'GIF'],
  [[0x25, 0x50, 0x44, 0x46], 'PDF'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive'],
  [[0x52, 0x49, 0x46, 0x46], 'RIFF, such as WAV'],
  [[0x4f, 0x67, 0x67, 0x53], 'Ogg audio'],
  [[0x49, 0x44, 0x33], 'MP3'],
  [[0x66, 0x4c, 0x61, 0x43], 'FLAC'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
  [[0x78, 0x9c], 'zlib'],
  [[0x78, 0xda], 'zlib'],
  // That of the file itself is taken off.
  [[0x1f, 0x8b], 'gzip, packed a second time'],
  [[0x53, 0x51, 0x4c, 0x69], 'SQLite'],
  [[0x0a, 0x0d, 0x0d, 0x0a], 'a packet capture'],
];

/** `head`: the first bytes of the text of the file, up to `sniffedBytes`; `magic`: those of the file as it stands. */
export function sniff(head: Uint8Array, magic: Uint8Array = head): Sniffed {
  for (const [bytes, name] of magics) if (bytes.every((byte, i) => magic[i] === byte)) return { looksLike: name };
  const text = decodeUtf8(head).text.trimStart();
  if (text === '') return { looksLike: head.length === 0 ? 'an empty file' : 'a file of white space' };
  if (text.startsWith('<')) return { looksLike: 'HTML or XML' };
  if (!text.startsWith('{')) return { looksLike: head.includes(0) ? 'binary data' : looksOf(text) };
  const line = wholeObject(text.slice(0, text.search(/\n|$/)));
  if (line === null) return { format: ofBegin(text) };
  const format = ofLine(line);
  return format === null ? { unknown: line } : { format };
}

function looksOf(text: string): string {
  return text.startsWith('[') ? 'JSON, but a list' : 'plain text';
}

/** Null for a line that is cut, or the begin of a text of many lines. */
function wholeObject(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function ofLine(value: object): FormatName | null {
  if (own(value, 'log') !== undefined) return 'har';
  if (own(value, 'format') === 'wiretone') return 'wiretone';
  if (own(value, 't_ms') !== undefined && own(value, 'dir') !== undefined) return 'captures';
  if (own(value, 'op') !== undefined && own(value, 'dir') !== undefined) return 'plain';
  if (own(value, 'opcode') !== undefined && own(value, 'type') !== undefined) return 'har-messages';
  return null;
}

/** A first line that is no whole object. */
function ofBegin(text: string): FormatName {
  const begin = text.slice(0, 400);
  if (/^\{\s*"format"\s*:\s*"wiretone"/.test(begin)) return 'wiretone';
  if (/^\{\s*"log"\s*:/.test(begin)) return 'har';
  if (/"t_ms"\s*:/.test(begin) && /"dir"\s*:/.test(begin)) return 'captures';
  if (/"op"\s*:/.test(begin) && /"dir"\s*:/.test(begin)) return 'plain';
  if (/"opcode"\s*:/.test(begin) && /"type"\s*:\s*"(?:send|receive)"/.test(begin)) return 'har-messages';
  // Any other object may have its log further down: the reader says when there is none.
  return 'har';
}
