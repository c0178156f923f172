import { beforeEach, expect, it } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import { CalmCounts, shared } from './calm-counts.ts';
import { emptyView, idle, initialState, noFindings } from './initial-state.ts';
import type { ConsoleState, FindingsView, FindingView, SessionSummary } from './state.ts';

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
function news(frames: number, more: Partial<SessionSummary> = {}, rest: Partial<ConsoleState> = {}): void {
  take({
    ...rest,
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
  news(3, { dropped: 1 });
  expect(state.sessions[0]).toMatchObject({ frames: 3, dropped: 1 });
  expect(state.view.facets[0]?.count).toBe(3);
  news(4, { dropped: 1, connection: { ...idle, phase: 'closed', words: 'Closed 1000' } });
  expect(state.sessions[0]).toMatchObject({ frames: 4, connection: { phase: 'closed' } });
  take({ sessions: [], view: emptyView });
  expect(state.sessions).toEqual([]);
  // What was held back before is over.
  await clock.advance(1000);
  expect(state.sessions).toEqual([]);
  expect(state.view).toEqual(emptyView);
});

const found = (count: number, more: Partial<FindingsView> = {}): FindingsView => ({
  ...noFindings,
  session: 'a',
  counts: { error: 0, warning: count, info: 0 },
  list: [finding(count)],
  ...more,
});
const finding = (count: number, seq = 1) =>
  ({ key: 'rule-1', rule: 'rule', severity: 'warning', says: '', proofs: [{ seq }], count }) as unknown as FindingView;

it('a finding that each frame proves again is a count like others; a new one is told at once', async () => {
  const lists = new Set<unknown>();
  for (let frames = 1; frames <= 99; frames++) {
    news(frames, { flagged: frames, findings: { error: 0, warning: frames, info: 0 } }, { findings: found(frames) });
    lists.add(state.findings);
    await clock.advance(10);
  }
  expect(told).toBe(5);
  expect(lists.size).toBe(5);
  // The last of them comes, though what follows says nothing of findings.
  news(100, { flagged: 99, findings: { error: 0, warning: 99, info: 0 } });
  await clock.advance(200);
  expect(state.findings.counts.warning).toBe(99);
  expect(state.sessions[0]).toMatchObject({ flagged: 99, findings: { warning: 99 } });
  news(101, {}, { findings: found(100) });
  news(102, {}, { findings: found(101, { list: [finding(101), { ...finding(1), key: 'rule-2' }] }) });
  expect(state.findings.list.length).toBe(2);
  // So is what another entry proves, and what was held back before comes with it.
  news(103, {}, { findings: found(102, { ofEntry: [finding(102)] }) });
  news(104, {}, { findings: found(103, { ofEntry: [finding(103)] }) });
  expect(state.findings.counts.warning).toBe(102);
  news(105, { dropped: 1 });
  expect(state.findings.counts.warning).toBe(103);
  news(106, { dropped: 1 }, { findings: found(103, { ofEntry: [finding(103, 2)] }) });
  expect(state.findings.ofEntry[0]?.proofs[0]?.seq).toBe(2);
});

it('rows that wait unseen are counted, the first and those that are seen at once', async () => {
  const seen: number[] = [];
  for (const unseen of [0, 1, 2, 3, 2, 4, 0]) {
    news(seen.length + 1, {}, { unseen });
    seen.push(state.unseen);
    await clock.advance(10);
  }
  expect(seen).toEqual([0, 1, 1, 1, 1, 1, 0]);
  news(9, {}, { unseen: 1 });
  news(9, {}, { unseen: 5 });
  await clock.advance(200);
  expect(state.unseen).toBe(5);
  news(10, {}, { unseen: 4 });
  expect(state.unseen).toBe(4);
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
