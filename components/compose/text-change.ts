/** How much of a text another one leaves. Pure. */

/** Less than this is soon typed anew. UTF-16 units. */
const little = 40;

/** True where most of `before` is gone: neither the part between what both begin and end with, nor its lines, are in `after`. */
export function differsMuch(before: string, after: string): boolean {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const most = Math.max(little, before.length / 2);
  if (before.length - head - tail < most) return false;
  const there = new Set(after.split('\n').map((line) => line.trim()));
  let gone = 0;
  for (const line of before.split('\n')) if (!there.has(line.trim())) gone += line.length + 1;
  return gone >= most;
}
