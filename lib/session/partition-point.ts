/** Where a list that is split in two changes over: the binary search behind every look-up in columns of ascending values. */

/**
 * How many of `count` places come first that fit; those that fit must stand before those that do not. So it is the index of the first
 * that does not fit, and one more than that of the last that does.
 */
export function partitionPoint(count: number, fits: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
