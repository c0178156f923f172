/** A figure as text: value with unit. */
import { grouped } from '../bytes/quantity.ts';
import type { Figure, FigureClock, Unit } from './figure.ts';

/** Short of a value: `–`, which is spoken as "cannot be told". */
export const noValue = '–';

/** `231 ms`, `46.4 ms`, `46 ms` for what is whole, `3.84 s`, `62,590 B`, `0.79`, `3`. */
export function valueText(value: number, unit: Unit): string {
  if (unit === 'ms') return `${Math.abs(value) < 100 && !Number.isInteger(value) ? fixed(value, 1) : whole(value)} ms`;
  if (unit === 's') return `${fixed(value, 2)} s`;
  if (unit === 'B') return `${whole(value)} B`;
  return unit === 'x' ? fixed(value, 2) : whole(value);
}

export function figureText({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return value === null ? noValue : valueText(value, unit);
}

export const clockWords: Readonly<Record<FigureClock, string>> = {
  wire: 'wire clock',
  page: 'page clock',
  audio: 'audio clock',
};

function whole(value: number): string {
  // `-0` is written `0`.
  return grouped(Math.round(value));
}

/** What rounds to nothing has no sign. */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}
