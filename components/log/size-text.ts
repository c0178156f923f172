import type { SizeRange } from '@/lib/console/state.ts';
import { bytesText } from '../ui/numbers.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1000,
  kib: 1024,
  m: 1_000_000,
  mb: 1_000_000,
  mib: 1024 * 1024,
};

/** Bytes of a size as people write it: `512`, `1k` (1,000), `1.5 MB`, `4 KiB` (4,096), `1,000 B`. Null for what is none. */
export function readSize(text: string): number | null {
  const [, digits = '', unit = ''] = /^([\d,]*\.?\d+) ?([a-z]*)$/.exec(text.trim().toLowerCase()) ?? [];
  const factor = units[unit];
  const number = Number(digits.replaceAll(',', ''));
  if (digits === '' || factor === undefined || !Number.isFinite(number)) return null;
  return Math.round(number * factor);
}

/** `from 1,000 B`, `up to 100 B`, `from 1 to 20 B`; null for any size. */
export function sizeWords(size: SizeRange | null | undefined): string | null {
  if (!size) return null;
  const { min, max } = size;
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? 'any frame' : `from ${bytesText(min)}`;
  return min === 0 ? `up to ${bytesText(max)}` : `from ${bytesText(min)} to ${bytesText(max)}`;
}

/**
 * The range of two fields, an empty one being open; `bad` names those that cannot be read, and both where no size is in between. Both
 * empty: null, any size.
 */
export function readRange(from: string, to: string): { size: SizeRange | null; bad: readonly ('from' | 'to')[] } {
  const min = from.trim() === '' ? 0 : readSize(from);
  const max = to.trim() === '' ? Number.POSITIVE_INFINITY : readSize(to);
  if (min === null || max === null) {
    return {
      size: null,
      bad: [...(min === null ? (['from'] as const) : []), ...(max === null ? (['to'] as const) : [])],
    };
  }
  if (min > max) return { size: null, bad: ['from', 'to'] };
  return { size: from.trim() === '' && to.trim() === '' ? null : { min, max }, bad: [] };
}
