import { expect, test, vi } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { TimelineDesk } from './timeline-desk.ts';

vi.stubGlobal('requestAnimationFrame', () => 0);

/** A live session; `select` is what the worker answers with: the entry, and how many there are by now. */
function stage() {
  let timeline: Record<string, unknown> = {
    session: 's',
    fromMs: 0,
    toMs: 1000,
    endMs: 1000,
    live: true,
    selected: null,
  };
  const facade = { getState: () => ({ timeline, prebufferMs: 120 }), setFollow() {}, goOnTimeline() {} };
  const desk = new TimelineDesk(facade as unknown as ConsoleFacade);
  desk.settle();
  const select = (seq: number, of: number) => {
    const selected = { seq, t: 10 * seq, lane: 'audio', place: seq, of, words: `frame \u202e${seq}`, plays: null };
    timeline = { ...timeline, selected };
    desk.settle();
  };
  return { desk, select };
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
