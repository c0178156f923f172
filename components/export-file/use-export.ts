'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { download } from '@/lib/console/browser/download.ts';
import type { ExportPreview } from '@/lib/console/rooms/export-room.ts';
import { type Problem, problem } from '@/lib/problem/problem.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { madeWords } from './export-words.ts';
import { useRedaction } from './redaction-setting.ts';
import type { FileFormat } from './wanted-format.ts';

export type Exporting = {
  /** What would be removed; null while it is looked for, and where nobody looks. */
  preview: ExportPreview | null;
  /** A file is being made. */
  busy: boolean;
  said: string;
  problem: Problem | null;
  make: (format: FileFormat) => void;
  cancel: () => void;
};

/** One dialog's work: the list of what would be removed, made anew when the choice changes, and files. */
export function useExport(session: string): Exporting {
  const facade = useFacade();
  const redact = useRedaction();
  const entries = useConsole((state) => state.sessions.find(({ id }) => id === session)?.entries ?? 0);
  const [preview, setPreview] = useState<ExportPreview | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState<Problem | null>(null);
  // A session that goes on is looked at as it is when the dialog opens, and again with each choice.
  const [looks, setLooks] = useState(0);
  /** A file was wanted before the look came to its end. */
  const isCut = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `looks` asks for another look
  useEffect(() => {
    let wanted = true;
    isCut.current = false;
    setPreview(null);
    void facade.ask('export', { op: 'preview', session, redact }).then((answer) => {
      if (!wanted || answer === null) return;
      if ('list' in answer) setPreview(answer);
      else isCut.current = true;
    });
    return () => {
      wanted = false;
    };
  }, [facade, session, redact, looks]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said is about another choice
  useEffect(() => setSaid(''), [session, redact]);
  useEffect(() => () => void facade.ask('export', { op: 'cancel' }), [facade]);

  const make = useCallback(
    async (format: FileFormat) => {
      setBusy(true);
      setSaid('');
      setWrong(null);
      const bad = await saved();
      setBusy(false);
      if (isCut.current) setLooks((count) => count + 1);
      if (bad !== null && bad.code !== 'given_up') setWrong(bad);
      if (bad?.code === 'given_up') setSaid('Cancelled: nothing was saved.');

      async function saved(): Promise<Problem | null> {
        if (format === 'audio-received' || format === 'audio-wav') {
          const why = await facade.saveSound(
            { fromS: 0, toS: Number.POSITIVE_INFINITY },
            format === 'audio-wav' ? 'wav' : 'received',
          );
          if (why === null) setSaid('Saved the sound.');
          return why;
        }
        const made = await facade.ask('export', { op: 'make', session, as: format, redact });
        if (made === null || 'code' in made) return made;
        if (!('blob' in made)) return problem('internal', 'no file came back');
        try {
          download(made.blob, made.name);
        } catch (thrown) {
          return problem('save_failed', thrown instanceof Error ? thrown.message : String(thrown));
        }
        setSaid(madeWords(made));
        return null;
      }
    },
    [facade, session, redact],
  );
  return {
    preview: entries === 0 ? null : preview,
    busy,
    said,
    problem: wrong,
    make: (format) => void make(format),
    cancel: () => void facade.ask('export', { op: 'cancel' }),
  };
}
