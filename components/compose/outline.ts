/** The steps of a text as the panels show them: where each is, what it is called, what it does. Pure. */
import type { Problem } from '@/lib/problem/problem.ts';
import { blocksRun, parseSteps, stepAmong } from '@/lib/scenario/parse-steps.ts';
import { grouped, type Step, stepName } from '@/lib/scenario/step.ts';

/** `source` is the step's own text: two steps with the same source are the same step to the reader. */
export type OutlineStep = {
  step: Step;
  source: string;
  /** Wire name of an event, `$wait` or `$until`. */
  name: string;
  /** What a directive does (no capital, no full stop); empty for an event. */
  says: string;
};
export type Outline = { steps: readonly OutlineStep[]; problems: readonly Problem[] };

let last: { text: string; outline: Outline } | null = null;

/**
 * Reads `text`. What cannot be read is in `problems`, with line and column; steps that can be read are listed all the same.
 * The last answer is kept: editor, lenses and panels ask for the same text one after the other.
 */
export function outlineOf(text: string): Outline {
  if (last?.text === text) return last.outline;
  const { steps, problems } = parseSteps(text);
  const outline = {
    steps: steps.map((step) => ({ step, source: text.slice(step.offset, step.end), ...words(step) })),
    problems,
  };
  last = { text, outline };
  return outline;
}

/** The step around the caret, else the one before it, else the first: the same choice as sending makes. */
export function stepUnder(outline: Outline, caret: number): OutlineStep | null {
  const chosen = stepAmong(
    outline.steps.map(({ step }) => step),
    caret,
  );
  return outline.steps.find(({ step }) => step === chosen) ?? null;
}

/**
 * How many mistakes there are to mend: what follows from one inside the same step is not counted again, outside of steps a line
 * counts once.
 */
export function mistakes({ steps, problems }: Outline): number {
  const places = problems.filter(blocksRun).map((each) => {
    const inside = stepWith(steps, each);
    return inside === null ? `line ${each.at?.line}` : `step ${inside.step.index}`;
  });
  return new Set(places).size;
}

/** The step a mistake of writing (`bad_jsonc`) lies in, when it began on an earlier line: it is still open there. */
export function openStep({ steps }: Outline, found: Problem): OutlineStep | null {
  const inside = found.code === 'bad_jsonc' ? stepWith(steps, found) : null;
  return inside === null || inside.step.line === found.at?.line ? null : inside;
}

/** The last step that begins before the problem's place. */
function stepWith(steps: readonly OutlineStep[], { at }: Problem): OutlineStep | null {
  const { line, column } = at ?? {};
  if (line === undefined || column === undefined) return null;
  const begun = steps.findLast(({ step }) => step.line < line || (step.line === line && step.column <= column));
  return begun?.step.kind === 'bad' ? begun : null;
}

function words(step: Step): { name: string; says: string } {
  switch (step.kind) {
    case 'wait':
      return { name: '$wait', says: `waits ${time(step.ms)}` };
    case 'until':
      return { name: '$until', says: `waits for ${step.event}, at most ${time(step.withinMs)}` };
    case 'idle':
      return {
        name: '$until',
        says: `waits for ${time(step.audioIdleMs)} without audio, at most ${time(step.withinMs)}`,
      };
    default:
      return { name: stepName(step), says: '' };
  }
}

/** `250 ms`, `1.5 s`, `10 s`. */
function time(ms: number): string {
  return ms < 1000 ? `${grouped(ms)} ms` : `${Math.round(ms) / 1000} s`;
}
