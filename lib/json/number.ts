/** JSON numbers, exactly. Source: RFC 8259 section 6. */

/** Where the number that begins at `start` ends; `badAt` is the byte that breaks the grammar, -1 when none does. */
export function scanNumber(bytes: Uint8Array, start: number): { end: number; badAt: number; whole: boolean } {
  let at = start;
  const digits = () => {
    const first = at;
    while (at < bytes.length && isDigit(bytes[at] as number)) at++;
    return at > first;
  };
  const bad = () => ({ end: at, badAt: at, whole: false });
  if (bytes[at] === 0x2d) at++;
  if (bytes[at] === 0x30) at++;
  else if (!digits()) return bad();
  let whole = true;
  if (bytes[at] === 0x2e) {
    whole = false;
    at++;
    if (!digits()) return bad();
  }
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    whole = false;
    at++;
    if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
    if (!digits()) return bad();
  }
  return { end: at, badAt: -1, whole };
}

/** The value of a number's text. Whole numbers beyond 2^53 come as bigint, as long as a number could hold them roughly. */
export function numberValue(text: string, whole: boolean): number | bigint {
  const near = Number(text);
  // Only where it is finite, hence short: making a bigint of a megabyte of digits would take minutes.
  if (whole && Number.isFinite(near) && !Number.isSafeInteger(near)) return BigInt(text);
  return near;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
