/** Finds ASCII text in bytes, upper and lower case being one, skipping as Horspool does ("Practical fast searching in strings", 1980). */

/** Lower case of each byte as ASCII; other bytes stay. No byte of a longer UTF-8 sequence is below 0x80. */
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/** A test for `needle` in the first `most` bytes. Null for an empty text, and for one that is not ASCII. */
export function asciiFinder(needle: string): ((bytes: Uint8Array, most?: number) => boolean) | null {
  const size = needle.length;
  const codes = Uint8Array.from({ length: size }, (_, i) => lower[needle.charCodeAt(i)] ?? 0);
  if (!/^[\0-\x7f]+$/.test(needle)) return null;
  const tail = size - 1;
  const last = codes[tail] as number;
  /** How far to go on, by the byte that stands where the needle would end. */
  const skip = new Uint32Array(256).fill(size);
  for (let byte = 0; byte < 256; byte++) {
    for (let i = 0; i < tail; i++) if (codes[i] === lower[byte]) skip[byte] = tail - i;
  }
  return (bytes, most = bytes.length) => {
    const end = Math.min(bytes.length, most);
    let at = tail;
    while (at < end) {
      const byte = bytes[at] as number;
      if (lower[byte] === last) {
        let i = 0;
        while (i < tail && lower[bytes[at - tail + i] as number] === codes[i]) i++;
        if (i === tail) return true;
      }
      at += skip[byte] as number;
    }
    return false;
  };
}
