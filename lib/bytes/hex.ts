const digits = '0123456789abcdef';

/** Bytes as lower-case hex, two digits each, with `separator` between bytes. */
export function toHex(bytes: Uint8Array, separator = ''): string {
  const parts: string[] = new Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    parts[i] = `${digits[byte >> 4]}${digits[byte & 15]}`;
  }
  return parts.join(separator);
}

/** Hex text (white space between bytes allowed) as bytes; null when it is not whole bytes of hex. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  const plain = text.replace(/\s+/g, '');
  if (plain.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(plain)) return null;
  const bytes = new Uint8Array(plain.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(plain.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}
