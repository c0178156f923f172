'use client';
import { FileOutput } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useConsole } from '../workbench/console-context.tsx';
import { answerCommand, askCommand } from '../workbench/page-commands.ts';

const ExportDialog = dynamic(() => import('./export-dialog.tsx').then((module) => module.ExportDialog), { ssr: false });

/** The dialog, when somebody asks for it and there is a session. */
export function ExportDoor() {
  const session = useConsole((state) => state.active);
  const [open, setOpen] = useState<string | null>(null);
  useEffect(() => answerCommand('exportSession', () => setOpen(session)), [session]);
  return open !== null && <ExportDialog session={open} onClose={() => setOpen(null)} />;
}

/** At the foot of the log. */
export function ExportButton() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title="This session as a file: recording, HAR, report, CSV, sound"
      onClick={() => askCommand('exportSession')}
      className="flex min-h-5 items-center gap-1 rounded-ctl border border-line2 px-1.5 text-fg hover:bg-bg3 narrow:min-h-9 narrow:px-3"
    >
      <FileOutput size={12} strokeWidth={2} aria-hidden="true" />
      Export
    </button>
  );
}
