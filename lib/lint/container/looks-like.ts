/** What foreign bytes look like, by their beginning. */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { wholeCharactersEnd } from '../../bytes/utf8-cut.ts';

/** Bytes looked at. */
export const lookedAt = 512;
const fewestBytes = 8;

/** JSON as it begins: an object with a key or none, a list of texts, objects or lists. */
const json = /^\s*(?:\{\s*(?:"[^"]*(?:"\s*:|$)|\})|\[\s*(?:"[^"]*(?:"\s*[,\]]|$)|[{\]]))/;
const markup = /^\s*<[!?a-zA-Z]/;
/** LAME fills what is left of an mp3 frame with its name and Us. */
const padding = /LAME\d\.\d+|U{3,}/g;

/**
 * Whether the bytes begin as text does: eight or more, valid UTF-8, no control characters, and either the beginning of JSON or
 * markup, or mostly letters and spaces of many kinds. Samples may be printable too, and are no text.
 */
export function looksLikeText(bytes: Uint8Array): boolean {
  const most = Math.min(bytes.length, lookedAt);
  if (most < fewestBytes) return false;
  const { text, badAt } = decodeUtf8(bytes, 0, most < bytes.length ? wholeCharactersEnd(bytes, 0, most) : most);
  // Where a text breaks off in the middle of a character, the rest of it counts.
  if (badAt !== -1 && badAt < most - 3) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)) return false;
  if (json.test(text)) return true;
  if (looksLikeSamples(text)) return false;
  if (markup.test(text)) return true;
  if (text.replace(padding, '').length < fewestBytes) return false;
  const words = text.match(/[\p{L}\p{Zs}]/gu)?.length ?? 0;
  return words >= text.length * 0.7 && new Set(text).size >= 8 && / /.test(text);
}

/** The upper bytes of loud samples beside each other are the same, or two that alternate: every second one of no text is. */
function looksLikeSamples(text: string): boolean {
  return [0, 1].some((first) => {
    const seconds = new Set<string>();
    for (let i = first; i < text.length && seconds.size < 3; i += 2) seconds.add(text[i] as string);
    return seconds.size < 3;
  });
}
