'use client';
import { useEffect } from 'react';
import { track } from '@/lib/lessons/track.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { endLesson } from './begin-lesson.ts';
import { LessonPanel } from './lesson-panel.tsx';
import { useLessonPlace } from './lesson-place.ts';
import { putOfferAway } from './offered.ts';
import { keepDone } from './progress.ts';

/** There from when the lessons were first opened: keeps what is done of the one that is taken, and ends it. */
export function LessonsHost() {
  const facade = useFacade();
  const { open } = useLessonPlace();
  const { lesson, steps, isDone } = useConsole((state) => state.lessons);
  useEffect(() => {
    if (lesson === null) return;
    putOfferAway();
    const done = steps.filter(({ state }) => state === 'done').map(({ id }) => id);
    if (done.length > 0) keepDone(lesson, done, isDone);
  }, [lesson, steps, isDone]);
  useEffect(() => {
    if (lesson !== null && (isDone || !open)) void endLesson(facade, isDone);
  }, [facade, lesson, isDone, open]);
  return open && <LessonPanel track={track} />;
}
