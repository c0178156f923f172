'use client';
import { GraduationCap } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { firstLesson, openLessons } from './lesson-place.ts';
import { putOfferAway } from './offered.ts';

/** In the empty log, until it was taken or put away. Hidden by the page's first script where that was at an earlier visit. */
export function FirstLessonOffer() {
  return (
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
  );
}
