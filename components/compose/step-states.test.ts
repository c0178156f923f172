import { expect, test } from 'vitest';
import type { Run } from '@/lib/console/state.ts';
import type { ProblemCode } from '@/lib/problem/codes.ts';
import { problem } from '@/lib/problem/problem.ts';
import type { Ran } from './actions.ts';
import { outlineOf } from './outline.ts';
import { failureOf, statesOf, stateWords } from './step-states.ts';

const text = (...events: string[]) => `[${events.map((event) => `{"event":"${event}"}`).join(', ')}]`;
const sources = (...events: string[]) => outlineOf(text(...events)).steps.map((step) => step.source);
const run: Run = {
  state: 'running',
  steps: [
    { state: 'sent', words: 'sent #3 at 124 ms' },
    { state: 'waiting', words: '' },
    { state: 'idle', words: '' },
  ],
  problem: null,
};
const ranAt = (upstream: string): Ran => ({
  upstream,
  text: text('start', 'text', 'stop'),
  sources: sources('start', 'text', 'stop'),
  since: null,
  before: null,
});
const words = (now: string, ran = ranAt('a')) => {
  const { steps } = outlineOf(now);
  return statesOf(steps, 'a', ran, run).map((state, i) => state && stateWords(steps[i] as (typeof steps)[0], state));
};

test('states stay with their steps while the text changes', () => {
  expect(words(text('start', 'text', 'stop'))).toEqual(['sent #3 at 124 ms', 'waiting', null]);
  expect(words(text('start', 'flush', 'text', 'stop'))).toEqual(['sent #3 at 124 ms', null, 'waiting', null]);
  expect(words(text('begin', 'text', 'stop'))).toEqual([null, 'waiting', null]);
});

test('a step that holds others keeps its state, and theirs, while one inside it changes', () => {
  const repeat = (last: string) => `[{"$repeat": {"times": 2, "steps": [{"event":"start"}, {"event":"${last}"}]}}]`;
  const sent = outlineOf(repeat('stop')).steps.map((step) => step.own);
  expect(words(repeat('flush'), { ...ranAt('a'), sources: sent })).toEqual(['sent #3 at 124 ms', 'waiting', null]);
});

test('another draft shows nothing of a run', () => {
  expect(words(text('start', 'text', 'stop'), ranAt('b'))).toEqual([null, null, null]);
});

test('a new run clears all notes before its answer is there', () => {
  expect(words(text('start', 'text', 'stop'), { ...ranAt('a'), since: run })).toEqual([null, null, null]);
});

test('while one step is on its way, the others keep the notes of the text they ran with', () => {
  const now = [...sources('flush'), ...sources('start', 'text', 'stop')];
  const ran = { ...ranAt('a'), sources: now, since: run, before: ranAt('a') };
  expect(words(text('flush', 'start', 'text', 'stop'), ran)).toEqual([null, 'sent #3 at 124 ms', 'waiting', null]);
});

test('a mistake in the text goes with the text, another failure stays until the next run', () => {
  const failed = (code: ProblemCode): Run => ({ ...run, state: 'failed', problem: problem(code, 'x') });
  const same = text('start', 'text', 'stop');
  const said = (now: string, upstream: string, ran: Ran, state: Run) =>
    failureOf({ text: now, upstream }, false, ran, state)?.code;
  expect(said(same, 'a', ranAt('a'), failed('bad_jsonc'))).toBe('bad_jsonc');
  expect(said(text('stop'), 'a', ranAt('a'), failed('bad_jsonc'))).toBeUndefined();
  expect(said(text('stop'), 'a', ranAt('a'), failed('wait_failed'))).toBe('wait_failed');
  expect(said(same, 'b', ranAt('a'), failed('wait_failed'))).toBeUndefined();
  const lost = (connected: boolean) =>
    failureOf({ text: same, upstream: 'a' }, connected, ranAt('a'), failed('not_connected'))?.code;
  expect([lost(false), lost(true)]).toEqual(['not_connected', undefined]);
  const over = failed('wait_failed');
  expect(said(same, 'a', { ...ranAt('a'), since: over }, over)).toBeUndefined();
});

test('before it ran, a directive says what it will do', () => {
  const [wait] = outlineOf('[{"$wait": "1.5s"}]').steps;
  expect(wait && stateWords(wait, null)).toBe('will wait 1.5 s');
});
