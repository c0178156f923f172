'use client';
import { useSyncExternalStore } from 'react';

/** What the user chose, and what is shown: `system` follows the machine. Kept under `wiretone-theme`. */
export type ThemeChoice = 'light' | 'dark' | 'system';
export type ShownTheme = 'light' | 'dark';

const place = 'wiretone-theme';
const listeners = new Set<() => void>();
const machine = () => window.matchMedia('(prefers-color-scheme: light)');

/** The choice, from storage; `system` when there is none. */
function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(place);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function apply(): void {
  const choice = readChoice();
  const shown: ShownTheme = choice === 'system' ? (machine().matches ? 'light' : 'dark') : choice;
  document.documentElement.dataset.theme = shown;
  for (const listener of listeners) listener();
}

/** Stores the choice and shows it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(place);
    else localStorage.setItem(place, choice);
  } catch {
    // Storage may be refused: then the choice lives until the page is left.
    document.documentElement.dataset.theme = choice === 'light' ? 'light' : 'dark';
    for (const listener of listeners) listener();
    return;
  }
  apply();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const media = machine();
  media.addEventListener('change', apply);
  return () => {
    listeners.delete(listener);
    media.removeEventListener('change', apply);
  };
}

/** `shown` is `dark` on the server; the first script of the page sets the attribute before anything is painted. */
export function useTheme(): { choice: ThemeChoice; shown: ShownTheme } {
  const choice = useSyncExternalStore(subscribe, readChoice, () => 'system' as const);
  const shown = useSyncExternalStore(
    subscribe,
    () => (document.documentElement.dataset.theme === 'light' ? 'light' : 'dark'),
    () => 'dark' as const,
  );
  return { choice, shown };
}
