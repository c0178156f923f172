'use client';
import { useSyncExternalStore } from 'react';

/** Panes whose size the user sets: widths, and for the drawer its height, px. */
export type SizedPane = 'compose' | 'inspect' | 'drawer' | 'lesson';
type Kept = Partial<Record<SizedPane, number>> & { shut?: boolean; tab?: string };

/** `first-script.ts` reads the same place before the first paint. */
const place = 'wiretone-sizes';
const listeners = new Set<() => void>();
/** Where storage is refused the choice lives as long as the page. */
let own: Kept = {};

/** Shows a size, without keeping it: for a drag that goes on. */
export function showSize(pane: SizedPane, size: number): void {
  document.documentElement.style.setProperty(`--set-${pane}`, `${size}px`);
}

/** Keeps a size; null is the one it began with. */
export function keepSize(pane: SizedPane, size: number | null): void {
  if (size === null) document.documentElement.style.removeProperty(`--set-${pane}`);
  else showSize(pane, size);
  keep({ [pane]: size ?? undefined });
}

export function isDrawerOpen(): boolean {
  return document.documentElement.dataset.drawer !== 'shut';
}

/** The tab chosen last; null before any was. */
export function drawerTab(): string | null {
  return read().tab ?? null;
}

/** Shut, only the bar of the drawer is left. */
export function setDrawerOpen(open: boolean): void {
  if (open) delete document.documentElement.dataset.drawer;
  else document.documentElement.dataset.drawer = 'shut';
  keep({ shut: open ? undefined : true });
}

/** Brings one of the drawer's tabs into sight. */
export function showInDrawer(tab: string): void {
  keep({ tab });
  setDrawerOpen(true);
}

/** `tab` is null while none was chosen. */
export function useDrawer(): { open: boolean; tab: string | null } {
  const open = useSyncExternalStore(subscribe, isDrawerOpen, () => true);
  const tab = useSyncExternalStore(subscribe, drawerTab, () => null);
  return { open, tab };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : own;
  } catch {
    return own;
  }
}

function keep(change: Kept): void {
  own = { ...read(), ...change };
  try {
    localStorage.setItem(place, JSON.stringify(own));
  } catch {
    // Nothing is lost but the wish.
  }
  for (const listener of listeners) listener();
}
