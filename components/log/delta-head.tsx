'use client';
import type { ReactNode } from 'react';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** Head of the deltas: what they are counted from, when that is one row, and the way back. */
export function DeltaHead({ children }: { children: ReactNode }) {
  const facade = useFacade();
  const zero = useConsole((state) => state.view.zero);
  if (zero === null) return children;
  return (
    <>
      <button
        type="button"
        title={`Milliseconds since #${zero}, negative before it. Press for those since the previous frame of the same direction`}
        className="zero-head"
        onClick={() => facade.toggleZero(null)}
      >
        Δ from #{zero}
      </button>
      {/* Where the head is not seen, the way back stands above the rows. */}
      <span className="zero-words">Δ from #{zero}</span>
    </>
  );
}
