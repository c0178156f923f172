/** What Fish Audio takes for text. Source: protocol reference D5, the service's price page. */
import type { Shown } from '../../session/entry.ts';
import type { Price } from '../dialect.ts';

const paidUsd = 15;
const says = 'list price of Fish Audio as of 2026-08-21; bills may differ';
/** On the list. A model that is not known is served as s2.1-pro, and so is none. */
const free = 's2.1-pro-free';
/** Known, and not on the list. */
const unlisted = ['drama-3-preview'];

/** By the header `model` of the upgrade. */
export function fishPrice(headers: readonly Shown[]): Price | null {
  const model = headers.find(({ name }) => name.toLowerCase() === 'model')?.value ?? '';
  if (unlisted.includes(model)) return null;
  return { perMillionBytesUsd: model === free ? 0 : paidUsd, says };
}
