'use client';
import { HardDrive, TriangleAlert } from 'lucide-react';
import { grouped } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';

/** In the foot of the log: which payloads of the session are on the disk, and what is wrong with that. Nothing while all is in memory. */
export function MemoryNote() {
  const { onDisk, problem } = useConsole((state) => state.memory);
  return (
    <>
      {onDisk > 0 && (
        <span
          className="flex items-center gap-1"
          title="Memory had no room for the payloads of these rows. They are read from the disk of this machine when they are looked at."
        >
          <HardDrive size={12} aria-hidden="true" />
          rows 1-<span className="font-mono text-fg">{grouped(onDisk)}</span> on disk
        </span>
      )}
      {problem !== null && (
        <span className="flex min-w-0 items-center gap-1 text-err" title={`${problem.detail}. ${problem.hint}`}>
          <TriangleAlert size={12} className="shrink-0" aria-hidden="true" />
          <span className="overflow-hidden text-ellipsis">{problem.title}</span>
        </span>
      )}
    </>
  );
}
