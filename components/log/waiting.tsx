'use client';
import type { ReactNode } from 'react';
import { grouped } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';

/** Fewer are read within a moment. */
const many = 2000;

/** While entries come faster than they are read: how many wait, in the place of `children`, so that nothing else moves. */
export function Waiting({ children }: { children: ReactNode }) {
  const waits = useConsole(({ view }) => (view.waits < many ? 0 : view.waits));
  if (waits === 0) return children;
  return (
    <span
      className="min-w-0 grow basis-20 overflow-hidden text-ellipsis text-right"
      title="Entries that came faster than this page reads them: nothing is lost, rows and findings follow"
    >
      <span className="font-mono text-fg">{grouped(waits)}</span> waiting
    </span>
  );
}
