'use client';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { ConsoleState } from '@/lib/console/state.ts';

const ConsoleContext = createContext<ConsoleFacade | null>(null);

/** Hands one console to everything below it. */
export function ConsoleProvider({ console, children }: { console: ConsoleFacade; children: ReactNode }) {
  return <ConsoleContext value={console}>{children}</ConsoleContext>;
}

/** The console's verbs. Throws outside a `ConsoleProvider`. */
export function useFacade(): ConsoleFacade {
  const facade = useContext(ConsoleContext);
  if (facade === null) throw new Error('useFacade needs a ConsoleProvider above it');
  return facade;
}

/**
 * One part of the console's state; the component renders again only when that part changes. `selector` must pick
 * something that is in the state, or a primitive made of it: a fresh object each time would never settle.
 */
export function useConsole<Part>(selector: (state: ConsoleState) => Part): Part {
  const facade = useFacade();
  const read = () => selector(facade.getState());
  return useSyncExternalStore(facade.subscribe, read, read);
}
