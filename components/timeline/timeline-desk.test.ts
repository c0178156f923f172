import { expect, test, vi } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { TimelineDesk } from './timeline-desk.ts';

vi.stubGlobal('requestAnimationFrame', () => 0);

/** A live session; `select` is what the worker answers with: the entry, and how many there are by now. */
function stage(looked = true) {
  let timeline: Record<string, unknown> = {
    session: 's',
    fromMs: 0,
    toMs: 1000,
    endMs: 1000,
    live: true,
    selected: null,
    goes: 0,
  };
  let goes = 0;
  const facade = {
    getState: () => ({ timeline: looked ? timeline : null, prebufferMs: 120, active: 's' }),
    setFollow() {},
    goOnTimeline: () => goes++,
  };
  const desk = new TimelineDesk(facade as unknown as ConsoleFacade);
  const tell = (change: object = {}) => {
    looked = true;
    timeline = { ...timeline, goes, ...change };
    desk.settle();
  };
  if (looked) tell();
  const select = (seq: number, of: number) => {
    tell({ selected: { seq, t: 10 * seq, lane: 'audio', place: seq, of, words: `frame \u202e${seq}`, plays: null } });
  };
  return { desk, select, tell };
}

test('an entry that was gone to is read out once, however many come after it', () => {
  const { desk, select } = stage();
  desk.go('audio', { step: 1 });
  select(3, 9);
  const { said } = desk.get();
  expect(said).toMatch(/^Audio arrival 3 of 9, at 30\.0 ms: frame .*3$/);
  expect(said).not.toContain('\u202e');
  select(3, 10);
  select(3, 11);
  expect(desk.get().said).toBe(said);
});

test('what was selected elsewhere is read out there', () => {
  const { desk, select } = stage();
  desk.go('audio', { step: 1 });
  select(3, 9);
  select(5, 9);
  expect(desk.get().said).toBe('');
});

test('where the lane ends that is said, and what is selected elsewhere afterwards is not', () => {
  const { desk, select, tell } = stage();
  desk.go('audio', { step: 1 });
  select(3, 3);
  desk.go('audio', { step: 1 });
  tell();
  expect(desk.get().said).toBe('Audio arrival: no further entry');
  select(1, 3);
  expect(desk.get().said).toBe('');
});

test('a step that led nowhere does not let the view follow what is selected elsewhere', () => {
  const { desk, select, tell } = stage();
  select(90, 90);
  desk.zoom(0.1);
  desk.setFollow(false);
  const before = desk.get().window;
  desk.go('audio', { step: 1 });
  tell();
  select(1, 90);
  expect(desk.get().window).toEqual(before);
  desk.go('audio', { step: 1 });
  select(2, 90);
  expect(desk.get().window).not.toEqual(before);
});

test('an entry gone to before the first view is read out with it; one selected before is not', () => {
  const early = stage(false);
  early.desk.go('audio', { step: 1 });
  early.select(3, 9);
  expect(early.desk.get().said).toMatch(/^Audio arrival 3 of 9/);
  const late = stage(false);
  late.select(3, 9);
  expect(late.desk.get().said).toBe('');
});

test('keys draw an area from the selected entry on, either way, and set its ends at entries', () => {
  const { desk, select } = stage();
  select(40, 90);
  for (let i = 0; i < 3; i++) desk.growArea(0.01);
  expect(desk.get().area).toEqual({ fromMs: 400, toMs: 430 });
  for (let i = 0; i < 8; i++) desk.growArea(-0.01);
  expect(desk.get().area).toEqual({ fromMs: 350, toMs: 400 });
  desk.setArea(null);
  desk.measureAt('begin');
  expect(desk.get().area).toEqual({ fromMs: 400, toMs: 1000 });
  select(70, 90);
  desk.measureAt('end');
  expect(desk.get().area).toEqual({ fromMs: 400, toMs: 700 });
  select(20, 90);
  desk.measureAt('end');
  expect(desk.get().area).toEqual({ fromMs: 0, toMs: 200 });
});
