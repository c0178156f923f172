/** Pieces of the one-line meanings that rows show. Hostile characters are kept: the view draws them as tokens. */
import { counted } from '../bytes/quantity.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { wholeCharactersEnd } from '../bytes/utf8-cut.ts';

/** A row shows about this much of a text. */
const mostCharacters = 120;

/** `"Hello, …"`: in quotes, cut where a row would cut it anyway. */
export function quoted(text: string): string {
  return `"${shortened(text)}"`;
}

/** The first characters, with an ellipsis when there are more. Never cuts inside a surrogate pair. */
export function shortened(text: string, most = mostCharacters): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most)}…`;
}

/** `"Hello" 5 chars`: the UTF-8 text of `bytes[start, end)`; only what is shown is decoded, however long it is. */
export function textWithCount(bytes: Uint8Array, start: number, end: number): string {
  let characters = 0;
  for (let i = start; i < end; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) characters++;
  const most = mostCharacters * 4;
  const shown = decodeUtf8(
    bytes,
    start,
    end - start > most ? wholeCharactersEnd(bytes, start, start + most) : end,
  ).text;
  return `${quoted(shown)} ${counted(characters, 'char')}`;
}

/** The same for a text already decoded. */
export function countedText(text: string): string {
  let characters = 0;
  for (const _ of text) characters++;
  return `${quoted(text)} ${counted(characters, 'char')}`;
}

/** `1,836 B`. */
export function byteCount(bytes: number): string {
  return counted(bytes, 'B', 'B');
}

/** Joins what is there with commas. */
export function listed(parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}
