/** All lessons, in the order they are taken. A lesson is a file in `track/` and its line here. */
import type { Lesson } from './lesson.ts';

export const track: readonly Lesson[] = [];

/** A lesson by its id; undefined for an id that none has. */
export const lessonOf = (id: string): Lesson | undefined => track.find((lesson) => lesson.id === id);
