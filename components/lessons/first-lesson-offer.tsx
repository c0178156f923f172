'use client';
import { GraduationCap } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { firstLesson, openLessons } from './lesson-place.ts';
import { putOfferAway } from './offered.ts';

/**
 * In the empty log: the first lesson, offered until it was taken, put away, or the log was filled another way. One line says from then
 * on where the lessons are. Which of the two stands there is said by the page's first script.
 */
export function FirstLessonOffer() {
  const facade = useFacade();
  useEffect(() => facade.subscribe(() => facade.getState().sessions.length > 0 && putOfferAway()), [facade]);
  return (
    <>
      <p className="mt-1 hidden text-fg2 [[data-lessons=offered]_&]:block">
        The{' '}
        <button
          type="button"
          className="min-h-6 text-accent underline narrow:min-h-9"
          onClick={() => openLessons(null)}
        >
          lessons
        </button>{' '}
        begin at hearing a sentence.
      </p>
      <section
        aria-label="First lesson"
        className="mt-5 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line2 px-4 py-2.5 [[data-lessons=offered]_&]:hidden"
      >
        <GraduationCap size={16} strokeWidth={1.75} className="shrink-0 self-start text-accent" aria-hidden="true" />
        <p className="min-w-40 grow basis-0">
          <b className="block font-semibold text-head">New to this?</b>
          <span className="text-fg2">Hear a sentence and see its frames, in a minute or two.</span>
        </p>
        <span className="flex flex-wrap gap-2">
          <Button onClick={putOfferAway}>Not now</Button>
          <Button
            onClick={() => {
              putOfferAway();
              openLessons(firstLesson, true);
            }}
          >
            Begin the first lesson
          </Button>
        </span>
      </section>
    </>
  );
}
