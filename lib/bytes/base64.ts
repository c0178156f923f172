const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** The two letters of 12 bits, as two bytes. Twenty times as fast as the way through `btoa`. */
const pairs = new Uint8Array(8192);
for (let bits = 0; bits < 4096; bits++) {
  pairs[2 * bits] = letters.charCodeAt(bits >> 6);
  pairs[2 * bits + 1] = letters.charCodeAt(bits & 63);
}
const ascii = new TextDecoder();
/** Newer browsers have it, thirty times as fast again. */
const { toBase64: native } = Uint8Array.prototype as { toBase64?: (this: Uint8Array) => string };

/** Bytes as standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  return native === undefined ? plainBase64(bytes) : native.call(bytes);
}

/** The same where the platform has no way of its own. */
export function plainBase64(bytes: Uint8Array): string {
  const { length } = bytes;
  const out = new Uint8Array(Math.ceil(length / 3) * 4);
  const at = (index: number) => (index < length ? (bytes[index] as number) : 0);
  let to = 0;
  const put = (bits: number) => {
    out[to++] = pairs[2 * bits] as number;
    out[to++] = pairs[2 * bits + 1] as number;
  };
  const whole = length - (length % 3);
  for (let i = 0; i < whole; i += 3) {
    const bits = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    put(bits >> 12);
    put(bits & 4095);
  }
  if (whole < length) {
    const bits = (at(whole) << 16) | (at(whole + 1) << 8);
    put(bits >> 12);
    put(bits & 4095);
    out.fill(61, out.length - (3 - (length % 3)));
  }
  return ascii.decode(out);
}

/** Standard base64, padded, nothing else in it; null when it is not that (no guessing). */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return null;
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
