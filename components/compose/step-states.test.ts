import { expect, test } from 'vitest';
import type { Run } from '@/lib/console/state.ts';
import { outlineOf } from './outline.ts';
import { statesOf, stateWords } from './step-states.ts';

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
const words = (now: string, ran = { upstream: 'a', sources: sources('start', 'text', 'stop') }) => {
  const { steps } = outlineOf(now);
  return statesOf(steps, 'a', ran, run).map((state, i) => state && stateWords(steps[i] as (typeof steps)[0], state));
};

test('states stay with their steps while the text changes', () => {
  expect(words(text('start', 'text', 'stop'))).toEqual(['sent #3 at 124 ms', 'waiting', null]);
  expect(words(text('start', 'flush', 'text', 'stop'))).toEqual(['sent #3 at 124 ms', null, 'waiting', null]);
  expect(words(text('begin', 'text', 'stop'))).toEqual([null, 'waiting', null]);
});

test('another draft shows nothing of a run', () => {
  const ran = { upstream: 'b', sources: sources('start', 'text', 'stop') };
  expect(words(text('start', 'text', 'stop'), ran)).toEqual([null, null, null]);
});

test('before it ran, a directive says what it does', () => {
  const [wait] = outlineOf('[{"$wait": "1.5s"}]').steps;
  expect(wait && stateWords(wait, null)).toBe('waits 1.5 s');
});
