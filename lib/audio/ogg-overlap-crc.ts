/**
 * Checksums of stretches that overlap, for which each byte is read once: in a stream made to harm, thousands of false pages of 64 KiB
 * lie over each other. The checksum is linear, so that of a stretch follows from those of the stream up to its two ends.
 */
import { nextCrc } from './ogg-crc.ts';

/** Longest stretch: 27 bytes, 255 lengths, 255 times 255 bytes. */
const longest = 65_307;

export type OverlapCrc = {
  /**
   * What `oggCrc` gives for the page of `length` bytes (65,307 at most) at stream offset `start`; `start` never falls. `byteAt` tells a
   * byte by its offset; `field` are the four bytes of the page's own checksum as they stand, first byte highest.
   */
  of(start: number, length: number, field: number, byteAt: (offset: number) => number): number;
};

export function overlapCrc(): OverlapCrc {
  /** The register behind each byte from `base` on, whatever it was before that. */
  const registers = new Uint32Array(2 * longest + 2);
  let base = 0;
  let count = 0;
  return {
    of(start, length, field, byteAt) {
      if (start > base + count) {
        base = start;
        count = 0;
      } else if (start - base > longest) {
        registers.copyWithin(0, start - base, count + 1);
        count -= start - base;
        base = start;
      }
      const end = start + length - base;
      for (; count < end; count++) registers[count + 1] = nextCrc(registers[count] as number, byteAt(base + count));
      const whole = ((registers[end] as number) ^ behindZeros(registers[start - base] as number, length)) >>> 0;
      return (whole ^ behindZeros(crcOf(field), length - 26)) >>> 0;
    },
  };
}

function crcOf(field: number): number {
  let crc = 0;
  for (let shift = 24; shift >= 0; shift -= 8) crc = nextCrc(crc, (field >>> shift) & 0xff);
  return crc;
}

/** For each power of two the registers that the 32 single bits become behind so many zero bytes. */
const powers: Uint32Array[] = [Uint32Array.from({ length: 32 }, (_, bit) => nextCrc((1 << bit) >>> 0, 0))];

/** What a register becomes behind `count` zero bytes. */
function behindZeros(crc: number, count: number): number {
  let now = crc;
  for (let power = 0; 1 << power <= count; power++) {
    const known = powers[power - 1];
    if (powers[power] === undefined && known !== undefined) powers[power] = known.map((one) => through(known, one));
    if ((count >>> power) & 1) now = through(powers[power] as Uint32Array, now);
  }
  return now;
}

function through(bits: Uint32Array, crc: number): number {
  let sum = 0;
  for (let bit = 0; bit < 32; bit++) if ((crc >>> bit) & 1) sum ^= bits[bit] as number;
  return sum >>> 0;
}
