'use client';
import { useDeferredValue, useSyncExternalStore } from 'react';
import { useFacade } from '@/components/workbench/console-context.tsx';
import { type Composer, composerOf } from './actions.ts';
import type { Draft } from './drafts.ts';
import type { Environment } from './environment.ts';

export function useComposer(): Composer {
  return composerOf(useFacade());
}

/** The draft on show, one step behind while typing is fast: panels may lag, the editor never does. */
export function useDraft(): Draft {
  const { drafts } = useComposer();
  return useDeferredValue(useSyncExternalStore(drafts.subscribe, drafts.get, drafts.get));
}

export function useNotice(): string | null {
  const composer = useComposer();
  return useSyncExternalStore(composer.subscribe, composer.notice, composer.notice);
}

export function useFiles(): ReadonlyMap<string, Uint8Array> {
  const composer = useComposer();
  return useSyncExternalStore(composer.subscribe, composer.files, composer.files);
}

/** Variables of the environment that was chosen; null for none. */
export function useEnvironment(): Environment | null {
  const composer = useComposer();
  return useSyncExternalStore(composer.subscribe, composer.environment, composer.environment);
}
