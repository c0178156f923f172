/**
 * Which step of the text as it is now was which step of the text that ran, so that "sent #4" stays with its step while
 * others are added, and leaves a step that was changed.
 */

/** For each step of `now` its index in `ran`, or -1. Steps are compared by their source text, from both ends. */
export function alignSteps(ran: readonly string[], now: readonly string[]): number[] {
  const found: number[] = new Array(now.length).fill(-1);
  const shorter = Math.min(ran.length, now.length);
  let head = 0;
  while (head < shorter && ran[head] === now[head]) {
    found[head] = head;
    head++;
  }
  let tail = 0;
  while (tail < shorter - head && ran[ran.length - 1 - tail] === now[now.length - 1 - tail]) {
    found[now.length - 1 - tail] = ran.length - 1 - tail;
    tail++;
  }
  return found;
}
