'use client';
import { useCallback, useEffect, useState } from 'react';
import type { Pair } from '@/lib/diff/session-diff.ts';
import { useFacade } from '../workbench/console-context.tsx';

const windowRows = 120;
type Window = { of: string; from: number; rows: readonly Pair[] };
const nothing: Window = { of: '', from: 0, rows: [] };

/** The events in sight, asked of the worker as they come into it. `number`: which comparison. */
export function useRows(number: number, all: boolean) {
  const facade = useFacade();
  const of = `${number} ${all}`;
  const [shown, setShown] = useState(nothing);
  const [wanted, setWanted] = useState(0);
  useEffect(() => {
    let left = false;
    void facade.ask('compare', { op: 'rows', from: wanted, count: windowRows, all }).then((answer) => {
      if (!left && answer !== null && 'rows' in answer) setShown({ of, ...answer });
    });
    return () => {
      left = true;
    };
  }, [facade, of, all, wanted]);
  const onRange = useCallback((from: number, to: number) => {
    // Begins a third before what is in sight, and only anew where that leaves it.
    setWanted((now) =>
      from >= now && to <= now + windowRows && (now === 0 || from > now)
        ? now
        : Math.max(0, from - Math.floor(windowRows / 3)),
    );
  }, []);
  const rowAt = (index: number): Pair | undefined => (shown.of === of ? shown.rows[index - shown.from] : undefined);
  return { rowAt, onRange };
}
