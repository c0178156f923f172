const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };
/** A day. */
export const longestMs = 24 * 3600 * 1000;

/**
 * Milliseconds of `"200ms"`, `"1.5 s"`, `"2min"` or a plain number of milliseconds. Null for anything else, for negative
 * values and for more than a day.
 */
export function durationMs(value: unknown): number | null {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? parse(value) : Number.NaN;
  return Number.isFinite(ms) && ms >= 0 && ms <= longestMs ? ms : null;
}

function parse(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min)?$/.exec(text.trim());
  if (match === null) return Number.NaN;
  return Number(match[1]) * (units[match[2] ?? 'ms'] as number);
}
