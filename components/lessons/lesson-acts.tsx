'use client';
import { useEffect, useRef, useState } from 'react';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { beginLesson, disconnected, inTheWay, mayEnd } from './begin-lesson.ts';

/** Beginning a lesson; where a connection is open, only after asking. */
export type Beginning = { begin: (anew: boolean) => void; asks: boolean | null; problem: Problem | null };

export function useBeginning(lesson: Lesson): Beginning & { asked: (goOn: boolean) => void } {
  const facade = useFacade();
  /** What was asked for, while a connection stands in the way: anew or not. */
  const [asks, setAsks] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const begin = async (anew: boolean) => {
    setAsks(null);
    setProblem(null);
    if (inTheWay(facade.getState()) !== null) {
      if (!mayEnd(facade.getState())) {
        setAsks(anew);
        return;
      }
      await disconnected(facade);
    }
    setProblem(await beginLesson(facade, lesson, anew));
  };
  const asked = async (goOn: boolean) => {
    const anew = asks === true;
    setAsks(null);
    if (!goOn) return;
    await disconnected(facade);
    await begin(anew);
  };
  return { begin: (anew) => void begin(anew), asks, problem, asked: (goOn) => void asked(goOn) };
}

/** The connection that stands in the way, and what went wrong. */
export function BeginNotes({ asks, problem, asked }: ReturnType<typeof useBeginning>) {
  const title = useConsole(inTheWay);
  const question = useRef<HTMLDivElement>(null);
  const isAsked = asks !== null;
  useEffect(() => {
    if (isAsked) question.current?.focus();
  }, [isAsked]);
  return (
    <div className="grid gap-2 px-3">
      {isAsked && (
        // biome-ignore lint/a11y/useSemanticElements: a question with two answers, no fields of a form
        <div
          ref={question}
          role="group"
          aria-label="A connection is open"
          tabIndex={-1}
          className="mt-2 rounded-card border border-line2 px-2.5 py-2"
        >
          <p>
            A connection is open{title !== null && title !== '' && ': '}
            {title !== null && <VisibleText text={title} />}. The lesson looks at connections that begin after it, with
            settings of its own. Disconnect first; its session stays.
          </p>
          <span className="mt-2 flex flex-wrap gap-2">
            <Button primary onClick={() => asked(true)}>
              Disconnect and begin
            </Button>
            <Button onClick={() => asked(false)}>Leave it open</Button>
          </span>
        </div>
      )}
      <div role="status" className="empty:hidden">
        {problem !== null && <ProblemCard problem={problem} />}
      </div>
    </div>
  );
}
