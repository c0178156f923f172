/** The run's states, found again for the steps of the text as it is now. Pure. */

import type { Run, StepState } from '@/lib/console/state.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import type { Ran } from './actions.ts';
import { alignSteps } from './align-steps.ts';
import type { OutlineStep } from './outline.ts';

/** One per step, null where the step did not take part in the last run, or was changed since. */
export function statesOf(steps: readonly OutlineStep[], upstream: string, ran: Ran, run: Run): (StepState | null)[] {
  const told = spokenOf(ran, run);
  if (told === null || run.state === 'idle' || told.upstream !== upstream) return steps.map(() => null);
  const found = alignSteps(
    told.sources,
    steps.map((step) => step.own),
  );
  return found.map((index) => {
    const state = run.steps[index];
    return state === undefined || state.state === 'idle' ? null : state;
  });
}

/**
 * Why the last run failed, as long as it is true of what there is: a mistake in the text goes with the text, a missing connection
 * with the next one.
 */
export function failureOf(
  draft: { text: string; upstream: string },
  connected: boolean,
  ran: Ran,
  run: Run,
): Problem | null {
  const told = spokenOf(ran, run);
  if (run.problem === null || told === null || told.upstream !== draft.upstream) return null;
  if (connected && run.problem.code === 'not_connected') return null;
  return textCodes.has(run.problem.code) && told.text !== draft.text ? null : run.problem;
}

const textCodes: ReadonlySet<string> = new Set(['bad_jsonc', 'bad_step', 'bad_value']);

/** The text `run` speaks of; null for none that is still of interest. */
export function spokenOf(ran: Ran, run: Run): Ran | null {
  return run === ran.since ? ran.before : ran;
}

/** What a lens or list item says of a step: its state, and before that what a directive does. */
export function stateWords(step: OutlineStep, state: StepState | null): string {
  if (state === null) return step.says;
  return state.words === '' ? state.state : state.words;
}
