'use client';
import { useSyncExternalStore } from 'react';
import type { ConsoleState } from '@/lib/console/state.ts';
import type { TapPlace } from './tap-address.ts';

/** The parts of the Tap tab. */
export type TapPart = 'connections' | 'client' | 'hold';

type Choice = {
  part: TapPart;
  /** Null: the one of the connection bar. */
  upstream: string | null;
  name: string;
  /** `a+b@2s`, empty for none. */
  faults: string;
  /** Id of the setup card on show; null: the first. */
  card: string | null;
};

let chosen: Choice = { part: 'connections', upstream: null, name: '', faults: '', card: null };
const listeners = new Set<() => void>();

/** What is chosen in the tab: for as long as the page lives. */
export function chooseTap(change: Partial<Choice>): void {
  chosen = { ...chosen, ...change };
  for (const listener of listeners) listener();
}

export function tapChoice(): Choice {
  return chosen;
}

export function useTapChoice(): Choice {
  return useSyncExternalStore(subscribe, tapChoice, tapChoice);
}

/** The chosen address. An upstream that is gone, such as a recording that is no longer served, gives way to that of the bar. */
export function tapPlace({ upstreams, upstream }: Pick<ConsoleState, 'upstreams' | 'upstream'>, of = chosen): TapPlace {
  const wanted = upstreams.some(({ id }) => id === of.upstream) ? of.upstream : null;
  return { upstream: wanted ?? upstream, name: of.name, faults: of.faults };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
