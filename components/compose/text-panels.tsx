'use client';
import { useEffect } from 'react';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { BytesPanel } from './bytes-panel.tsx';
import { Notes } from './notes.tsx';
import { StepList } from './step-list.tsx';
import { TextNotes, useTextInvalid } from './text-notes.tsx';

/** Under the editor: what is wrong with the text, its steps, and the bytes of the one under the caret. */
export function TextPanels({
  dialect,
  plain,
  hint,
  onInvalid,
}: {
  dialect: Dialect | null;
  /** The plain editor is there for good: then the steps are open, and what the full one underlines is said in words. */
  plain: boolean;
  hint: string;
  onInvalid: (invalid: boolean) => void;
}) {
  const invalid = useTextInvalid(plain ? dialect : null);
  useEffect(() => onInvalid(invalid), [invalid, onInvalid]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="compose-panels" aria-label="About the text" tabIndex={0}>
      <Notes />
      {plain && <TextNotes id="compose-text-notes" dialect={dialect} />}
      <StepList open={plain} hint={hint} />
      <BytesPanel dialect={dialect} />
    </section>
  );
}
