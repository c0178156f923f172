/** Figures as text: value with unit, clock, price. */
import type { Figure, FigureClock, Unit } from '@/lib/timing/figure.ts';
import { grouped, msText } from '../ui/numbers.ts';

/** Short of a value: `–`, which is spoken as "cannot be told". */
export const noValue = '–';

/** `231 ms`, `46.4 ms`, `3.84 s`, `62,590 B`, `0.79`, `3`. */
export function valueText(value: number, unit: Unit): string {
  if (unit === 'ms') return `${Math.abs(value) < 100 ? msText(value) : grouped(value)} ms`;
  if (unit === 's') return `${value.toFixed(2)} s`;
  if (unit === 'B') return `${grouped(value)} B`;
  return unit === 'x' ? value.toFixed(2) : grouped(value);
}

export function figureText({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return value === null ? noValue : valueText(value, unit);
}

/** A difference with its sign: `+46.4 ms`. */
export function differenceText(value: number, unit: Unit): string {
  const text = valueText(value, unit);
  return value > 0 ? `+${text}` : text;
}

export const clockWords: Readonly<Record<FigureClock, string>> = {
  wire: 'wire clock',
  page: 'page clock',
  audio: 'audio clock',
};

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 0,
  maximumSignificantDigits: 2,
});

/** `$0.0008` for 53 bytes at 15 dollars a million. */
export function priceText(bytes: number, perMillionBytesUsd: number): string {
  return dollars.format((bytes * perMillionBytesUsd) / 1e6);
}
