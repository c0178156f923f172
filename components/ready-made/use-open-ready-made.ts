'use client';
import { useCallback, useState } from 'react';
import type { Problem } from '@/lib/problem/problem.ts';
import { useFacade } from '../workbench/console-context.tsx';
import { focusRecord } from './focus-record.ts';
import { openReadyMade } from './open-ready-made.ts';

/** Opens on one click: `problem` is why the last one did not come. Once one is on show the log has the focus. */
export function useOpenReadyMade(onOpened: () => void = () => {}): {
  open: (id: string) => void;
  problem: Problem | null;
} {
  const facade = useFacade();
  const [problem, setProblem] = useState<Problem | null>(null);
  const open = useCallback(
    async (id: string) => {
      const why = await openReadyMade(facade, id);
      setProblem(why);
      if (why !== null) return;
      onOpened();
      // The button is gone with the empty log, or with its dialog.
      focusRecord();
    },
    [facade, onOpened],
  );
  return { open: (id) => void open(id), problem };
}
