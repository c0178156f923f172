'use client';
import { Check, Circle, CircleDot } from 'lucide-react';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { progressWords } from './lesson-words.ts';
import { notBegun, useProgress } from './progress.ts';

/** All lessons in the order they are taken, and how far each was come. */
export function LessonList({ track, onChoose }: { track: readonly Lesson[]; onChoose: (id: string) => void }) {
  const all = useProgress();
  const taken = useConsole((state) => (state.lessons.isDone ? null : state.lessons.lesson));
  return (
    <>
      <p className="px-3 pt-3 text-fg2">
        Each step is checked against what crosses the wire: do it, and it says what it saw. Nothing here needs a key.
      </p>
      <ol aria-label="Lessons" className="p-1.5">
        {track.map((lesson, at) => {
          const known = all[lesson.id] ?? notBegun;
          const Icon = known.finished ? Check : taken === lesson.id || known.done.length > 0 ? CircleDot : Circle;
          return (
            <li key={lesson.id}>
              <button
                type="button"
                data-lesson={lesson.id}
                onClick={() => onChoose(lesson.id)}
                className="flex min-h-9 w-full items-start gap-2 rounded-ctl px-1.5 py-1.5 text-left hover:bg-bg3 narrow:min-h-11"
              >
                <Icon
                  size={14}
                  strokeWidth={2}
                  className={`mt-0.5 shrink-0 ${known.finished ? 'text-accent' : 'text-fg3'}`}
                  aria-hidden="true"
                />
                <span className="grow">
                  <b className="block font-medium">
                    {at + 1}. {lesson.title}
                  </b>{' '}
                  <span className="text-fg2 text-label">{progressWords(lesson, known, taken === lesson.id)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
