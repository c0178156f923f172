/** The checksum of Ogg pages (RFC 3533 section 6): CRC-32, polynomial 0x04c11db7, not reflected, from 0. */
const table = new Uint32Array(256);
for (let i = 0; i < 256; i++) {
  let value = i << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  table[i] = value >>> 0;
}

/** Checksum of a whole page, its own checksum field (bytes 22 to 25) taken as zero. */
export function oggCrc(page: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : (page[i] ?? 0);
    crc = nextCrc(crc, byte);
  }
  return crc;
}

/** The register behind one more byte. */
export function nextCrc(crc: number, byte: number): number {
  return ((crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
}
