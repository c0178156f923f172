/** Where a text that was cut off still has whole characters. */

/**
 * End of the last whole UTF-8 character of `bytes[from, end)`: the bytes of a character that is cut at `end` are left out,
 * so that a frame that ends too early is not also called bad UTF-8.
 */
export function wholeCharactersEnd(bytes: Uint8Array, from: number, end = bytes.length): number {
  for (let back = 1; back <= 3 && end - back >= from; back++) {
    const byte = bytes[end - back] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needs > back ? end - back : end;
  }
  return end;
}
