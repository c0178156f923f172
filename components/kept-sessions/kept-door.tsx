'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ConsoleState } from '@/lib/console/state.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { answerCommand } from '../workbench/page-commands.ts';

const KeptDialog = dynamic(() => import('./kept-dialog.tsx').then((module) => module.KeptDialog), { ssr: false });
const KeptNotes = dynamic(() => import('./kept-notes.tsx').then((module) => module.KeptNotes), { ssr: false });

/** The dialog, when somebody asks for it. */
export function KeptDoor() {
  const facade = useFacade();
  const [open, setOpen] = useState<{ naming: string | null } | null>(null);
  useEffect(() => answerCommand('showKept', () => setOpen({ naming: null })), []);
  useEffect(
    () =>
      answerCommand('nameSession', () => {
        const { kept, active } = facade.getState();
        setOpen({ naming: Object.entries(kept.onTabs).find(([, session]) => session === active)?.[0] ?? null });
      }),
    [facade],
  );
  return open !== null && <KeptDialog naming={open.naming} onClose={() => setOpen(null)} />;
}

/** What is to be said of the kept sessions, when there is something. */
export function KeptNotesDoor() {
  const wanted = useConsole(hasNews);
  return wanted && <KeptNotes />;
}

function hasNews({ kept, sessions }: ConsoleState): boolean {
  const { cut, deleted, stuck, place } = kept;
  return cut.length > 0 || deleted > 0 || stuck !== null || (place === 'memory' && sessions.length > 0);
}
