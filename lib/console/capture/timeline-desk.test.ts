import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { TimelineAsk } from '../timeline-view.ts';
import { type CoreStage, coreStage } from './core-stage.ts';

beforeAll(() => frameHasher());

const all: TimelineAsk = {
  show: 'all',
  fromMs: 0,
  toMs: 0,
  columns: 600,
  prebufferMs: 0,
  area: null,
  rows: false,
  calm: false,
};
const steps = `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
  {"event": "text", "text": "One two three four. Five six seven eight. Nine ten eleven twelve."}, {"event": "flush"},
  {"$until": {"audioIdle": "250ms", "within": "10s"}},
  {"event": "stop"}, {"$until": {"event": "finish", "within": "10s"}}
]`;

async function played(switches = 'firstAudioMs=180'): Promise<CoreStage> {
  const s = coreStage();
  await s.clock.advance(20);
  s.core.take({ do: 'run', text: steps, ask: s.ask('sandbox-fish', switches) });
  await s.clock.advance(8000);
  return s;
}
async function look(s: CoreStage, ask: Partial<TimelineAsk> = {}) {
  s.core.take({ do: 'timeline', ask: { ...all, ...ask } });
  await s.clock.advance(200);
  const view = s.page.timeline;
  if (view === undefined || view === null) throw new Error('no timeline');
  return view;
}

test('nobody is told of a timeline unasked; a look shows all lanes of the whole session', async () => {
  const s = await played();
  expect(s.page.timeline).toBeUndefined();
  const view = await look(s);
  const summary = s.page.sessions?.[0];
  const { sent, received, audio } = view.lanes;
  expect([view.live, view.behind]).toEqual([true, false]);
  expect(sent.events?.map(({ kind }) => kind)).toEqual(['upgrade', 'start', 'text', 'flush', 'stop']);
  expect(received.events?.at(-1)?.kind).toBe('finish');
  expect((sent.events ?? []).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(summary?.sentBytes);
  expect((received.events ?? []).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(summary?.receivedBytes);
  expect(audio.count).toBe((received.events ?? []).filter(({ kind }) => kind === 'audio').length);
  expect(view.turns).toMatchObject([{ index: 1, words: expect.stringContaining('1 text, 65 B') }]);
  s.core.take({ do: 'timeline', ask: null });
  await s.clock.advance(200);
  expect(s.page.timeline).toBeNull();
});

test('sound is placed where an ideal player plays it: all of it, from its first arrival on', async () => {
  const s = await played();
  const { pieces, lanes, buffer } = await look(s);
  expect(pieces[0]).toMatchObject({ by: 'ideal', fromMs: lanes.audio.events?.[0]?.t, fromS: 0 });
  expect(pieces.at(-1)?.toS).toBeCloseTo(s.page.sound?.duration ?? 0, 6);
  expect(Math.max(...(pieces[0]?.peaks ?? []))).toBeGreaterThan(0.1);
  expect(buffer.ideal.length).toBeGreaterThan(8);
  expect(buffer.mostMs).toBeGreaterThan(0);
});

test('an area has the sums of the log', async () => {
  const s = await played();
  const events = (await look(s)).lanes.audio.events ?? [];
  const [from, to] = [events[1]?.t ?? 0, events[4]?.t ?? 0];
  const { area } = await look(s, { area: { fromMs: from, toMs: to } });
  const own = events.filter(({ t }) => t >= from && t < to);
  expect(area?.audio).toMatchObject({ frames: own.length, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) });
  // 16-bit samples at 16 kHz.
  expect(area?.audio.seconds).toBeCloseTo((area?.audio.bytes ?? 0) / 32_000, 6);
  expect(area?.received.frames).toBeGreaterThanOrEqual(own.length);
});

test('dense lanes come by column, with nothing lost', async () => {
  const s = await played();
  const { lanes } = await look(s, { columns: 3 });
  expect(lanes.audio.events).toBeNull();
  expect(lanes.audio.columns?.counts.reduce((a, b) => a + b, 0)).toBe(lanes.audio.count);
});

test('steps along a lane select its entries; the view says what and where, and when it sounds', async () => {
  const s = await played();
  await look(s);
  const step = async (lane: 'sent' | 'audio' | 'turns', by: number) => {
    s.core.take({ do: 'timeline-go', lane, to: { step: by } });
    await s.clock.advance(200);
    return s.page.timeline?.selected;
  };
  expect(await step('sent', 1)).toMatchObject({ lane: 'sent', place: 1, of: 5 });
  expect(await step('sent', 1)).toMatchObject({ place: 2, words: expect.stringContaining('start:') });
  expect(await step('sent', -1)).toMatchObject({ place: 1 });
  const goes = s.page.timeline?.goes ?? 0;
  expect(await step('sent', -1)).toMatchObject({ place: 1 });
  // There is none before it: that it was looked for is told all the same.
  expect(s.page.timeline?.goes).toBe(goes + 1);
  const first = await step('audio', 1);
  expect(first).toMatchObject({ lane: 'audio', place: 1, plays: { fromMs: first?.t } });
  expect(s.page.selected).toBe(first?.seq);
  expect(await step('turns', -1)).toMatchObject({ lane: 'sent', words: expect.stringContaining('text:') });
});

test('slow speech: stalls of the ideal player, findings as notes, and a table of it all in order, bounded', async () => {
  const s = await played('firstAudioMs=180,pace=1.5,chunkBytes=2000');
  const { buffer, notes, pieces } = await look(s);
  expect(buffer.stalls.length).toBeGreaterThan(3);
  // Each stall is a break between what is played.
  expect(pieces.length).toBe(buffer.stalls.length + 1);
  expect(buffer.stalls[0]?.fromMs).toBeCloseTo(pieces[0]?.toMs ?? 0, 6);
  expect(notes.map(({ label }) => label)).toContain('D02');
  const { rows, moreRows } = await look(s, { rows: true });
  expect(rows.map(({ t }) => t)).toEqual(rows.map(({ t }) => t).sort((a, b) => a - b));
  expect(new Set(rows.map(({ lane }) => lane))).toEqual(
    new Set(['turns', 'sent', 'received', 'audio', 'buffer', 'notes']),
  );
  expect([rows.length <= 300, moreRows]).toEqual([true, 0]);
});

test('a click finds the entry: the nearest one, the one that sounds, the turn; nothing where nothing is', async () => {
  const s = await played();
  const { lanes, pieces } = await look(s);
  const third = lanes.audio.events?.[2] ?? { t: 0, seq: 0 };
  const at = async (lane: 'audio' | 'playback' | 'turns' | 'sent' | 'buffer', atMs: number) => {
    s.core.take({ do: 'select', seq: null });
    s.core.take({ do: 'timeline-go', lane, to: { atMs, withinMs: 5 } });
    await s.clock.advance(200);
    return s.page.selected;
  };
  expect(await at('audio', third.t + 4)).toBe(third.seq);
  expect(await at('buffer', third.t + 4)).toBe(third.seq);
  expect(await at('turns', third.t)).toBe(4);
  expect(await at('sent', third.t)).toBeNull();
  const plays = (await look(s)).selected;
  expect(plays).toBeNull();
  const first = lanes.audio.events?.[0] ?? { seq: 0 };
  expect(await at('playback', (pieces[0]?.fromMs ?? 0) + 1)).toBe(first.seq);
  expect(await at('playback', (pieces.at(-1)?.toMs ?? 0) + 1)).toBeNull();
});

test('a live session goes on with time, and its end is followed', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  s.core.take({ do: 'run', text: steps, ask: s.ask('sandbox-fish', 'firstAudioMs=180') });
  await s.clock.advance(400);
  const first = await look(s, { show: 'end', fromMs: 0, toMs: 1000 });
  expect(first.toMs - first.fromMs).toBe(1000);
  await s.clock.advance(500);
  const later = s.page.timeline;
  expect((later?.toMs ?? 0) - first.toMs).toBeGreaterThanOrEqual(400);
  // At rest it does not go on for ever. The last entry is a mark that it is silent, 10 s after the server had finished.
  await s.clock.advance(20_000);
  expect(s.page.timeline?.endMs).toBeLessThan(16_000);
  const still = await look(s, { show: 'window', fromMs: 100, toMs: 300 });
  expect([still.fromMs, still.toMs]).toEqual([100, 300]);
});
