import { expect, test } from 'vitest';
import { problem } from '../../problem/problem.ts';
import type { RunState } from '../../scenario/run-state.ts';
import { type Planned, RunDesk } from './run-desk.ts';

const text = (...events: string[]) => `[${events.map((event) => `{"event":"${event}"}`).join(', ')}]`;
const gone = problem('not_connected', 'closed');

/** A desk whose last run, of start, text and stop on session `a`, was given up: every step has a state. */
function desk() {
  let run: RunState = { state: 'idle', steps: [], problem: null };
  const runs = new RunDesk((state) => {
    run = state;
  });
  runs.whenOpen(runs.read(text('start', 'text', 'stop')) as Planned);
  runs.giveUp(gone);
  runs.single(text('start', 'text', 'stop'), 1, null, gone, 'a');
  return { runs, states: () => run.steps.map(({ state }) => state) };
}

test('a step sent alone leaves the others of the same session their states', () => {
  const { runs, states } = desk();
  runs.single(text('start', 'text', 'stop'), text('start', 'text', 'stop').length - 2, null, gone, 'a');
  expect(states()).toEqual(['failed', 'idle', 'failed']);
});

test('a step that was changed has no state, though there are as many steps', () => {
  const { runs, states } = desk();
  const now = text('flush', 'text', 'stop');
  runs.single(now, now.length - 2, null, gone, 'a');
  expect(states()).toEqual(['idle', 'idle', 'failed']);
});

test('states of one session are not carried into the next', () => {
  const { runs, states } = desk();
  const now = text('start', 'text', 'stop');
  runs.single(now, now.length - 2, null, gone, 'b');
  expect(states()).toEqual(['idle', 'idle', 'failed']);
});
