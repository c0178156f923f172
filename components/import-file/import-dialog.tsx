'use client';
import { useCallback, useRef } from 'react';
import { grouped } from '@/lib/bytes/quantity.ts';
import { ReadyMadeList } from '../ready-made/ready-made-list.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { TitledDialog } from '../ui/titled-dialog.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { openedWords } from './import-words.ts';
import { LookedPart } from './looked-part.tsx';
import { useImport } from './use-import.ts';

/** A file on its way in: looked at, chosen from, opened; and what became of it. */
export function ImportDialog({ files, onClose }: { files: readonly File[]; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shows = useRef(false);
  const { at, file, looked, opened, problem, busy, open, stop, next } = useImport(files);
  const close = () => dialog.current?.close();
  const showLog = useCallback(() => {
    shows.current = true;
    dialog.current?.close();
  }, []);
  const more = files.length - at - 1;
  const isDone = !busy && (opened !== null || problem !== null);
  return (
    <TitledDialog
      handle={dialog}
      title={
        <>
          Open <VisibleText text={file?.name ?? ''} />
        </>
      }
      onClose={() => {
        onClose();
        // What was asked for is on show now; the button that asked may be gone with the empty log.
        if (opened !== null || shows.current) askCommand('focusLog');
      }}
      className="max-h-[92dvh] w-[min(640px,94vw)]"
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3">
        {busy && <Progress onStop={stop} />}
        {!busy && looked !== null && opened === null && (
          <LookedPart key={at} file={looked} onOpen={open} onShown={showLog} />
        )}
        {problem !== null && (
          <div role="alert">
            <ProblemCard problem={problem} showsCode={false} />
          </div>
        )}
        {/* There from the start: what is said in it is heard. */}
        <p role="status" className="[overflow-wrap:anywhere] empty:hidden">
          {opened !== null && openedWords(opened)}
        </p>
        {opened?.notes.map((note) => (
          <p key={note} className="mt-1 text-fg2 [overflow-wrap:anywhere]">
            <VisibleText text={note} />
          </p>
        ))}
        {isDone && (
          <div className="mt-4 flex flex-wrap gap-2">
            {more > 0 && <Button onClick={next}>Next file ({grouped(more)} more)</Button>}
            {problem !== null && (
              <Button
                onClick={() => {
                  close();
                  askCommand('openRecording');
                }}
              >
                Choose another file
              </Button>
            )}
            <Button primary autoFocus onClick={close}>
              Done
            </Button>
          </div>
        )}
        {!busy && opened === null && (
          <details className="mt-4">
            <summary className="min-h-6 cursor-pointer text-fg2 narrow:min-h-9">Or look at one of ours</summary>
            <div className="mt-2">
              <ReadyMadeList onOpened={showLog} />
            </div>
          </details>
        )}
      </div>
    </TitledDialog>
  );
}

function Progress({ onStop }: { onStop: () => void }) {
  const job = useConsole((state) => state.importing.job);
  const percent = job === null || job.of === 0 ? 0 : Math.min(100, Math.floor((job.done / job.of) * 100));
  const words = job?.step === 'opening' ? 'Opening' : 'Looking at the file';
  return (
    <div className="flex items-center gap-3">
      <label className="min-w-0 grow">
        <span>
          {words}: {percent}%
        </span>
        <progress value={percent} max={100} className="mt-1 block h-2 w-full accent-accent" />
      </label>
      <Button onClick={onStop}>Stop</Button>
    </div>
  );
}
