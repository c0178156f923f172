import type { ItemPart } from '@/lib/audio/inspect/container-item.ts';

/** Parts of a frame that are alike and follow each other: one line of the list. A part that is like no neighbour is a run of one. */
export type PartRun = { first: ItemPart; parts: readonly ItemPart[] };

/** Fewer are not worth a fold. */
const fewest = 3;

/** Whole frames or packets with one title, three and more in a row, become one run; all else stands alone. In order. */
export function partRuns(parts: readonly ItemPart[]): PartRun[] {
  const runs: PartRun[] = [];
  for (let at = 0; at < parts.length; ) {
    let to = at + 1;
    while (to < parts.length && alike(parts[at] as ItemPart, parts[to] as ItemPart)) to++;
    const step = to - at < fewest ? 1 : to - at;
    runs.push({ first: parts[at] as ItemPart, parts: parts.slice(at, at + step) });
    at += step;
  }
  return runs;
}

/** A part that a chunk cuts says so, and stays in sight. */
function alike(a: ItemPart, b: ItemPart): boolean {
  const isWhole = (part: ItemPart) => part.begins === 'here' && part.ends === 'here';
  const folds = a.item.kind === 'frame' || a.item.kind === 'packet';
  return folds && isWhole(a) && isWhole(b) && a.item.kind === b.item.kind && a.item.title === b.item.title;
}
