'use client';
import { useMemo, useSyncExternalStore } from 'react';
import { useConsole } from '@/components/workbench/console-context.tsx';
import type { StepState } from '@/lib/console/state.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';
import type { Ran } from './actions.ts';
import { useComposer, useDraft, useEnvironment, useFiles } from './composer-hooks.ts';
import { noOutline, type Outline, outlineOf } from './outline.ts';
import { type RunNote, runNote } from './run-note.ts';
import { statesOf } from './step-states.ts';
import { suppliesOf } from './supplies-of.ts';

export function useOutline(): Outline {
  const { text, upstream } = useDraft();
  const environment = useEnvironment();
  // Before the first draft is there nothing is wrong with it.
  return useMemo(
    () => (upstream === '' ? noOutline : outlineOf(text, environment?.variables)),
    [text, upstream, environment],
  );
}

/** The state of each step of the outline. */
export function useStepStates(outline: Outline): (StepState | null)[] {
  const composer = useComposer();
  const { upstream } = useDraft();
  const run = useConsole((state) => state.run);
  const ran: Ran = useSyncExternalStore(composer.subscribe, composer.ran, composer.ran);
  return useMemo(() => statesOf(outline.steps, upstream, ran, run), [outline, upstream, ran, run]);
}

/** How the last run ended, while that is true of the text and the session on show. */
export function useRunNote(outline: Outline): RunNote | null {
  const composer = useComposer();
  const draft = useDraft();
  const connected = useConsole(({ connection: { phase } }) => phase === 'dialling' || phase === 'open');
  const run = useConsole((state) => state.run);
  const active = useConsole((state) => state.active);
  const live = useConsole((state) => state.live?.session ?? null);
  const ran: Ran = useSyncExternalStore(composer.subscribe, composer.ran, composer.ran);
  return useMemo(
    () => runNote(draft, outline, { active, live, connected }, ran, run),
    [draft, outline, active, live, connected, ran, run],
  );
}

/** Files and key as the sender would have them. */
export function useSupplies(): Supplies {
  const files = useFiles();
  const key = useConsole((state) => state.key);
  const upstreams = useConsole((state) => state.upstreams);
  const upstream = useConsole((state) => state.upstream);
  return useMemo(() => suppliesOf({ key, upstreams, upstream }, files), [files, key, upstreams, upstream]);
}
