'use client';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { whenIdle } from '../ui/when-idle.ts';
import { answerCommand } from '../workbench/page-commands.ts';

const ImportDialog = dynamic(() => import('./import-dialog.tsx').then((module) => module.ImportDialog), { ssr: false });
const DropSign = dynamic(() => import('./drop-sign.tsx').then((module) => module.DropSign), { ssr: false });

/** Takes files from everywhere; the dialog comes with the first of them. */
export function ImportDoor() {
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [dragging, setDragging] = useState(false);
  useEffect(() => answerCommand('openRecording', () => input.current?.click()), []);
  useEffect(() => {
    let stop = () => {};
    let isGone = false;
    const idle = whenIdle(async () => {
      const { watchPageFiles } = await import('./page-files.ts');
      if (!isGone) stop = watchPageFiles(setFiles, setDragging);
    });
    return () => {
      isGone = true;
      idle();
      stop();
    };
  }, []);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Recordings"
        onChange={({ target }) => {
          setFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
      {dragging && <DropSign />}
      {files.length > 0 && <ImportDialog files={files} onClose={() => setFiles([])} />}
    </>
  );
}
