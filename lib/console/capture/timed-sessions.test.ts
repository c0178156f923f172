/** Times of drawn sessions through the whole worker: relay, clocks, decoding, figures, blame. Each is hand-computed beside it. */
import { decode, encode } from '@msgpack/msgpack';
import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { HeardReport } from '../../player/heard-clock.ts';
import { streamWavHeader } from '../../sandbox/formats/wav-header.ts';
import { figureValue } from '../../timing/figure.ts';
import { needOf, type PlayoutLog, stallsFor } from '../../timing/playout.ts';
import { aggregate } from '../../timing/runs.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import { type CoreStage, coreStage } from './core-stage.ts';

beforeAll(() => frameHasher());

const rate = 16_000;
const silence = (ms: number) => new Uint8Array((ms * rate * 2) / 1000);
/** A square wave: heard from its first sample on. */
const tone = (ms: number) => {
  const samples = Int16Array.from({ length: (ms * rate) / 1000 }, (_, at) => (at % 40 < 20 ? 9000 : -9000));
  return new Uint8Array(samples.buffer);
};
const steps = (format: string) => `[
  {"event": "start", "request": {"text": "", "format": "${format}", "sample_rate": ${rate}}},
  {"event": "text", "text": "One."}, {"event": "flush"}, {"$until": {"event": "finish", "within": "60s"}}
]`;

/** A server that answers the text with these bytes, so many ms after it, and with `finish` at last. */
async function speak(frames: [number, Uint8Array][], { format = 'pcm', during = async (_: CoreStage) => {} } = {}) {
  const s: CoreStage = coreStage((peer) => {
    let frame = 0;
    peer.accept();
    peer.onFrame = () => {
      // start, text, flush
      if (++frame !== 2) return;
      for (const [ms, audio] of frames)
        s.clock.after(ms, () => peer.send('binary', encode({ event: 'audio', audio, time: 0 })));
      const end = Math.max(...frames.map(([ms]) => ms)) + 500;
      s.clock.after(end, () => peer.send('binary', encode({ event: 'finish', reason: 'stop' })));
    };
  });
  // As long as it takes to compare the clocks.
  await s.clock.advance(3000);
  s.core.take({ do: 'run', text: steps(format), ask: s.ask('sandbox-fish') });
  await during(s);
  await s.clock.advance(8000);
  const timing = s.page.timing as TimingView;
  expect(timing.turns).toHaveLength(1);
  return { s, timing, turn: timing.turns[0] as TimingView['turns'][number] };
}

describe('first audio', () => {
  test('a header at 50 ms, samples at 250 ms, 120 ms of silence in them: 50, 250, 370', async () => {
    const header = streamWavHeader(rate);
    const { timing, turn } = await speak(
      [
        [50, header],
        [250, concatBytes([silence(120), tone(200)])],
      ],
      { format: 'wav' },
    );
    const all = (['first-byte', 'first-playable', 'first-audible'] as const).map((id) =>
      figureValue(timing.figures, id),
    );
    expect(all).toEqual([50, 250, 370]);
    expect([turn.firstByteMs, turn.firstPlayableMs, turn.firstAudibleMs]).toEqual([50, 250, 370]);
  });

  test('silence that is longer than what has come is waited for: the player runs dry in it', async () => {
    // The first 100 ms of silence are over at 350; what goes on comes at 600 and is silent for 50 more.
    const { turn } = await speak([
      [250, silence(100)],
      [600, concatBytes([silence(50), tone(100)])],
    ]);
    expect([turn.firstByteMs, turn.firstPlayableMs, turn.firstAudibleMs]).toEqual([250, 250, 650]);
  });
});

/** Its sound was asked for at one go. */
function playoutOfTurn({ playouts }: TimingView['turns'][number]): PlayoutLog {
  expect(playouts).toHaveLength(1);
  return playouts[0] as PlayoutLog;
}

describe('stalls', () => {
  /** When 100 ms of sound each come. */
  const arrivals = [100, 200, 450, 460, 900];
  const frames = arrivals.map((ms): [number, Uint8Array] => [ms, tone(100)]);

  test('of a schedule are those reckoned by hand', async () => {
    const { turn } = await speak(frames);
    const stalls = (prebufferMs: number) =>
      stallsFor(playoutOfTurn(turn), prebufferMs).map(({ startMs, ms, mediaMs }) => [startMs - turn.t0Ms, ms, mediaMs]);
    expect(stalls(0)).toEqual([
      [300, 150, 200],
      [650, 250, 400],
    ]);
    expect(stalls(200)).toEqual([[700, 200, 400]]);
    expect(stalls(400)).toEqual([]);
    expect(needOf(playoutOfTurn(turn))).toBe(400);
  });

  test('are what a player that is stepped through the milliseconds meets', async () => {
    const { turn } = await speak(frames);
    for (const prebufferMs of [0, 60, 149, 150, 151, 399, 400]) {
      let [played, dry, stalls] = [0, false, 0];
      for (let now = 100 + prebufferMs; played < 500; now++) {
        const has = arrivals.filter((ms) => ms <= now).length * 100;
        if (played === has && !dry) stalls++;
        dry = played === has;
        if (!dry) played++;
      }
      expect(stallsFor(playoutOfTurn(turn), prebufferMs).length, `${prebufferMs} ms`).toBe(stalls);
    }
  });
});

test('percentiles over runs are those of the delays that the sandbox reports having drawn, within 2 ms', async () => {
  const s = coreStage();
  await s.clock.advance(1000);
  const text = steps('pcm').replace('{"$until"', '{"event": "stop"}, {"$until"');
  const views: TimingView[] = [];
  const drawn: number[] = [];
  for (let run = 1; run <= 20; run++) {
    const switches = `firstAudioMs=180,firstAudioJitterMs=460,seed=${run}`;
    s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish', switches) });
    await s.clock.advance(3000);
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(1000);
    const timing = s.page.timing as TimingView;
    views.push(timing);
    s.core.take({ do: 'select', seq: timing.turns[0]?.firstAudioSeq ?? null });
    await s.clock.advance(50);
    drawn.push((decode(s.page.detail?.bytes ?? new Uint8Array(0)) as { time: number }).time);
  }
  const first = aggregate(views).figures.find(({ id }) => id === 'first-byte');
  const sorted = drawn.toSorted((a, b) => a - b);
  const at = (rank: number) => sorted[rank - 1] ?? Number.NaN;
  expect(new Set(drawn).size).toBeGreaterThan(15);
  expect([at(1) >= 180, at(20) <= 640, first?.values.length]).toEqual([true, true, 20]);
  // Nearest rank: of 20 values the 10th and the 19th.
  expect(Math.abs((first?.p50 ?? 0) - at(10))).toBeLessThanOrEqual(2);
  expect(Math.abs((first?.p95 ?? 0) - at(19))).toBeLessThanOrEqual(2);
  expect(Math.abs((first?.spread ?? 0) - (at(20) - at(1)))).toBeLessThanOrEqual(2);
});

describe('who is to blame', () => {
  /** 100 ms of sound every 100 ms for 2 s; with what happens meanwhile. */
  const even = Array.from({ length: 20 }, (_, at): [number, Uint8Array] => [200 + at * 100, tone(100)]);
  const late = even.map(([ms, audio], at): [number, Uint8Array] => [at < 10 ? ms : ms + 900, audio]);
  const blames = ({ timing }: { timing: TimingView }) =>
    timing.blames.map(({ kind, by, fromMs, toMs }) => [kind, by, Math.round((toMs - fromMs) / 100) * 100]);

  test('nobody, while all comes in time; how far the clocks may be wrong is said', async () => {
    const spoken = await speak(even);
    expect(blames(spoken)).toEqual([]);
    const doubt = spoken.timing.figures.find(({ id }) => id === 'clock-doubt');
    expect([doubt?.clock, (doubt?.value ?? 99) < 10]).toEqual(['page', true]);
  });

  test('upstream, when it came late to the relay', async () => {
    expect(blames(await speak(late))).toEqual([['arrival', 'upstream', 1000]]);
  });

  test('the way between relay and page, when it was at the relay in time', async () => {
    const during = async (s: CoreStage) => {
      await s.clock.advance(1150);
      s.hold(900);
    };
    expect(blames(await speak(even, { during }))).toEqual([['arrival', 'network', 900]]);
  });

  test('the page, when nobody looked at it meanwhile', async () => {
    const during = async (s: CoreStage) => {
      await s.clock.advance(1150);
      s.core.take({ do: 'hidden', on: true });
      s.hold(900);
      await s.clock.advance(1000);
      s.core.take({ do: 'hidden', on: false });
    };
    expect(blames(await speak(even, { during }))).toEqual([['arrival', 'page', 900]]);
  });

  /** The player tells of its output: it began at `startMs` (after the text), was dry for `dryMs` after `playedMs` of sound. */
  const playing = (startMs: number, playedMs: number, dryMs: number) => async (s: CoreStage) => {
    const textAt = s.clock.now();
    await s.clock.advance(5000);
    const frame = (ms: number) => ((textAt + ms) * rate) / 1000;
    const sample = (playedMs * rate) / 1000;
    const dry = frame(startMs + playedMs);
    const report: HeardReport = {
      sampleRateHz: rate,
      playedSamples: 2 * rate,
      queuedSamples: 0,
      frame: frame(5000),
      phase: 'playing',
      runs: [
        { type: 'run', sample: 0, frame: frame(startMs), why: 'start', dryFrame: null, missing: 0 },
        {
          type: 'run',
          sample,
          frame: dry + (dryMs * rate) / 1000,
          why: 'underrun',
          dryFrame: dry,
          missing: (dryMs * rate) / 1000,
        },
      ],
      anchor: { contextS: s.clock.now() / 1000, pageMs: s.clock.now(), from: 'output' },
    };
    const playback = s.messages.find((message) => message.say === 'playback');
    if (playback?.say !== 'playback') throw new Error('nothing was played');
    s.core.take({ do: 'heard', id: playback.id, report });
  };

  test('the player, when it ran dry with the sound long there', async () => {
    const spoken = await speak(even, { during: playing(300, 500, 700) });
    expect(blames(spoken)).toEqual([['starved', 'player', 700]]);
    expect(figureValue(spoken.timing.figures, 'underruns')).toBe(1);
  });

  test('upstream again, when it ran dry for what came late', async () => {
    // 1 s of sound is over at 1300; the next comes at 2100.
    expect(blames(await speak(late, { during: playing(300, 1000, 800) }))).toEqual([
      ['arrival', 'upstream', 1000],
      ['starved', 'upstream', 800],
    ]);
  });
});
