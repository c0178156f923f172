'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ConsoleState } from '@/lib/console/state.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { answerCommand } from '../workbench/page-commands.ts';

const KeptDialog = dynamic(() => import('./kept-dialog.tsx').then((module) => module.KeptDialog), { ssr: false });
const KeptNotes = dynamic(() => import('./kept-notes.tsx').then((module) => module.KeptNotes), { ssr: false });

/** The dialog, when somebody asks for it. */
export function KeptDoor() {
  const [open, setOpen] = useState(false);
  useEffect(() => answerCommand('showKept', () => setOpen(true)), []);
  return open && <KeptDialog onClose={() => setOpen(false)} />;
}

/** What is to be said of the kept sessions, when there is something. */
export function KeptNotesDoor() {
  const wanted = useConsole(hasNews);
  return wanted && <KeptNotes />;
}

function hasNews({ kept, sessions }: ConsoleState): boolean {
  const { cut, stuck, place } = kept;
  return cut.length > 0 || stuck !== null || (place === 'memory' && sessions.length > 0);
}
