'use client';
import { grouped } from '@/components/ui/numbers.ts';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useFacade } from '@/components/workbench/console-context.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import { type Problem, placeWords } from '@/lib/problem/problem.ts';
import { useComposer, useDraft, useNotice } from './composer-hooks.ts';
import { goToStepFrame } from './go-to-step-frame.ts';
import { mistakes, openStep } from './outline.ts';
import { useOutline, useRunNote } from './outline-hooks.ts';
import type { RunNote } from './run-note.ts';
import { problemPlaces } from './text-notes.ts';

/** Under the editor: what was done to the text, what keeps it from running, how the last run ended. Empty most of the time. */
export function Notes() {
  const notice = useNotice();
  const outline = useOutline();
  const note = useRunNote(outline);
  const [first, ...others] = mistakes(outline);
  const open = first === undefined ? null : openStep(outline, first);
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
        </p>
      )}
      {others.length > 0 && <Others problems={others} />}
      {note === null || first !== undefined ? null : <OfRun note={note} />}
    </div>
  );
}

/** More are counted, not drawn. */
const drawn = 20;

function Others({ problems }: { problems: readonly Problem[] }) {
  const { drafts } = useComposer();
  const { text } = useDraft();
  const more = problems.length - drawn;
  return (
    <details>
      <summary>
        and {grouped(problems.length)} more {problems.length === 1 ? 'place' : 'places'}
      </summary>
      <ul>
        {problems.slice(0, drawn).map((each) => (
          <li key={`${each.at?.line} ${each.at?.column} ${each.detail}`}>
            <button type="button" onClick={() => drafts.goTo(problemPlaces(text, [each])[0]?.start ?? 0)}>
              <VisibleText text={`${each.at === undefined ? '' : `${placeWords(each.at)}: `}${each.detail}`} />
            </button>
          </li>
        ))}
        {more > 0 && <li>and {grouped(more)} more</li>}
      </ul>
    </details>
  );
}

function OfRun({ note: { tone, words, offset, frame } }: { note: RunNote }) {
  const composer = useComposer();
  const facade = useFacade();
  return (
    <p data-tone={tone}>
      <VisibleText text={words} />
      {offset !== null && (
        <button type="button" onClick={() => composer.drafts.goTo(offset)}>
          Go to the step
        </button>
      )}
      {frame !== null && (
        <button type="button" onClick={() => goToStepFrame(facade, frame)}>
          Go to entry {frame.seq}
        </button>
      )}
    </p>
  );
}
