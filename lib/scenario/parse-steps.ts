/** Text to its steps, for those who do not need what stands around them; and which step a place of the text belongs to. */
import type { Problem } from '../problem/problem.ts';
import { parseScenario } from './parse-scenario.ts';
import type { Step } from './step.ts';

export type { Step };

export type ParsedSteps = {
  steps: readonly Step[];
  /** In the order of the text. `bad_*` codes keep a run from starting; `W_*` are notes. */
  problems: readonly Problem[];
};

/** The steps of `text` that stand in no other. Never throws. */
export function parseSteps(text: string): ParsedSteps {
  const { steps, problems } = parseScenario(text);
  return { steps, problems };
}

/** True for problems that keep the whole text from being run. */
export function blocksRun(p: Problem): boolean {
  return !p.code.startsWith('W_');
}

/** The innermost step that holds `offset`, or the nearest one before it on the way up the text; null when there is none. */
export function stepAt(text: string, offset: number): Step | null {
  return stepAmong(parseScenario(text).all, offset);
}

/**
 * The same over steps already read, in the order of the text: the innermost step around `offset`, else the one that its line begins
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
