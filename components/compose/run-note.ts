/** One line on the last run: how it ended, what held, and where it failed. Pure. */
import { grouped } from '@/components/ui/numbers.ts';
import { counted } from '@/lib/bytes/quantity.ts';
import type { Run, StepState } from '@/lib/console/state.ts';
import type { Ran } from './actions.ts';
import type { Outline } from './outline.ts';
import { failureOf, spokenOf, statesOf } from './step-states.ts';

/** `offset`: of the step that failed; `frame`: the state that names the entry it is about. Null where there is none. */
export type RunNote = { tone: 'done' | 'error'; words: string; offset: number | null; frame: StepState | null };

/**
 * Null while nothing ran, and where what ran is not what is on show: another text, another session. `live`: the session that was
 * asked for last.
 */
export function runNote(
  draft: { text: string; upstream: string },
  outline: Outline,
  { active, live, connected = false }: { active: string | null; live: string | null; connected?: boolean },
  ran: Ran,
  run: Run,
): RunNote | null {
  const told = spokenOf(ran, run);
  if (told === null || told.upstream !== draft.upstream || run.state === 'idle' || run.state === 'running') return null;
  const own = [live, told.shown ?? null, ...run.steps.map(({ session }) => session ?? null)];
  if (active !== null && live !== null && !own.includes(active)) return null;
  const states = statesOf(outline.steps, draft.upstream, ran, run);
  if (run.state !== 'failed') {
    return told.text === draft.text
      ? { tone: 'done', words: endWords(run, outline, states), offset: null, frame: null }
      : null;
  }
  const why = failureOf(draft, connected, ran, run);
  if (why === null) return null;
  // What holds others fails because of one inside.
  const at = states.findLastIndex((state) => state?.state === 'failed');
  const found = outline.steps[at];
  const state = states[at] ?? null;
  if (found === undefined || state === null) {
    if (told.text !== draft.text) return null;
    return { tone: 'error', words: `${why.title}: ${why.detail}`, offset: null, frame: null };
  }
  const missed = run.steps.filter(({ miss }) => miss !== undefined).length;
  const lead = missed === 0 ? why.title : `${counted(missed, 'expectation')} ${missed === 1 ? 'does' : 'do'} not hold`;
  const place = `line ${found.step.line}, step ${grouped(found.step.index + 1)} (${found.name})`;
  const frame = state.seq === undefined ? null : state;
  return {
    tone: 'error',
    words: `${lead}: ${place}: ${state.words}${run.fresh === undefined ? '' : '.'}${freshly(run)}`,
    offset: found.step.offset,
    frame,
  };
}

/** Why the open connection was not gone over. */
function freshly({ fresh }: Run): string {
  return fresh === undefined ? '' : ` ${fresh}`;
}

function endWords(run: Run, { steps }: Outline, states: readonly (StepState | null)[]): string {
  const done = run.steps.filter(({ state }) => state !== 'idle' && state !== 'skipped').length;
  if (run.state === 'stopped') {
    return `Stopped: ${grouped(done)} of ${counted(run.steps.length, 'step')} ${done === 1 ? 'is' : 'are'} done.`;
  }
  let held = 0;
  for (const [index, { step }] of steps.entries()) {
    if (step.kind === 'expect' && states[index]?.state === 'passed') held += step.expectations.length;
  }
  const holds = held === 0 ? '' : `, ${counted(held, 'expectation')} ${held === 1 ? 'holds' : 'hold'}`;
  return `Done: ${counted(done, 'step')}${holds}.${freshly(run)}`;
}
