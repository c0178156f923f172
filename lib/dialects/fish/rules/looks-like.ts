/** Names bytes that are something else than what they should be: an error page, a packed body, an envelope. */

/** What the first bytes look like; null for anything else. Short pieces are not judged. */
export function looksLike(bytes: Uint8Array): 'gzip' | 'UTF-16 text' | 'HTML' | 'JSON' | 'base64' | 'text' | null {
  if (bytes.length < 8) return null;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return 'gzip';
  if (isUtf16(bytes)) return 'UTF-16 text';
  const head = bytes.subarray(0, 256);
  if (!head.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13)) return null;
  const text = String.fromCharCode(...head).trim();
  // Sound that is all one letter is not text: silence of some encoders is.
  if (new Set(text).size < 4) return null;
  if (/^<(?:!doctype|html|\?xml|head|body)/i.test(text)) return 'HTML';
  if (/^[{[]/.test(text)) return 'JSON';
  if (text.length >= 16 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return 'base64';
  return 'text';
}

/** A byte order mark, or every second byte of the beginning zero and the others letters. */
function isUtf16(bytes: Uint8Array): boolean {
  const at = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) ? 2 : 0;
  let little = 0;
  let big = 0;
  for (let i = at; i + 1 < Math.min(bytes.length, 34); i += 2) {
    const first = bytes[i] as number;
    const second = bytes[i + 1] as number;
    if (second === 0 && first >= 0x20 && first < 0x7f) little++;
    else if (first === 0 && second >= 0x20 && second < 0x7f) big++;
    else return false;
  }
  return Math.max(little, big) >= 3 && Math.min(little, big) === 0;
}
