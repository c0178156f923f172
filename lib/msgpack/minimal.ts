/** Whether a value was written longer than it had to be. Legal, but no known client does it. */
import { kinds } from './header.ts';

/** Bytes the shortest integer form takes, header included. */
export function shortestInteger(value: number | bigint): number {
  if (value >= 0) {
    if (value < 0x80) return 1;
    if (value < 0x100) return 2;
    if (value < 0x10000) return 3;
    return value < 0x100000000 ? 5 : 9;
  }
  if (value >= -32) return 1;
  if (value >= -0x80) return 2;
  if (value >= -0x8000) return 3;
  return value >= -0x80000000 ? 5 : 9;
}

/** Bytes of the shortest length field for `size` (0 where the header byte itself can hold it). */
export function shortestLength(kind: number, size: number): number {
  if (kind === kinds.map || kind === kinds.array) return size < 16 ? 0 : size < 0x10000 ? 2 : 4;
  if (kind === kinds.str && size < 32) return 0;
  if (kind === kinds.ext && (size === 1 || size === 2 || size === 4 || size === 8 || size === 16)) return 0;
  return size < 0x100 ? 1 : size < 0x10000 ? 2 : 4;
}
