import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { HeardReport } from '../../player/heard-clock.ts';
import { type CoreStage, coreStage } from './core-stage.ts';
import { drawRows } from './drawn-session.ts';
import type { SessionClocks } from './session-clocks.ts';

beforeAll(() => frameHasher());

const text = `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000}},
  {"event": "text", "text": "The quick brown fox jumps over the lazy dog. "},
  {"event": "flush"},
  {"$until": {"audioIdle": "250ms", "within": "10s"}}
]`;

async function spoken(): Promise<{ s: CoreStage; id: string; clocks: () => SessionClocks }> {
  const s = coreStage();
  await s.clock.advance(2000);
  s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish') });
  await s.clock.advance(5000);
  const id = s.page.active ?? '';
  return { s, id, clocks: () => s.core.clocksOf(id) as SessionClocks };
}
const rows = (s: CoreStage) => drawRows(s.page.view?.rows ?? []).map((row) => row.replace(/^(\| )?\d+ /, ''));

describe('the clocks of a session', () => {
  test('what came here is placed in its time: after the wire, by the batch that it came with', async () => {
    const { s, clocks } = await spoken();
    const received = (s.page.view?.rows ?? []).filter((row) => row.dir === 'received' && row.t > 0);
    expect(received.length).toBeGreaterThan(0);
    for (const row of received) {
      const seen = clocks().seenAt(row.seq);
      const lateMs = (seen?.t ?? Number.NaN) - row.t;
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThanOrEqual(8);
      expect(seen?.uncertainMs).toBeLessThan(1);
    }
    expect(clocks().seenAt(9999)).toBeNull();
    expect(s.core.clocksOf('x')).toBeNull();
  });

  test('what the player says of its output is placed in it too, with the underruns', async () => {
    const { s, clocks } = await spoken();
    const playback = s.messages.find((message) => message.say === 'playback');
    const zero = clocks().sessionTime(0)?.t ?? Number.NaN;
    expect(zero).toBeLessThan(-1990);
    const report: HeardReport = {
      sampleRateHz: 16_000,
      playedSamples: 32_000,
      queuedSamples: 0,
      frame: 40_000,
      phase: 'playing',
      runs: [
        { type: 'run', sample: 0, frame: 1600, why: 'start', dryFrame: null, missing: 0 },
        { type: 'run', sample: 16_000, frame: 25_600, why: 'underrun', dryFrame: 17_600, missing: 8000 },
      ],
      anchor: { contextS: 1, pageMs: 4000, from: 'output' },
    };
    expect(clocks().heardAt(0)).toBeNull();
    s.core.take({ do: 'heard', id: playback?.say === 'playback' ? playback.id : 0, report });
    expect([0, 0.5, 1].map((second) => clocks().heardAt(second)?.t)).toEqual([zero + 3100, zero + 3600, zero + 4600]);
    expect(clocks().underruns()).toMatchObject([
      { atS: 1, missingS: 0.5, from: { t: zero + 4100 }, to: { t: zero + 4600 } },
    ]);
    s.core.take({ do: 'heard', id: 4711, report: { ...report, runs: [] } });
    expect(clocks().underruns()).toHaveLength(1);
  });

  test('a hidden page: a mark of the recorder at its end, and its time beside the record', async () => {
    const { s, clocks } = await spoken();
    s.core.take({ do: 'hidden', on: true });
    await s.clock.advance(700);
    s.core.take({ do: 'hidden', on: false });
    await s.clock.advance(100);
    expect(rows(s).filter((row) => row.includes('mark'))).toEqual([]);
    s.core.take({ do: 'hidden', on: true });
    await s.clock.advance(1500);
    s.core.take({ do: 'hidden', on: false });
    await s.clock.advance(100);
    expect(s.page.view?.rows.at(-1)).toMatchObject({ dir: null, kind: 'mark' });
    expect(s.page.view?.rows.at(-1)?.meaning).toContain('the page was hidden for 1500 ms');
    expect(
      clocks()
        .absences()
        .map(({ why, from, to }) => [why, Math.round(to - from)]),
    ).toEqual([
      ['hidden', 700],
      ['hidden', 1500],
    ]);
  });

  test('a lost line stops the questions; what was known stays known', async () => {
    const { s, clocks } = await spoken();
    const before = clocks().sessionTime(3000);
    s.refuseLinks();
    s.cut();
    const asked = s.commands.length;
    await s.clock.advance(60_000);
    expect(s.commands.length).toBe(asked);
    expect(clocks().sessionTime(3000)).toEqual(before);
  });
});

describe('a part of the sound', () => {
  const play = async (range: { fromS: number; toS: number; loop?: boolean; speed?: number }) => {
    const { s, id } = await spoken();
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(3000);
    const { samples } = s.heard;
    s.core.take({ do: 'play-range', session: id, range: { loop: false, speed: 1, ...range } });
    // Decoding waits for promises, of which an advance settles only so many.
    for (let i = 0; i < 200; i++) await s.clock.advance(10);
    return { s, samples: s.heard.samples - samples, playback: s.messages.findLast((one) => one.say === 'playback') };
  };

  test('is played alone, once, and its playback says which part it is', async () => {
    const { s, samples, playback } = await play({ fromS: 0.5, toS: 1.25 });
    expect(samples).toBe(12_000);
    expect(playback).toMatchObject({ fromS: 0.5, range: { fromS: 0.5, toS: 1.25 } });
    expect(s.heard.ended).toBe(2);
  });

  test('at half its speed it has twice the samples; to the end, whatever the end is', async () => {
    expect((await play({ fromS: 0.5, toS: 1, speed: 0.5 })).samples).toBe(16_000);
    const { s, samples } = await play({ fromS: 1, toS: Number.POSITIVE_INFINITY });
    expect(samples).toBe(Math.round((s.page.sound?.duration ?? 0) * 16_000) - 16_000);
  });

  test('a loop fills the queue and no more; another playback ends it', async () => {
    const { s, samples } = await play({ fromS: 0.5, toS: 1, loop: true });
    expect(samples).toBeGreaterThanOrEqual(64_000);
    expect(samples).toBeLessThanOrEqual(80_000);
    expect(s.heard.ended).toBe(1);
    s.core.take({ do: 'replay' });
    await s.clock.advance(1000);
    expect(s.heard.ended).toBe(2);
  });

  test('is never of a session that is not kept', async () => {
    const { s } = await spoken();
    const { playbacks } = s.heard;
    s.core.take({ do: 'play-range', session: 'x', range: { fromS: 0, toS: 1, loop: false, speed: 1 } });
    await s.clock.advance(100);
    expect(s.heard.playbacks).toBe(playbacks);
  });
});
