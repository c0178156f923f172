'use client';
import { useSyncExternalStore } from 'react';

/** Which rule is in the form: its id, or `new`; null for none. As long as the page lives. */
let open: string | null = null;
const listeners = new Set<() => void>();

export function openRuleForm(of: string | null): void {
  open = of;
  for (const listener of listeners) listener();
}

export function useRuleForm(): readonly [string | null, (of: string | null) => void] {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
    () => open,
  );
  return [shown, openRuleForm];
}
