import { describe, expect, it } from 'vitest';
import { lessonOf, track } from '@/lib/lessons/track.ts';
import { drawerTabs } from '../workbench/drawer-tabs.tsx';
import { firstLesson } from './lesson-place.ts';
import { nextLesson, nowWords, progressWords, stepViews } from './lesson-words.ts';
import { notBegun } from './progress.ts';
import { whereWords } from './show-control.ts';

const lesson = track[0] as (typeof track)[number];
const [a, b] = lesson.steps.map(({ id }) => id) as [string, string];
const saw = { says: '#4 is a flush.', session: 's', seqs: [4] };
const view = {
  lesson: lesson.id,
  steps: [
    { id: a, state: 'done' as const, saw },
    { id: b, state: 'now' as const, saw: null },
  ],
  isDone: false,
  tries: 0,
  wrongTurns: [],
};
const none = { lesson: null, steps: [], isDone: false, tries: 0, wrongTurns: [] };

describe('how a lesson stands', () => {
  it('is as the record says where it is taken, else as it was kept', () => {
    expect(stepViews(lesson, view, notBegun).slice(0, 2)).toEqual(view.steps);
    const kept = stepViews(lesson, none, { done: [a], finished: false, hints: {} });
    expect(kept.slice(0, 2)).toEqual([
      { id: a, state: 'done', saw: null },
      { id: b, state: 'ahead', saw: null },
    ]);
  });

  it('is one line where it is folded', () => {
    expect(nowWords(lesson, stepViews(lesson, view, notBegun))).toBe(
      `Step 2 of ${lesson.steps.length}: ${lesson.steps[1]?.title}`,
    );
    expect(nowWords(lesson, stepViews(lesson, none, notBegun))).toBe(lesson.title);
  });

  it('is told in the list', () => {
    const all = lesson.steps.map(({ id }) => id);
    const words = (done: readonly string[], finished: boolean, taken = false) =>
      progressWords(lesson, { done, finished, hints: {} }, taken);
    const [of, minutes] = [lesson.steps.length, `about ${lesson.minutes} min`];
    expect(words([], false)).toBe(`About ${lesson.minutes} min`);
    expect(words([a, 'a step of another version'], false)).toBe(`Begun: 1 of ${of} steps, ${minutes}`);
    expect(words([a], false, true)).toBe(`On now: 1 of ${of} steps, ${minutes}`);
    expect(words(all, true)).toBe(`Done, ${minutes}`);
    expect(words([], true)).toBe(`Done once, ${minutes}`);
  });
});

it('the lesson that is offered is the first, and the last has none after it', () => {
  expect(track[0]?.id).toBe(firstLesson);
  expect(nextLesson(track, firstLesson)).toBe(track[1]);
  expect(nextLesson(track, track.at(-1)?.id ?? '')).toBeNull();
  expect(lessonOf('no such lesson')).toBeUndefined();
});

describe('where a control is', () => {
  it('is said by pane and tab', () => {
    const at = (where?: { pane: 'compose' | 'log' | 'inspect' | 'sound'; drawer?: string }) =>
      whereWords({ role: 'button', name: 'x', ...(where === undefined ? {} : { where }) });
    expect(at()).toBe('above the pane Compose');
    expect(at({ pane: 'log' })).toBe('in the pane Log');
    expect(at({ pane: 'sound' })).toBe('in the drawer');
    expect(at({ pane: 'sound', drawer: 'tap' })).toBe('in the drawer, tab Tap');
  });

  it('every lesson names tabs that there are', () => {
    const tabs = drawerTabs.map(({ id }) => id);
    for (const { id, steps } of track)
      for (const { control } of steps) {
        const drawer = control?.where?.drawer;
        expect([id, drawer === undefined || tabs.includes(drawer)]).toEqual([id, true]);
      }
  });
});
