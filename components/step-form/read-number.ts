const written = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** What was typed into a number's field. `value` null: not a number, and nothing is written. `says`: what is wrong; null for nothing. */
export function readNumber(
  text: string,
  { integer, min, max }: { integer: boolean; min: number | null; max: number | null },
): { value: number | null; says: string | null } {
  const value = written.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return { value: null, says: 'a number is expected; the text keeps the value before' };
  const bounds = min !== null && max !== null ? `${min} to ${max}` : min !== null ? `${min} or more` : `${max} or less`;
  if ((min !== null && value < min) || (max !== null && value > max)) return { value, says: `outside of ${bounds}` };
  return { value, says: integer && !Number.isInteger(value) ? 'a whole number is expected' : null };
}

/** The number that is written exactly so; null for any other text (`007`, `1.`, `1e3`), which stays text. */
export function plainNumber(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) && String(value) === text ? value : null;
}
