'use client';
import { useMemo, useRef, useState } from 'react';
import { faultsWrong } from '@/lib/faults/fit.ts';
import { Button } from '../ui/button.tsx';
import { TitledDialog } from '../ui/titled-dialog.tsx';
import { FaultChoice } from './fault-choice.tsx';

/** What is to go wrong, for the connections named by `of`. What cannot be read is not taken. */
export function FaultDialog({
  text,
  of,
  dialect,
  sandbox,
  onText,
  onClose,
}: {
  text: string;
  of: string;
  dialect: string;
  sandbox: boolean;
  onText: (text: string) => void;
  onClose: () => void;
}) {
  const handle = useRef<HTMLDialogElement>(null);
  const [draft, setDraft] = useState(text);
  const problem = useMemo(() => faultsWrong(draft.trim(), { dialect, sandbox }), [draft, dialect, sandbox]);
  const take = () => {
    onText(draft.trim());
    handle.current?.close();
  };
  return (
    <TitledDialog
      handle={handle}
      title={`Faults for ${of}`}
      onClose={onClose}
      className="h-[min(760px,calc(100dvh-32px))] w-[min(860px,calc(100vw-24px))]"
    >
      <div className="min-h-0 grow overflow-y-auto px-4 py-3">
        <p className="mb-2 max-w-[90ch] text-fg2">
          Broken on purpose, so that you see what a client makes of it. Several work together. Each act is a mark in the
          log; <code className="font-mono text-code">seed:7</code> among them makes a run the same again.
        </p>
        <FaultChoice text={draft} problem={problem} dialect={dialect} sandbox={sandbox} onText={setDraft} />
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-t px-4 py-2.5">
        <Button primary disabled={problem !== null} onClick={take}>
          {draft.trim() === '' ? 'No faults' : 'Use these faults'}
        </Button>
        <Button disabled={draft === ''} onClick={() => setDraft('')}>
          Clear
        </Button>
        <Button className="ml-auto" onClick={() => handle.current?.close()}>
          Cancel
        </Button>
      </div>
    </TitledDialog>
  );
}
