'use client';
import { useCallback, useRef } from 'react';
import { TitledDialog } from '../ui/titled-dialog.tsx';
import { ReadyMadeList } from './ready-made-list.tsx';

/** The list of them, over the page. */
export function ReadyMadeDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useCallback(() => dialog.current?.close(), []);
  return (
    <TitledDialog
      handle={dialog}
      title="Ready-made sessions"
      onClose={onClose}
      className="max-h-[92dvh] w-[min(640px,94vw)]"
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3">
        <p className="mb-3 text-fg2">Recorded with the built-in sandbox. Each opens as a session of its own.</p>
        <ReadyMadeList onOpened={close} />
      </div>
    </TitledDialog>
  );
}
