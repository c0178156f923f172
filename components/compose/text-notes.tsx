'use client';
import './text-notes.css';
import { useMemo } from 'react';
import { SeverityBadge } from '@/components/findings/severity-badge.tsx';
import { grouped } from '@/components/ui/numbers.ts';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { useComposer, useDraft, useFiles } from './composer-hooks.ts';
import { useOutline } from './outline-hooks.ts';
import { dialectOfDraft, textNotes } from './text-notes.ts';

/** More are counted, not drawn. */
const drawn = 30;

/** Under the plain editor: what the full one underlines. A press goes to the place. `id` is what the editor is described by. */
export function TextNotes({ id, dialect: loaded }: { id: string; dialect: Dialect | null }) {
  const { drafts } = useComposer();
  const draft = useDraft();
  const { text, upstream } = draft;
  const dialect = dialectOfDraft(draft, loaded);
  const outline = useOutline();
  const files = useFiles();
  const notes = useMemo(
    () => (upstream === '' ? [] : textNotes(text, outline, dialect, { upstream, files })),
    [text, upstream, outline, dialect, files],
  );
  return (
    <section aria-label="Notes on the text" className="compose-text-notes" hidden={notes.length === 0}>
      <p id={id}>
        {grouped(notes.length)} {notes.length === 1 ? 'note' : 'notes'} on the text
      </p>
      <ul>
        {notes.slice(0, drawn).map(({ rule, severity, says, offset, line, column }) => (
          <li key={`${offset} ${rule} ${says}`}>
            <SeverityBadge severity={severity} />
            {rule !== null && (
              <a href={`/rules/${encodeURIComponent(rule)}`} target="_blank" rel="noreferrer">
                {rule}
              </a>
            )}
            <button type="button" onClick={() => drafts.goTo(offset)}>
              <b>
                Line {line}:{column}
              </b>{' '}
              <VisibleText text={says} />
            </button>
          </li>
        ))}
        {notes.length > drawn && <li>{grouped(notes.length - drawn)} more of them.</li>}
      </ul>
    </section>
  );
}

/** Whether the draft holds an error that is known before sending. */
export function useTextInvalid(loaded: Dialect | null): boolean {
  const draft = useDraft();
  const { text, upstream } = draft;
  const dialect = dialectOfDraft(draft, loaded);
  const outline = useOutline();
  return useMemo(
    () => upstream !== '' && textNotes(text, outline, dialect).some(({ severity }) => severity === 'error'),
    [text, upstream, outline, dialect],
  );
}
