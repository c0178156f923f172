'use client';
import { useEffect } from 'react';
import { track } from '@/lib/lessons/track.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { LessonPanel } from './lesson-panel.tsx';
import { useLessonPlace } from './lesson-place.ts';
import { putOfferAway } from './offered.ts';
import { keepDone } from './progress.ts';

/** There from when the lessons were first opened: keeps what is done of the one that is taken, also while the panel is put away. */
export function LessonsHost() {
  const { open } = useLessonPlace();
  const { lesson, steps, isDone } = useConsole((state) => state.lessons);
  useEffect(() => {
    if (lesson === null) return;
    putOfferAway();
    const done = steps.filter(({ state }) => state === 'done').map(({ id }) => id);
    if (done.length > 0) keepDone(lesson, done, isDone);
  }, [lesson, steps, isDone]);
  return open && <LessonPanel track={track} />;
}
