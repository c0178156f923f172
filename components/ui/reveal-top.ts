/**
 * Where a list must be scrolled to for a row to be seen, px from its top; null where it may stay. `middle`: a row out of sight, or in
 * the first or last line in sight, is brought to the middle, with what stands around it.
 */
export function revealTop(
  top: number,
  rowHeight: number,
  scrolled: number,
  height: number,
  where: 'near' | 'middle',
): number | null {
  const edge = where === 'middle' && height >= 4 * rowHeight ? rowHeight : 0;
  const isAbove = top < scrolled + edge;
  const isBelow = top + rowHeight > scrolled + height - edge;
  if (!isAbove && !isBelow) return null;
  if (where === 'middle') return Math.max(0, top - (height - rowHeight) / 2);
  return isAbove ? top : top + rowHeight - height;
}
