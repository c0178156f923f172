'use client';
import { grouped } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';

/** Fewer are read within a moment. */
const many = 2000;

/** While entries come faster than they are read. */
export function Waiting() {
  const waits = useConsole(({ view }) => (view.waits < many ? 0 : view.waits));
  if (waits === 0) return null;
  return (
    <span title="Entries that came faster than this page reads them: nothing is lost, rows and findings follow">
      <span className="font-mono text-fg">{grouped(waits)}</span> wait to be read
    </span>
  );
}
