/** Times as files write them: in seconds or milliseconds of the epoch, as text, as -1, or not at all. Never NaN. */

/** From 1973 on; as milliseconds, until 5138. */
const [leastSeconds, leastMs, mostMs] = [1e8, 1e11, 1e14];

/** Epoch milliseconds of a number in either unit, told apart by its size; null for what is no such time. */
export function epochMs(value: unknown): { ms: number; unit: 'seconds' | 'milliseconds' } | null {
  if (typeof value !== 'number' || !(value >= leastSeconds) || value >= mostMs) return null;
  return value < leastMs ? { ms: value * 1000, unit: 'seconds' } : { ms: value, unit: 'milliseconds' };
}

/** Epoch milliseconds of an ISO date with time; null for what is no such text. */
export function isoMs(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
