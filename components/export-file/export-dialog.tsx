'use client';
import { useEffect, useId, useRef, useState } from 'react';
import type { ExportView } from '@/lib/console/rooms/export-room.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { TitledDialog } from '../ui/titled-dialog.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { removedWords, staysWords } from './export-words.ts';
import { fileFormats } from './file-formats.ts';
import { setRedaction, useRedaction } from './redaction-setting.ts';
import { RemovalPreview } from './removal-preview.tsx';
import { useExport } from './use-export.ts';
import { type FileFormat, setWantedFormat, wantedFormat } from './wanted-format.ts';

/** A session as a file: which format, what is removed on the way out, and what became of it. */
export function ExportDialog({ session, onClose }: { session: string; onClose: () => void }) {
  const facade = useFacade();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useConsole((state) => state.sessions.find(({ id }) => id === session)?.title ?? '');
  const job = useConsole((state) => state.exporting.job);
  const redact = useRedaction();
  const [format, setFormat] = useState(wantedFormat);
  const { preview, busy, said, problem, make, cancel } = useExport(session);
  const save = useRef<HTMLButtonElement>(null);
  // The format was chosen where this was opened: what is left is to save.
  useEffect(() => save.current?.focus(), []);

  const isSound = format.startsWith('audio-');
  const choose = (to: FileFormat) => {
    setWantedFormat(to);
    setFormat(to);
  };
  const go = (seq: number) => {
    dialog.current?.close();
    facade.setFollow(false);
    facade.select(seq);
    askCommand('rowPicked');
    askCommand('focusLog');
  };
  return (
    <TitledDialog
      handle={dialog}
      title={
        <>
          Export <VisibleText text={title} />
        </>
      }
      onClose={onClose}
      className="max-h-[92dvh] w-[min(720px,94vw)]"
    >
      <div className="min-h-0 overflow-y-auto px-4 py-3">
        <Formats chosen={format} onChoose={choose} />
        <h3 className="mt-4 mb-1 font-semibold">What leaves</h3>
        {isSound ? (
          <p className="text-fg2">Sound alone: no text, no address, no header is in this file.</p>
        ) : (
          <>
            <Tick
              label="Remove secrets"
              about={removedWords}
              checked={redact.secrets}
              onChange={(secrets) => setRedaction({ secrets })}
            />
            <Tick
              label="Drop the audio of references"
              about="Recordings of voices that were sent become silence of the same size."
              checked={redact.referenceAudio}
              onChange={(referenceAudio) => setRedaction({ referenceAudio })}
            />
            {!redact.secrets && (
              <p className="mt-2 rounded-ctl border border-warn/40 bg-warn/10 px-2.5 py-1.5">
                Nothing is looked for: a key that stands in a text, an address, a header, a log event or a body leaves
                as it is. Only what the recorder masked stays masked.
              </p>
            )}
            {redact.secrets && <p className="mt-2 text-fg2">{staysWords}</p>}
            <div className="mt-2">
              {preview !== null ? (
                <RemovalPreview preview={preview} onGo={go} />
              ) : (
                <p className="text-fg2">
                  {busy ? 'The export looks for it.' : `Looking for what would be removed …${percentOf(job)}`}
                </p>
              )}
            </div>
          </>
        )}
        {problem !== null && (
          <div role="alert" className="mt-3">
            <ProblemCard problem={problem} />
          </div>
        )}
      </div>
      <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-t px-4 py-2">
        <p role="status" aria-label="Export" className="min-w-0 grow basis-60 [overflow-wrap:anywhere]">
          <VisibleText text={busy ? '' : said} />
        </p>
        {busy && (
          <>
            <progress
              aria-label={job?.step === 'writing' ? 'Writing the file' : 'Looking for secrets'}
              max={1}
              value={job === null || job.of === 0 ? 0 : job.done / job.of}
              className="h-2 w-40 accent-accent-fill"
            />
            <Button onClick={cancel}>Cancel</Button>
          </>
        )}
        <Button ref={save} primary disabled={busy} onClick={() => make(format)}>
          {isSound ? 'Save the sound' : 'Save the file'}
        </Button>
      </div>
    </TitledDialog>
  );
}

/** ` 40 %`; nothing while it is not known. */
function percentOf(job: ExportView['job']): string {
  return job === null || job.of === 0 ? '' : ` ${Math.floor((100 * job.done) / job.of)} %`;
}

function Formats({ chosen, onChoose }: { chosen: FileFormat; onChoose: (format: FileFormat) => void }) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">Format</legend>
      {fileFormats.map((format) => (
        <label key={format.id} className="flex min-h-7 items-start gap-2 py-1 narrow:min-h-10">
          <input
            type="radio"
            name={name}
            value={format.id}
            checked={format.id === chosen}
            onChange={() => onChoose(format.id)}
            className="mt-0.5 accent-accent-fill"
          />
          <span>
            <span className="font-medium">{format.name}</span>{' '}
            <span className="font-mono text-code text-fg2">{format.ending}</span>
            <span className="block text-fg2">{format.about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Tick({
  label,
  about,
  checked,
  onChange,
}: {
  label: string;
  about: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 py-1">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 accent-accent-fill"
      />
      <span>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <span id={`${id}-about`} className="block text-fg2">
          {about}
        </span>
      </span>
    </div>
  );
}
