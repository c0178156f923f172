/** Which problems of a text keep it from being run, and which of its steps a place in it belongs to. */
import type { Problem } from '../problem/problem.ts';
import type { Step } from './step.ts';

/** True for problems that keep the whole text from being run. */
export function blocksRun(p: Problem): boolean {
  return !p.code.startsWith('W_');
}

/**
 * Of steps in the order of the text, those inside others too: the innermost around `offset`, else the one that its line begins
 * with (the blanks in front of a step belong to it), else the last one before it, else the first.
 */
export function stepAmong(steps: readonly Step[], offset: number): Step | null {
  const at = steps.findLastIndex((step) => step.offset <= offset);
  const before = steps[at];
  if (before !== undefined && offset <= before.end) return before;
  // Between steps: of those inside the same one (if it is inside of one) the last that is over.
  const around = steps.findLast((step) => step.offset <= offset && offset <= step.end);
  const over = steps
    .filter((step) => step.end < offset && step.offset >= (around?.offset ?? 0))
    .reduce<Step | undefined>((last, step) => (last === undefined || step.end > last.end ? step : last), undefined);
  const next = steps[at + 1];
  if (next === undefined || (around !== undefined && next.offset > around.end)) return around ?? over ?? null;
  const lineStart = next.offset - (next.column - 1);
  if (lineStart <= offset && (over === undefined || over.end < lineStart)) return next;
  return over ?? next;
}
