'use client';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LessonStep } from '@/lib/lessons/lesson.ts';
import { putText } from '../compose/put-text.ts';
import { Button } from '../ui/button.tsx';
import { CodedText } from '../ui/coded-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { keepHints, notBegun, useProgress } from './progress.ts';

/** Hints of a step, one more with each press. */
export function StepHints({ lesson, upstream, step }: { lesson: string; upstream: string; step: LessonStep }) {
  const facade = useFacade();
  const { hints } = useProgress()[lesson] ?? notBegun;
  const [put, setPut] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const count = step.hints.length;
  const shown = Math.min(hints[step.id] ?? 0, count);
  if (count === 0) return null;
  const more = () => {
    flushSync(() => keepHints(lesson, step.id, shown + 1));
    // It is read out, and the button may have been the last.
    list.current?.querySelector<HTMLElement>('li:last-child')?.focus();
  };
  return (
    <>
      {shown > 0 && (
        <ol ref={list} aria-label="Hints" className="grid gap-2 border-line2 border-l-2 pl-2">
          {step.hints.slice(0, shown).map(({ says, text }, at) => (
            <li key={says} tabIndex={-1} className="text-fg2">
              <CodedText text={says} />
              {text !== undefined && (
                <span className="mt-1 flex flex-wrap items-center gap-2">
                  <Button
                    onClick={() => void putText(facade, upstream, text).then((isPut) => setPut(isPut ? at : null))}
                  >
                    Put into the editor
                  </Button>
                  <span role="status" className="text-label">
                    {put === at && 'It is there; what stood there is kept under Earlier texts.'}
                  </span>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {shown < count && (
        <Button className="justify-self-start" data-next-hint onClick={more}>
          {`Hint ${shown + 1} of ${count}`}
        </Button>
      )}
    </>
  );
}
