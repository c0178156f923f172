'use client';
import { useSyncExternalStore } from 'react';
import { randomId, realClock } from '@/lib/clock/real.ts';
import { openRecords } from '@/lib/console/browser/record-store.ts';
import { createLibrary, type Former, isKeptScenario, type KeptScenario, type Library } from './kept-scenarios.ts';

let library: Library | null = null;

/** The one library of the page. */
export function pageLibrary(): Library {
  library ??= createLibrary({
    store: openRecords('wiretone-scenarios', isKeptScenario),
    newId: randomId,
    now: () => realClock.wall(),
  });
  return library;
}

const none: readonly KeptScenario[] = [];

export function useKept(): readonly KeptScenario[] {
  const { subscribe, list } = pageLibrary();
  return useSyncExternalStore(subscribe, list, () => none);
}

export function useFormer(): Former | null {
  const { subscribe, former } = pageLibrary();
  return useSyncExternalStore(subscribe, former, () => null);
}

export function useLasting(): boolean {
  const { subscribe, lasting } = pageLibrary();
  return useSyncExternalStore(subscribe, lasting, () => true);
}

/** By draft: what was opened or saved last, so that it can be saved again under its name. */
const opened = new Map<string, { name: string; group: string }>();
export const rememberOpened = (upstream: string, called: { name: string; group: string }) =>
  opened.set(upstream, { name: called.name, group: called.group });
export const openedLast = (upstream: string) => opened.get(upstream) ?? null;
