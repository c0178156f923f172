'use client';
import { useEffect, useState } from 'react';
import type { Dialect } from '@/lib/dialects/dialect.ts';

/** The dialect of this id; null until its code is there (it comes after the first paint). */
export function useDialect(id: string | undefined): Dialect | null {
  const [dialect, setDialect] = useState<Dialect | null>(null);
  useEffect(() => {
    if (id === undefined) return;
    let wanted = true;
    void import('@/lib/dialects/registry.ts').then(({ dialectOf }) => {
      if (wanted) setDialect(dialectOf(id) ?? null);
    });
    return () => {
      wanted = false;
    };
  }, [id]);
  return dialect?.id === id ? dialect : null;
}
