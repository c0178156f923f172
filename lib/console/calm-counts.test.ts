import { beforeEach, expect, it } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import { CalmCounts, shared } from './calm-counts.ts';
import { emptyView, idle, initialState } from './initial-state.ts';
import type { ConsoleState, SessionSummary } from './state.ts';

let clock = fakeClock();
let state: ConsoleState = initialState;
let told = 0;
let calm: CalmCounts;

const session = (frames: number, more: Partial<SessionSummary> = {}): SessionSummary => ({
  id: 'a',
  title: 'a',
  upstream: 'u',
  dialect: 'fish',
  startedAt: 0,
  connection: { ...idle },
  frames,
  sentBytes: 0,
  receivedBytes: frames,
  durationMs: frames,
  dropped: 0,
  receivedHash: String(frames),
  entries: frames,
  problems: 0,
  findings: { error: 0, warning: 0, info: 0 },
  flagged: 0,
  notWhole: null,
  ...more,
});

/** What the worker says with so many frames; how often the sessions were told is counted. */
function news(frames: number, more: Partial<SessionSummary> = {}): void {
  take({
    connection: { ...idle },
    sessions: [session(frames, more)],
    view: {
      ...emptyView,
      session: 'a',
      rowCount: frames,
      waits: frames % 7,
      passed: frames,
      facets: [{ kind: 'log', count: frames }],
    },
  });
}

function take(patch: Partial<ConsoleState>): void {
  put(calm.take(patch));
}

function put(patch: Partial<ConsoleState>): void {
  if (patch.sessions !== undefined && patch.sessions !== state.sessions) told++;
  state = { ...state, ...patch };
}

beforeEach(() => {
  clock = fakeClock();
  state = initialState;
  told = 0;
  calm = new CalmCounts(clock, () => state, put);
});

it('tells counts that grow all the time five times a second, and the last of them', async () => {
  for (let frames = 1; frames <= 99; frames++) {
    news(frames);
    expect(state.view.rowCount).toBe(frames);
    await clock.advance(10);
  }
  expect(told).toBe(5);
  await clock.advance(200);
  expect(told).toBe(6);
  expect(state.sessions[0]?.frames).toBe(99);
  expect(state.view.facets).toEqual([{ kind: 'log', count: 99 }]);
  expect(state.view).toMatchObject({ rowCount: 99, waits: 99 % 7, passed: 99 });
  expect(clock.pending()).toBe(0);
});

it('tells all else at once, with the counts of that moment', async () => {
  news(1);
  await clock.advance(10);
  news(2);
  expect(state.sessions[0]?.frames).toBe(1);
  news(3, { flagged: 1 });
  expect(state.sessions[0]).toMatchObject({ frames: 3, flagged: 1 });
  expect(state.view.facets[0]?.count).toBe(3);
  news(4, { flagged: 1, connection: { ...idle, phase: 'closed', words: 'Closed 1000' } });
  expect(state.sessions[0]).toMatchObject({ frames: 4, connection: { phase: 'closed' } });
  take({ sessions: [], view: emptyView });
  expect(state.sessions).toEqual([]);
  // What was held back before is over.
  await clock.advance(1000);
  expect(state.sessions).toEqual([]);
  expect(state.view).toEqual(emptyView);
});

it('after a pause the first change is told at once', async () => {
  news(1);
  await clock.advance(1000);
  news(2);
  expect(state.sessions[0]?.frames).toBe(2);
});

it('keeps what says the same', async () => {
  news(1);
  const { connection, sessions, view } = state;
  await clock.advance(1000);
  news(1);
  expect(state.connection).toBe(connection);
  expect(state.sessions).toBe(sessions);
  expect(state.view.facets).toBe(view.facets);
  await clock.advance(1000);
  news(2);
  expect(state.sessions[0]?.findings).toBe(sessions[0]?.findings);
});

it('passes on news that count nothing', () => {
  expect(calm.take({ unseen: 3 })).toEqual({ unseen: 3 });
  expect(calm.take({ view: emptyView })).toEqual({ view: emptyView });
});

it('two values are one where they say the same', () => {
  const before = { a: [1, { b: 2 }], c: null };
  expect(shared(before, { a: [1, { b: 2 }], c: null })).toBe(before);
  const next = shared(before, { a: [1, { b: 2 }], c: [] } as never);
  expect(next).toEqual({ a: [1, { b: 2 }], c: [] });
  expect(next.a).toBe(before.a);
  expect(shared({ a: 1, b: undefined } as object, { a: 1 })).toEqual({ a: 1 });
  expect(shared<unknown>({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
  expect(shared<unknown>([1, 2], [1])).toEqual([1]);
});
