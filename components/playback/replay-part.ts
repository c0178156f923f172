'use client';
import { useSyncExternalStore } from 'react';

/** The parts of the Replay tab. */
export type ReplayPart = 'page' | 'send' | 'serve';

let shown: ReplayPart = 'page';
const listeners = new Set<() => void>();

/** Which part the tab shows: for as long as the page lives. */
export function showReplayPart(part: ReplayPart): void {
  shown = part;
  for (const listener of listeners) listener();
}

export function useReplayPart(): ReplayPart {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
    () => shown,
  );
}
