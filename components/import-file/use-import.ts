'use client';
import { useCallback, useEffect, useState } from 'react';
import type { LookedFile, OpenedFile } from '@/lib/console/rooms/import-room.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { useFacade } from '../workbench/console-context.tsx';

export type Choice = { sockets: readonly { id: number; dialect: string }[]; redact: boolean };

export type Importing = {
  /** Which of the files. */
  at: number;
  file: File | undefined;
  looked: LookedFile | null;
  opened: OpenedFile | null;
  problem: Problem | null;
  busy: boolean;
  open: (choice: Choice) => void;
  stop: () => void;
  next: () => void;
};

/** One dialog's work: its files, one after the other. */
export function useImport(files: readonly File[]): Importing {
  const facade = useFacade();
  const [at, setAt] = useState(0);
  const [looked, setLooked] = useState<LookedFile | null>(null);
  const [opened, setOpened] = useState<OpenedFile | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(true);
  const file = files[at];
  useEffect(() => {
    let wanted = true;
    setLooked(null);
    setOpened(null);
    setProblem(null);
    setBusy(true);
    if (file === undefined) return;
    void facade.ask('import', { op: 'look', file, name: file.name }).then((answer) => {
      if (!wanted) return;
      setBusy(false);
      if (answer !== null && 'looked' in answer) setLooked(answer.looked);
      else if (answer !== null && 'code' in answer) setProblem(answer);
    });
    return () => {
      wanted = false;
      void facade.ask('import', { op: 'drop' });
    };
  }, [facade, file]);
  const open = useCallback(
    async ({ redact, sockets }: Choice) => {
      setBusy(true);
      const answer = await facade.ask('import', { op: 'open', sockets, redact });
      setBusy(false);
      if (answer !== null && 'opened' in answer) setOpened(answer.opened);
      else if (answer !== null && 'code' in answer) setProblem(answer);
    },
    [facade],
  );
  return {
    at,
    file,
    looked,
    opened,
    problem,
    busy,
    open: (choice) => void open(choice),
    stop: () => void facade.ask('import', { op: 'stop' }),
    next: () => setAt(at + 1),
  };
}
