'use client';
import { useDeferredValue, useMemo, useSyncExternalStore } from 'react';
import { useConsole, useFacade } from '@/components/workbench/console-context.tsx';
import type { StepState } from '@/lib/console/state.ts';
import { KeyRef } from '@/lib/dialects/dialect.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';
import { type Composer, composerOf, type Ran } from './actions.ts';
import type { Draft } from './drafts.ts';
import { type Outline, outlineOf } from './outline.ts';
import { failureOf, statesOf } from './step-states.ts';

export function useComposer(): Composer {
  return composerOf(useFacade());
}

/** The draft on show, one step behind while typing is fast: panels may lag, the editor never does. */
export function useDraft(): Draft {
  const { drafts } = useComposer();
  return useDeferredValue(useSyncExternalStore(drafts.subscribe, drafts.get, drafts.get));
}

const noOutline: Outline = { steps: [], problems: [] };

export function useOutline(): Outline {
  const { text, upstream } = useDraft();
  // Before the first draft is there nothing is wrong with it.
  return useMemo(() => (upstream === '' ? noOutline : outlineOf(text)), [text, upstream]);
}

export function useNotice(): string | null {
  const composer = useComposer();
  return useSyncExternalStore(composer.subscribe, composer.notice, composer.notice);
}

export function useFiles(): ReadonlyMap<string, Uint8Array> {
  const composer = useComposer();
  return useSyncExternalStore(composer.subscribe, composer.files, composer.files);
}

/** The state of each step of the outline. */
export function useStepStates(outline: Outline): (StepState | null)[] {
  const composer = useComposer();
  const { upstream } = useDraft();
  const run = useConsole((state) => state.run);
  const ran: Ran = useSyncExternalStore(composer.subscribe, composer.ran, composer.ran);
  return useMemo(() => statesOf(outline.steps, upstream, ran, run), [outline, upstream, ran, run]);
}

/** Why the last run failed, while that is true of the draft. */
export function useFailure(): Problem | null {
  const composer = useComposer();
  const draft = useDraft();
  const connected = useConsole(({ connection: { phase } }) => phase === 'dialling' || phase === 'open');
  const run = useConsole((state) => state.run);
  const ran: Ran = useSyncExternalStore(composer.subscribe, composer.ran, composer.ran);
  return failureOf(draft, connected, ran, run);
}

/** Files and key as the sender would have them: sandboxes take their public word where no key was typed. */
export function useSupplies(): Supplies {
  const files = useFiles();
  const key = useConsole((state) => state.key);
  const sandbox = useConsole((state) => state.upstreams.find(({ id }) => id === state.upstream)?.sandbox ?? false);
  return useMemo(
    () => ({ files, key: key === null ? (sandbox ? 'sandbox' : null) : new KeyRef(key.handle, key.length) }),
    [files, key, sandbox],
  );
}
