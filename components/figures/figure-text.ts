/** Figures as text: value with unit, clock, price. */
import type { Unit } from '@/lib/timing/figure.ts';
import { clockWords, figureText, noValue, valueText } from '@/lib/timing/figure-text.ts';

export { clockWords, figureText, noValue, valueText };

type Spoken = { index: number; frames: number };

/** The turn that the first audio of a session is of; undefined while there is none. */
export function firstTurn<One extends Spoken>(turns: readonly One[]): One | undefined {
  return turns.find(({ frames }) => frames > 0) ?? turns[0];
}

/** Which turn that is: `turn 1 of 3`; nothing to say of a single one. */
export function turnWords(turns: readonly Spoken[]): string {
  const first = firstTurn(turns);
  return first === undefined || turns.length === 1 ? '' : `turn ${first.index} of ${turns.length}`;
}

/** A difference with its sign: `+46.4 ms`. */
export function differenceText(value: number, unit: Unit): string {
  const text = valueText(value, unit);
  // What rounds to nothing has no sign.
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `107 – 258 ms`: the unit once. */
export function rangeText({ least, most, unit }: { least: number | null; most: number | null; unit: Unit }): string {
  if (least === null || most === null) return noValue;
  const [from, to] = [valueText(least, unit), valueText(most, unit)];
  return `${from.replace(/ \S+$/, '')} – ${to}`;
}

/** Made when a price is first shown: loading it takes the page 15 ms. */
let dollars: Intl.NumberFormat | undefined;
function dollarFormat(): Intl.NumberFormat {
  dollars ??= new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 0,
    maximumSignificantDigits: 2,
  });
  return dollars;
}

/** `$0.0008` for 53 bytes at 15 dollars a million. */
export function priceText(bytes: number, perMillionBytesUsd: number): string {
  return dollarFormat().format((bytes * perMillionBytesUsd) / 1e6);
}
