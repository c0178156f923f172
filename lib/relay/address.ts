/**
 * Which addresses may be dialled. Works on addresses as resolvers and sockets write them, not on names: names change.
 * Ranges: IANA special-purpose registries (RFC 6890 and its updates). What is not known to be public is refused.
 */
export type AddressClass = 'public' | 'loopback' | 'private';

// First bytes and prefix length, IPv4.
const refused4: readonly [readonly number[], number][] = [
  [[0], 8],
  [[10], 8],
  [[100, 64], 10],
  [[169, 254], 16],
  [[172, 16], 12],
  [[192, 0, 0], 24],
  [[192, 0, 2], 24],
  [[192, 31, 196], 24],
  [[192, 52, 193], 24],
  [[192, 88, 99], 24],
  [[192, 168], 16],
  [[192, 175, 48], 24],
  [[198, 18], 15],
  [[198, 51, 100], 24],
  [[203, 0, 113], 24],
  [[224], 4],
  [[240], 4],
];

// Inside 2000::/3, which alone is routed; all else (::1, ::/96, 64:ff9b::/96, fc00::/7, fe80::/10, ff00::/8 ...) is refused.
const refused6: readonly [readonly number[], number][] = [
  [[0x20, 0x01, 0x00], 23],
  [[0x20, 0x01, 0x0d, 0xb8], 32],
  [[0x20, 0x02], 16],
  [[0x26, 0x20, 0x00, 0x4f, 0x80, 0x00], 48],
  [[0x3f, 0xff], 20],
];

/** Class of an IP address in any of its canonical spellings; null for what is no address. */
export function classOf(address: string): AddressClass | null {
  const four = parse4(address);
  if (four !== null) return class4(four);
  const six = parse6(address);
  if (six === null) return null;
  if (six.slice(0, 15).every((b) => b === 0) && six[15] === 1) return 'loopback';
  // ::ffff:a.b.c.d is the IPv4 address itself.
  if (six.slice(0, 10).every((b) => b === 0) && six[10] === 0xff && six[11] === 0xff) return class4(six.slice(12));
  if (((six[0] as number) & 0xe0) !== 0x20) return 'private';
  return refused6.some(([prefix, bits]) => within(six, prefix, bits)) ? 'private' : 'public';
}

function class4(bytes: readonly number[]): AddressClass {
  if (bytes[0] === 127) return 'loopback';
  return refused4.some(([prefix, bits]) => within(bytes, prefix, bits)) ? 'private' : 'public';
}

function within(bytes: readonly number[], prefix: readonly number[], bits: number): boolean {
  for (let i = 0; i * 8 < bits; i++) {
    const mask = bits - i * 8 >= 8 ? 0xff : 0xff << (8 - (bits - i * 8));
    if (((bytes[i] as number) & mask) !== ((prefix[i] ?? 0) & mask)) return false;
  }
  return true;
}

function parse4(text: string): number[] | null {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return null;
  const bytes = text.split('.').map(Number);
  return bytes.every((b) => b < 256) ? bytes : null;
}

function parse6(text: string): number[] | null {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  const tail = dotted === null ? null : parse4(dotted[2] as string);
  if (dotted !== null && tail === null) return null;
  const head = dotted === null ? plain : `${dotted[1]}0:0`;
  const halves = head.split('::');
  if (halves.length > 2) return null;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...new Array<string>(missing).fill('0'), ...right];
  if (!groups.every((g) => /^[0-9a-fA-F]{1,4}$/.test(g))) return null;
  const bytes = groups.flatMap((g) => {
    const value = Number.parseInt(g, 16);
    return [value >> 8, value & 255];
  });
  return tail === null ? bytes : [...bytes.slice(0, 12), ...tail];
}
