'use client';
import { grouped } from '@/components/ui/numbers.ts';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import { placeWords } from '@/lib/problem/problem.ts';
import { blocksRun } from '@/lib/scenario/parse-steps.ts';
import { useNotice } from './composer-hooks.ts';
import { mistakes, openStep } from './outline.ts';
import { useFailure, useOutline } from './outline-hooks.ts';

/** Under the editor: what was done to the text, what keeps it from running, how the last run failed. Empty most of the time. */
export function Notes() {
  const notice = useNotice();
  const outline = useOutline();
  const failure = useFailure();
  const first = outline.problems.find(blocksRun);
  const open = first === undefined ? null : openStep(outline, first);
  const others = mistakes(outline) - 1;
  return (
    <div className="compose-notes" role="status">
      {notice === null ? null : (
        <p data-tone="warning">
          <VisibleText text={notice} />
        </p>
      )}
      {first === undefined ? null : (
        <p data-tone="error">
          Cannot run yet{first.at === undefined ? '' : `, ${visible(placeWords(first.at))}`}:{' '}
          <VisibleText text={first.detail} />
          {open === null ? '' : `. The step that begins in line ${open.step.line} is still open there`}
          {others > 0 ? ` (and ${grouped(others)} more ${others === 1 ? 'place' : 'places'})` : ''}
        </p>
      )}
      {failure === null || first !== undefined ? null : (
        <p data-tone="error">
          {failure.title}: <VisibleText text={failure.detail} />
        </p>
      )}
    </div>
  );
}
