'use client';
import { useSyncExternalStore } from 'react';
import { lessonStore as place } from './offered.ts';

/** What is done of one lesson: ids of steps, and how many hints of a step were asked for. */
export type LessonProgress = { done: readonly string[]; finished: boolean; hints: Readonly<Record<string, number>> };
export type Progress = Readonly<Record<string, LessonProgress>>;

export const notBegun: LessonProgress = { done: [], finished: false, hints: {} };

/** Under this name stands no lesson. */
const offered = 'offered';
const listeners = new Set<() => void>();
/** Where storage is refused, or full, the progress lives as long as the page. */
let own: string | null = null;
let read: { text: string; progress: Progress } = { text: '{}', progress: {} };

/** Of all lessons that were begun. The same object until something changed, here or in another tab. */
export function progress(): Progress {
  const text = storedText();
  if (text !== read.text) read = { text, progress: progressIn(text) };
  return read.progress;
}

export const progressOf = (lesson: string): LessonProgress => progress()[lesson] ?? notBegun;

/** Steps that the record has completed: they stay done, whatever another tab says meanwhile. */
export function keepDone(lesson: string, done: readonly string[], finished: boolean): void {
  const before = progressOf(lesson);
  const all = [...new Set([...before.done, ...done])];
  if (all.length === before.done.length && (before.finished || !finished)) return;
  keep(lesson, { ...before, done: all, finished: before.finished || finished });
}

/** So many hints of a step were asked for. */
export function keepHints(lesson: string, step: string, count: number): void {
  const before = progressOf(lesson);
  keep(lesson, { ...before, hints: { ...before.hints, [step]: count } });
}

/** From its beginning: nothing of it is done, no hint was asked for. That it was finished once stays. */
export function forgetSteps(lesson: string): void {
  keep(lesson, { ...notBegun, finished: progressOf(lesson).finished });
}

export function useProgress(): Progress {
  return useSyncExternalStore(subscribe, progress, () => nothing);
}
const nothing: Progress = {};

/** Whatever stands there: another version of this page, or a person, may have written it. */
export function progressIn(text: string): Progress {
  return Object.fromEntries(
    Object.entries(objectIn(text))
      .filter(([name, value]) => name !== offered && typeof value === 'object' && value !== null)
      .map(([name, value]) => {
        const { done, finished, hints } = value as Record<string, unknown>;
        const ids = Array.isArray(done) ? done.filter((id) => typeof id === 'string') : [];
        const counts = Object.entries((hints ?? {}) as object).filter(([, count]) => Number.isInteger(count));
        return [name, { done: ids, finished: finished === true, hints: Object.fromEntries(counts) }];
      }),
  );
}

function keep(lesson: string, is: LessonProgress): void {
  // What else stands there is another lesson's, or another tab's.
  const text = JSON.stringify({ ...objectIn(storedText()), [lesson]: is });
  try {
    localStorage.setItem(place, text);
    own = null;
  } catch {
    own = text;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => (key === place || key === null) && listener();
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', onStorage);
  };
}

function storedText(): string {
  if (own !== null) return own;
  try {
    return localStorage.getItem(place) ?? '{}';
  } catch {
    return '{}';
  }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
