'use client';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import { Button } from '../ui/button.tsx';
import { CodedText } from '../ui/coded-text.tsx';

/** Under the steps of a lesson that is done: what it was good for, and where it goes on. */
export function LessonEnd({ lesson, next, onNext }: { lesson: Lesson; next: Lesson | null; onNext: () => void }) {
  return (
    <section aria-label="Lesson done" className="mx-3 mb-2 grid gap-2 rounded-card bg-accent-soft px-3 py-2.5">
      <h3 className="font-semibold">Done. What you can do now</h3>
      <p>
        <CodedText text={lesson.about} />
      </p>
      {next === null ? (
        <p className="text-fg2">It was the last lesson.</p>
      ) : (
        <Button primary className="max-w-full justify-self-start" onClick={onNext}>
          <span className="truncate">{`Next: ${next.title}`}</span>
        </Button>
      )}
    </section>
  );
}

/** Pages of ours that tell more, each in a tab of its own: the sessions of this one stay. */
export function LessonReads({ lesson }: { lesson: Lesson }) {
  if (lesson.reads.length === 0) return null;
  return (
    <div className="px-3 pb-2 text-fg2">
      To read on:
      <ul>
        {lesson.reads.map(({ path, says }) => (
          <li key={path}>
            <a href={path} target="_blank" rel="noreferrer" className="text-accent underline">
              {says}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
