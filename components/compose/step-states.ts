/** The run's states, found again for the steps of the text as it is now. Pure. */
import type { Run, StepState } from '@/lib/console/state.ts';
import type { Ran } from './actions.ts';
import { alignSteps } from './align-steps.ts';
import type { OutlineStep } from './outline.ts';

/** One per step, null where the step did not take part in the last run, or was changed since. */
export function statesOf(steps: readonly OutlineStep[], upstream: string, ran: Ran, run: Run): (StepState | null)[] {
  if (run.state === 'idle' || ran.upstream !== upstream) return steps.map(() => null);
  const found = alignSteps(
    ran.sources,
    steps.map((step) => step.source),
  );
  return found.map((index) => {
    const state = run.steps[index];
    return state === undefined || state.state === 'idle' ? null : state;
  });
}

/** What a lens or list item says of a step: its state, and before that what a directive does. */
export function stateWords(step: OutlineStep, state: StepState | null): string {
  if (state === null) return step.says;
  return state.words === '' ? state.state : state.words;
}
