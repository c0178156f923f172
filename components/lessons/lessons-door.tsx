'use client';
import { GraduationCap } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { closeLessons, openLessons, useLessonPlace } from './lesson-place.ts';

/** On the top bar: opens the lessons beside the page, or puts them away. */
export function LessonsDoor() {
  const { open } = useLessonPlace();
  return (
    <IconButton
      icon={GraduationCap}
      size={16}
      label="Lessons"
      aria-expanded={open}
      data-lessons-door
      className="aria-expanded:bg-accent-soft aria-expanded:text-accent"
      onClick={() => (open ? closeLessons() : openLessons())}
    />
  );
}
