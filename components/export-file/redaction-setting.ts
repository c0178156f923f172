'use client';
/** What is removed of what leaves the page, files and copies alike. On again with every load of the page. */
import { useSyncExternalStore } from 'react';
import type { RedactionOptions } from '@/lib/recording/redact/redactor.ts';

let setting: RedactionOptions = { secrets: true, referenceAudio: false };
const listeners = new Set<() => void>();

export function redactionSetting(): RedactionOptions {
  return setting;
}

export function setRedaction(change: Partial<RedactionOptions>): void {
  setting = { ...setting, ...change };
  for (const listener of listeners) listener();
}

export function useRedaction(): RedactionOptions {
  return useSyncExternalStore(subscribe, redactionSetting, redactionSetting);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
