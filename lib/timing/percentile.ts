/** Percentiles by nearest rank: always a value that was measured, never one between two. */

/** The value at rank ceil(p / 100 * n) of the values in order; null for none. `p` from above 0 to 100. */
export function percentile(values: Float64Array | readonly number[], p: number): number | null {
  return rank(Float64Array.from(values).sort(), p);
}

/** The same of values that are already in ascending order. */
export function rank(ascending: Float64Array, p: number): number | null {
  if (ascending.length === 0) return null;
  const at = Math.ceil((p / 100) * ascending.length) - 1;
  return ascending[Math.min(ascending.length - 1, Math.max(0, at))] ?? null;
}
