'use client';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useConsole } from '@/components/workbench/console-context.tsx';
import { placeWords } from '@/lib/problem/problem.ts';
import { blocksRun } from '@/lib/scenario/parse-steps.ts';
import { useNotice, useOutline } from './composer-hooks.ts';

/** Under the editor: what was done to the text, what keeps it from running, how the last run failed. Empty most of the time. */
export function Notes() {
  const notice = useNotice();
  const { problems } = useOutline();
  const failure = useConsole((state) => state.run.problem);
  const blocking = problems.filter(blocksRun);
  const first = blocking[0];
  return (
    <div className="compose-notes" role="status">
      {notice === null ? null : (
        <p data-tone="warning">
          <VisibleText text={notice} />
        </p>
      )}
      {first === undefined ? null : (
        <p data-tone="error">
          Cannot run yet{first.at === undefined ? '' : `, ${placeWords(first.at)}`}: <VisibleText text={first.detail} />
          {blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : ''}
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
