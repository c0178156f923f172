'use client';
import { createContext, useContext } from 'react';
import type { Dialect } from '@/lib/dialects/dialect.ts';

/** The protocol of the draft on show; null until its code is there. */
export const ShownDialect = createContext<Dialect | null>(null);

export function useShownDialect(): Dialect | null {
  return useContext(ShownDialect);
}
