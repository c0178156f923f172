import { counted } from '@/lib/bytes/quantity.ts';
import { visible } from '@/lib/bytes/visible.ts';
import { noFilter } from '@/lib/console/initial-state.ts';
import type { Filter, Hides } from '@/lib/console/state.ts';
import { sizeWords } from './size-text.ts';

/** A part of the filter that is in use: in words, and what to set to drop it. */
export type PartWords = { name: keyof Hides; words: string; none: Partial<Filter> };

/** The parts in use, in the order in which they are asked. */
export function partsOf({ dir, hidden, onlyProblems, size, text }: Filter): PartWords[] {
  const range = sizeWords(size);
  const parts: PartWords[] = [];
  if (dir !== 'both')
    parts.push({ name: 'dir', words: `${dir === 'sent' ? 'OUT' : 'IN'} only`, none: { dir: 'both' } });
  if (hidden.length > 0) {
    const words =
      hidden.length === 1 ? `no ${visible(hidden[0] as string).slice(0, 40)}` : `${counted(hidden.length, 'kind')} off`;
    parts.push({ name: 'kinds', words, none: { hidden: noFilter.hidden } });
  }
  if (onlyProblems)
    parts.push({ name: 'problems', words: 'problems and findings only', none: { onlyProblems: false } });
  if (range !== null) parts.push({ name: 'size', words: `size ${range}`, none: { size: null } });
  if (text.trim() !== '') parts.push({ name: 'text', words: `“${visible(text).slice(0, 80)}”`, none: { text: '' } });
  return parts;
}
