import type { LessonStepView, LessonsView } from '@/lib/console/rooms/lessons-room.ts';
import type { Lesson, LessonStep } from '@/lib/lessons/lesson.ts';
import type { LessonProgress } from './progress.ts';

/** `About 2 min`, `Begun: 1 of 4 steps`, `Done`. */
export function progressWords(lesson: Lesson, { done, finished }: LessonProgress, isTaken: boolean): string {
  const minutes = `about ${lesson.minutes} min`;
  const known = lesson.steps.filter(({ id }) => done.includes(id)).length;
  const steps = `${known} of ${lesson.steps.length} steps`;
  if (isTaken) return `On now: ${steps}, ${minutes}`;
  if (finished && known === lesson.steps.length) return `Done, ${minutes}`;
  if (known > 0) return `Begun: ${steps}, ${minutes}`;
  return finished ? `Done once, ${minutes}` : `About ${lesson.minutes} min`;
}

/** How each step stands: as the record says where the lesson is taken, else as it was kept. */
export function stepViews(lesson: Lesson, view: LessonsView, { done }: LessonProgress): LessonStepView[] {
  const taken = view.lesson === lesson.id;
  return lesson.steps.map(({ id }) => {
    const told = taken ? view.steps.find((step) => step.id === id) : undefined;
    return told ?? { id, state: done.includes(id) ? 'done' : 'ahead', saw: null };
  });
}

/** `Step 2 of 4: Send a flush`; for one that is not taken, its title. */
export function nowWords(lesson: Lesson, steps: readonly LessonStepView[]): string {
  const at = steps.findIndex(({ state }) => state === 'now');
  if (at === -1) return lesson.title;
  return `Step ${at + 1} of ${steps.length}: ${(lesson.steps[at] as LessonStep).title}`;
}

/** The one after it; null for the last. */
export function nextLesson(track: readonly Lesson[], id: string): Lesson | null {
  return track[track.findIndex((lesson) => lesson.id === id) + 1] ?? null;
}
