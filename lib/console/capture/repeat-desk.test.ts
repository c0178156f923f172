import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { RepeatAsk, RunsView } from '../runs-view.ts';
import { type CoreStage, coreStage } from './core-stage.ts';

beforeAll(() => frameHasher());

const text = `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
  {"event": "text", "text": "One two."}, {"event": "stop"}, {"$until": {"event": "finish", "within": "10s"}}
]`;
const runsOf = (s: CoreStage): RunsView => s.page.runs as RunsView;
const of = (view: RunsView, group: 'a' | 'b', id: string) => view[group].figures.find((figure) => figure.id === id);

async function stage(): Promise<CoreStage> {
  const s = coreStage();
  await s.clock.advance(20);
  return s;
}
function repeat(s: CoreStage, switches: string, ask: Partial<RepeatAsk> = {}): void {
  const wanted: RepeatAsk = { text, times: 3, restMs: 100, into: 'a', aloud: false, ...ask };
  s.core.take({ do: 'repeat', ask: wanted, connect: s.ask('sandbox-fish', switches) });
}

describe('a series', () => {
  test('each run is a session of its own, and its figures are counted', async () => {
    const s = await stage();
    repeat(s, 'firstAudioMs=300', { times: 5 });
    await s.clock.advance(30_000);
    const view = runsOf(s);
    expect(view.series).toEqual({
      into: 'a',
      wanted: 5,
      done: 5,
      failed: 0,
      state: 'done',
      words: 'Done: 5 of 5 runs counted.',
    });
    expect(s.page.sessions?.length).toBe(5);
    expect(view.a.settings).toEqual(['sandbox-fish, firstAudioMs=300']);
    expect(view.a.rows.map(({ values }) => values['first-byte'])).toEqual(
      Array(5).fill(of(view, 'a', 'first-byte')?.p50),
    );
    expect(Math.abs((of(view, 'a', 'first-byte')?.p50 ?? 0) - 300)).toBeLessThanOrEqual(2);
    expect(s.heard.samples).toBe(0);
  });

  test('two settings side by side: the difference is what was set', async () => {
    const s = await stage();
    repeat(s, 'firstAudioMs=200', { times: 3 });
    await s.clock.advance(20_000);
    repeat(s, 'firstAudioMs=450', { times: 4, into: 'b' });
    await s.clock.advance(20_000);
    const view = runsOf(s);
    expect([view.a.rows.length, view.b.rows.length]).toEqual([3, 4]);
    const first = view.comparison.find(({ id }) => id === 'first-byte');
    expect(Math.abs((first?.difference ?? 0) - 250)).toBeLessThanOrEqual(2);
    expect(first?.lowerShare).toBe(0);
  });

  test('the last ten sessions stay in the list, the figures of all', async () => {
    const s = await stage();
    repeat(s, '', { times: 13 });
    await s.clock.advance(60_000);
    expect(s.page.sessions?.length).toBe(10);
    const { rows } = runsOf(s).a;
    expect([rows.length, rows.filter(({ kept }) => kept).length]).toEqual([13, 10]);
  });

  test('is heard where that is wanted', async () => {
    const s = await stage();
    repeat(s, '', { times: 2, aloud: true });
    await s.clock.advance(20_000);
    expect(s.heard.samples).toBeGreaterThan(0);
  });

  test('stops when asked: the run that is cut off does not count', async () => {
    const s = await stage();
    repeat(s, 'firstAudioMs=3000', { times: 5 });
    await s.clock.advance(6000);
    s.core.take({ do: 'stop-repeat' });
    await s.clock.advance(20_000);
    const { series, a } = runsOf(s);
    expect(series).toMatchObject({ state: 'stopped', done: 1 });
    expect(a.rows.length).toBe(1);
    expect(s.page.live?.connection.phase).toBe('closed');
    expect(s.page.sessions?.length).toBe(2);
  });

  test('is given up when runs fail one after the other', async () => {
    const s = await stage();
    repeat(s, 'drop=1', { times: 10 });
    await s.clock.advance(60_000);
    expect(runsOf(s).series).toMatchObject({ state: 'failed', done: 0, failed: 3 });
    expect(s.page.sessions?.length).toBe(3);
  });

  test('text that cannot be run begins nothing', async () => {
    const s = await stage();
    repeat(s, '', { text: '[{]' });
    await s.clock.advance(1000);
    expect(runsOf(s).series).toMatchObject({ state: 'failed', done: 0 });
    expect(s.page.sessions ?? []).toEqual([]);
  });

  test('nothing begins while a connection is open; another one ends it', async () => {
    const s = await stage();
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(500);
    repeat(s, '');
    await s.clock.advance(2000);
    expect(s.page.runs?.series ?? null).toBeNull();
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(1000);
    repeat(s, '', { restMs: 5000 });
    await s.clock.advance(3000);
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(10_000);
    expect(runsOf(s).series).toMatchObject({ state: 'stopped', done: 1 });
    expect(s.page.live?.connection.phase).toBe('open');
  });
});

test('any session can be put into a group, into the other, and taken out; its figures outlive it', async () => {
  const s = await stage();
  s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish', 'firstAudioMs=120') });
  await s.clock.advance(8000);
  s.core.take({ do: 'disconnect' });
  await s.clock.advance(1000);
  const id = s.page.active ?? '';
  s.core.take({ do: 'group', session: id, into: 'a' });
  await s.clock.advance(500);
  expect(runsOf(s).a.rows).toMatchObject([{ session: id, kept: true }]);
  s.core.take({ do: 'group', session: id, into: 'b' });
  await s.clock.advance(500);
  expect([runsOf(s).a.rows.length, runsOf(s).b.rows.length]).toEqual([0, 1]);
  s.core.take({ do: 'forget-session', id });
  await s.clock.advance(500);
  expect(runsOf(s).b.rows).toMatchObject([{ session: id, kept: false }]);
  s.core.take({ do: 'clear-group', group: 'b' });
  await s.clock.advance(500);
  expect(runsOf(s).b.rows).toEqual([]);
});
