'use client';
import { useCallback, useEffect, useState } from 'react';
import { servedRecordings } from '@/lib/console/browser/served-recordings.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import type { Loaded } from '@/lib/sandbox/replay/shelf.ts';

/** Clients come without the page: it looks so often while it is looked at. */
const lookEveryMs = 1_000;

export type Served = {
  list: readonly Loaded[];
  /** Why the list could not be had; the last one stays. */
  problem: Problem | null;
  look: () => Promise<void>;
};

/** What the server serves, kept fresh as long as this is mounted. */
export function useServed(): Served {
  const [list, setList] = useState<readonly Loaded[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const look = useCallback(async () => {
    const found = await servedRecordings();
    if ('code' in found) setProblem(found);
    else {
      setProblem(null);
      // The same list again is no reason to draw it again.
      setList((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
    }
  }, []);
  const some = list.length > 0;
  useEffect(() => {
    void look();
    if (!some) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void look();
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [look, some]);
  return { list, problem, look };
}
