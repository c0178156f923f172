'use client';
import { useState } from 'react';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { useFacade } from './console-context.tsx';

const kept = new WeakMap<ConsoleFacade, Map<string, unknown>>();

/** `useState` that outlives its component: what was set under this name is there again when its tab is. As long as the page lives. */
export function useKept<Value>(name: string, initial: Value): readonly [Value, (value: Value) => void] {
  const facade = useFacade();
  const values = kept.get(facade) ?? new Map<string, unknown>();
  kept.set(facade, values);
  const [value, setValue] = useState(() => (values.has(name) ? (values.get(name) as Value) : initial));
  const set = (to: Value) => {
    values.set(name, to);
    setValue(to);
  };
  return [value, set];
}
