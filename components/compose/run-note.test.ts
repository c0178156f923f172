import { expect, test } from 'vitest';
import type { Run } from '@/lib/console/state.ts';
import { problem } from '@/lib/problem/problem.ts';
import type { StepState } from '@/lib/scenario/run-state.ts';
import type { Ran } from './actions.ts';
import { outlineOf } from './outline.ts';
import { runNote } from './run-note.ts';

const text = `[{"event": "start"},
{"$expect": {"noErrors": true, "turns": 1}},
{"$expect": {"close": null}}]`;
const ran: Ran = {
  upstream: 'u',
  text,
  sources: outlineOf(text).steps.map(({ own }) => own),
  since: null,
  before: null,
};
const sent: StepState = { state: 'sent', words: 'sent #3' };
const held: StepState = { state: 'passed', words: 'holds' };
const skipped: StepState = { state: 'skipped', words: '' };
const miss = { expected: '1 turn', got: '2', seq: 14 };
const missed: StepState = { state: 'failed', words: 'expected 1 turn, got 2', seq: 14, miss };
const run = (state: Run['state'], steps: StepState[], why: Run['problem'] = null): Run => ({
  state,
  steps,
  problem: why,
});
const failed = (at = {}) =>
  run(
    'failed',
    [sent, missed, skipped],
    problem('expectation_failed', 'step 2: expected', { line: 2, column: 15, ...at }),
  );
const seen = { active: 's1', live: 's1' };
const note = (over: Run, now = text, where: { active: string | null; live: string | null } = seen, of: Ran = ran) =>
  runNote({ text: now, upstream: 'u' }, outlineOf(now), where, of, over);

test('a run that is over says so, and what held', () => {
  expect(note(run('done', [sent, held, held]))).toMatchObject({
    tone: 'done',
    words: 'Done: 3 steps, 3 expectations hold.',
  });
  expect(note(run('done', [sent, skipped, skipped]))?.words).toBe('Done: 1 step.');
  expect(note(run('stopped', [sent, skipped, skipped]))?.words).toBe('Stopped: 1 of 3 steps is done.');
  expect(note(run('running', [sent]))).toBeNull();
  expect(note(run('idle', []))).toBeNull();
});

test('an expectation that does not hold is named with its line, its step and its frame', () => {
  expect(note(failed())).toMatchObject({
    tone: 'error',
    words: '1 expectation does not hold: line 2, step 2 ($expect): expected 1 turn, got 2',
    offset: text.indexOf('{"$expect"'),
    frame: { seq: 14 },
  });
  const two = run('failed', [sent, missed, missed], problem('expectation_failed', 'x'));
  expect(note(two)?.words).toMatch(/^2 expectations do not hold: /);
});

test('another text has nothing of the run before it; one that still holds the failed step has', () => {
  expect(note(failed(), '[{"event": "stop"}]')).toBeNull();
  expect(note(failed(), text.replace('"start"', '"begin"'))?.tone).toBe('error');
  expect(note(run('done', [sent, held, held]), `${text}\n`)).toBeNull();
  expect(note(failed(), text, seen, { ...ran, upstream: 'other' })).toBeNull();
});

test('a failure that no step has goes with the text it was of', () => {
  const lost = run('failed', [skipped, skipped, skipped], problem('relay_lost', 'gone'));
  expect(note(lost)?.words).toMatch(/gone$/);
  expect(note(lost, '[{"event": "stop"}]')).toBeNull();
});

test('on the tab of another session nothing is said of the run', () => {
  const begun = { ...ran, shown: 's0' };
  const at = (active: string | null) => note(failed(), text, { active, live: 's1' }, begun)?.tone ?? null;
  expect([at('s1'), at('s0'), at('s7')]).toEqual(['error', 'error', null]);
  const apart = run('failed', [sent, { ...missed, session: 's7' }, skipped], problem('expectation_failed', 'x'));
  expect(note(apart, text, { active: 's7', live: 's1' }, begun)?.tone).toBe('error');
});
