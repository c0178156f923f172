import type { Node } from 'jsonc-parser';
import type { Step } from '@/lib/scenario/step.ts';
import type { Drafts } from '../compose/drafts.ts';

/** Where a session's text says which audio format it asks for: UTF-16 offsets of the value with its quotes. */
export type FormatPlace = { value: string; offset: number; end: number };

/** The first text value called `format` in the first event that has one, at most two levels down; null for none. */
export function formatPlace(steps: readonly Step[]): FormatPlace | null {
  for (const step of steps) {
    const found = step.kind === 'event' ? formatIn(step.node, 2) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Writes another format there: the editor stays the truth. Nothing happens where the text has changed since it was looked at. */
export function writeFormat(drafts: Pick<Drafts, 'get' | 'replace'>, place: FormatPlace, format: string): void {
  const { text, caret } = drafts.get();
  if (text.slice(place.offset, place.end) !== JSON.stringify(place.value)) return;
  const value = JSON.stringify(format);
  const grown = value.length - (place.end - place.offset);
  const next = text.slice(0, place.offset) + value + text.slice(place.end);
  drafts.replace(next, caret >= place.end ? caret + grown : Math.min(caret, place.offset + value.length), 'page');
}

function formatIn(node: Node, levels: number): FormatPlace | null {
  if (node.type !== 'object' || levels === 0) return null;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    if (key.value === 'format' && value.type === 'string')
      return { value: String(value.value), offset: value.offset, end: value.offset + value.length };
    const inside = formatIn(value, levels - 1);
    if (inside !== null) return inside;
  }
  return null;
}
