import type { Outline, OutlineStep } from './outline.ts';

/** The steps of the innermost list that `caret` is in, in the order of the text; those of the text itself where it is in no other. */
export function listAround({ steps }: Outline, caret: number): OutlineStep[] {
  const around = steps.filter(({ step }) => step.offset < caret && caret < step.end);
  // The innermost first: a step that holds none does not count.
  for (const { step, depth } of around.reverse()) {
    const inside = steps.filter(
      (each) => each.depth === depth + 1 && each.step.offset > step.offset && each.step.end < step.end,
    );
    if (inside.some((each) => each.step.offset <= caret)) return inside;
  }
  return steps.filter(({ depth }) => depth === 0);
}
