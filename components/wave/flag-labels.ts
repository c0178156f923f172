/** A line where something happened, px from the left, and how wide its words are. */
export type Flag = { at: number; room: number };

/** Between a line and its words, and between words and the next line. */
const apartPx = 5;
const leastPx = 3;

/**
 * Where the words of each flag begin; null for those without room: they would lie on the next words, or be crossed by its line. Behind
 * their line, or before it where it is too near the right edge. Flags are in the order of their places.
 */
export function flagLabels(flags: readonly Flag[], width: number): (number | null)[] {
  let free = Number.NEGATIVE_INFINITY;
  return flags.map(({ at, room }, index) => {
    const before = Math.max(free, (flags[index - 1]?.at ?? Number.NEGATIVE_INFINITY) + apartPx);
    const behind = (flags[index + 1]?.at ?? Number.POSITIVE_INFINITY) - leastPx;
    const right = at + apartPx;
    const left = at - leastPx - room;
    const fitsRight = right >= free && right + room <= Math.min(width, behind);
    if (!fitsRight && (right + room <= width || left < before)) return null;
    const from = fitsRight ? right : left;
    free = from + room + apartPx + 1;
    return from;
  });
}
