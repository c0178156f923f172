'use client';
import { useSyncExternalStore } from 'react';

/**
 * What the lessons' panel shows. `lesson` null: the list of all. `begins`: begin it as soon as it is there. `asked` grows with each time
 * that somebody asked for the panel: then it takes the focus.
 */
export type LessonPlace = { open: boolean; lesson: string | null; begins: boolean; asked: number };

/** The lesson that is offered on the first visit. A test holds it against the track. */
export const firstLesson = 'hear';

/** So a reload brings it back; another tab has one of its own. */
const kept = 'wiretone-lesson-open';
const shut: LessonPlace = { open: false, lesson: null, begins: false, asked: 0 };
const listeners = new Set<() => void>();
let place = shut;

/** Opens the panel at a lesson, or at what it showed last; null is the list. */
export function openLessons(lesson: string | null = place.lesson, begins = false): void {
  set({ open: true, lesson, begins, asked: place.asked + 1 });
}

/** Puts the panel away. A lesson that is not done ends with it; what is done of it stays. */
export function closeLessons(): void {
  set({ ...place, open: false, begins: false });
}

/** The panel has begun what it was to begin. */
export function hasBegun(): void {
  if (place.begins) set({ ...place, begins: false });
}

/** Opens it as it was before this page was loaded anew; without taking the focus. */
export function openAsBefore(): void {
  try {
    const lesson = sessionStorage.getItem(kept);
    if (lesson !== null && !place.open) set({ ...shut, open: true, lesson: lesson === '' ? null : lesson });
  } catch {
    // Storage is refused: it stays shut.
  }
}

export const lessonPlace = (): LessonPlace => place;

export function useLessonPlace(): LessonPlace {
  return useSyncExternalStore(subscribe, lessonPlace, () => shut);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: LessonPlace): void {
  place = next;
  try {
    if (next.open) sessionStorage.setItem(kept, next.lesson ?? '');
    else sessionStorage.removeItem(kept);
  } catch {
    // Nothing is lost but the wish.
  }
  for (const listener of listeners) listener();
}
