/** What a client sends again, start by start, and what is missing of it. */
import { expect, test } from 'vitest';
import type { Entry } from '../../session/entry.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import type { LessonSession } from '../lesson.ts';
import { drawnSession, type Move } from '../testing/drawn-session.ts';
import { takeHome } from './take-home.ts';

const round = (t: number, audio: number): Move[] => [
  [t, { event: 'start', request: { text: '' } }],
  [t + 1, { event: 'text', text: 'Hello. ' }],
  [t + 2, { event: 'stop' }],
  ...Array.from({ length: audio }, (_, at): Move => [t + 3 + at, 'audio']),
  [t + 50, { event: 'finish', reason: 'stop' }],
];
const tapped = (moves: readonly Move[], faults = ''): LessonSession => ({
  ...drawnSession(moves, { isOver: true }),
  isTapped: true,
  entry: (seq) => ({ seq, kind: 'dial', faults }) as unknown as Entry,
});
const says = (id: string, ...sessions: LessonSession[]) =>
  takeHome.steps.find((step) => step.id === id)?.goal(sessions, [])?.says ?? null;

test('a client repeats one round of a connection that was used twice', () => {
  const here = drawnSession([...round(0, 4), ...round(100, 4)]);
  expect(says('same', here)).toBeNull();
  expect(says('same', here, tapped(round(0, 4)))).toMatch(/^Through the tap #3, #4 and #5 came/);
  expect(says('same', here, tapped(round(0, 4), 'no-time'))).toBeNull();
});

test('sound that is not decoded yet is not missing', () => {
  const here = drawnSession(round(0, 4));
  const cut = tapped(round(0, 2), 'tail:2');
  expect(says('red', here, cut)).toMatch(/"tail:2": finish #8 came, and only 1\.0 s/);
  const turns = (cut.timing as TimingView).turns.map((turn) => ({ ...turn, decoded: false }));
  expect(says('red', here, { ...cut, timing: { turns } as unknown as TimingView })).toBeNull();
  expect(says('red', here, tapped(round(0, 4), 'no-time'))).toBeNull();
});
