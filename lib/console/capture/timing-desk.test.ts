import { beforeAll, expect, test } from 'vitest';
import type { SessionSound } from '../../audio/session-sound.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { Clock } from '../../clock/clock.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { figureValue } from '../../timing/figure.ts';
import { drawn } from '../../timing/testing/draw-timing.ts';
import { coreStage } from './core-stage.ts';
import { drawnSession } from './drawn-session.ts';
import type { HeldSession } from './held-session.ts';
import { HeldTiming } from './held-timing.ts';
import { PieceMeter } from './piece-meter.ts';
import type { SessionClocks } from './session-clocks.ts';
import { TimingDesk } from './timing-desk.ts';

beforeAll(() => frameHasher());

const steps = (text: string) => `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
  {"event": "text", "text": "${text}"}, {"event": "flush"},
  {"$until": {"audioIdle": "250ms", "within": "10s"}},
  {"event": "stop"}, {"$until": {"event": "finish", "within": "10s"}}
]`;

test('the session on show has its figures, once its sound is decoded', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  s.core.take({ do: 'run', text: steps('One two three four.'), ask: s.ask('sandbox-fish', 'firstAudioMs=180') });
  await s.clock.advance(8000);
  const { timing, sound } = s.page;
  expect(timing?.turns.length).toBe(1);
  const [turn] = timing?.turns ?? [];
  // The figures of each turn weigh ten times the rest, and no page shows them.
  expect(turn).not.toHaveProperty('figures');
  // The voice of the stage takes 50 ms for each of the 19 characters.
  expect(turn?.seconds).toBeCloseTo(19 * 0.05, 6);
  expect(turn?.seconds).toBeCloseTo(sound?.duration ?? 0, 6);
  expect(figureValue(timing?.figures ?? [], 'first-byte')).toBeGreaterThanOrEqual(180);
  expect(figureValue(timing?.figures ?? [], 'audio-seconds')).toBeCloseTo(sound?.duration ?? 0, 6);
});

test('another session on show brings its own figures at once; none, when there is none', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  s.core.take({ do: 'run', text: steps('One.'), ask: s.ask('sandbox-fish') });
  await s.clock.advance(5000);
  s.core.take({ do: 'disconnect' });
  await s.clock.advance(1000);
  const first = s.page.active ?? '';
  s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
  await s.clock.advance(1000);
  expect([s.page.active === first, s.page.timing?.turns.length]).toEqual([false, 0]);
  s.core.take({ do: 'open-session', id: first });
  await s.clock.advance(40);
  expect(s.page.timing?.turns.length).toBe(1);
});

test('what the times show is a finding: slow speech is named, and an ideal player that runs dry', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  const text = steps('One two three four five six seven. '.repeat(3)).replace('250ms', '2s');
  s.core.take({ do: 'run', text: text.replaceAll('10s', '30s'), ask: s.ask('sandbox-fish', 'pace=1.5') });
  await s.clock.advance(20_000);
  const found = s.page.findings?.list.map(({ rule }) => rule) ?? [];
  expect(found).toEqual(expect.arrayContaining(['D01', 'D02']));
});

/** A live session with something new at every look, whose view takes `costMs`: when the page was told. */
function toldTimes(costMs: number, forMs: number): number[] {
  let now = 0;
  const due: { at: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    wall: () => now,
    after: (ms, run) => due[due.push({ at: now + ms, run }) - 1] as object,
    cancel: () => {},
  };
  const session = drawnSession('> start\n< audio 8 x3');
  session.connection = { phase: 'open', words: 'Open', tone: 'live', problem: null };
  let version = 0;
  const view = drawn(fish, '');
  const timing = {
    done: true,
    get version() {
      return version;
    },
    catchUp() {},
    ask() {},
    time: () => version++,
    view() {
      now += costMs;
      return { ...view, version };
    },
  };
  const held = { session, timing, sessionTime: () => now } as unknown as HeldSession;
  const told: number[] = [];
  const desk = new TimingDesk({
    clock,
    sessions: () => [held],
    active: () => held,
    clocksOf: () => ({}) as SessionClocks,
    say: () => told.push(now),
    touchView: () => {},
  });
  desk.wake();
  while (now < forMs) {
    const next = due.shift();
    if (next === undefined) break;
    now = Math.max(now, next.at);
    next.run();
  }
  return told;
}

test('a view that is cheap is told four times a second, a dear one in proportion to what it costs', () => {
  expect(toldTimes(0, 10_000).length).toBe(40);
  const told = toldTimes(250, 30_000);
  expect(told.length).toBeGreaterThanOrEqual(5);
  for (const [i, at] of told.entries())
    if (i > 0) expect(at - (told[i - 1] as number)).toBeGreaterThanOrEqual(20 * 250);
});

test('what held the page up is told too, though no mark says it', () => {
  const session = drawnSession(
    '> start\n> text One two\n> flush\n< audio 800 @100\n< audio 800 @200\n< audio 800 @300\n< audio 800 @400',
  );
  const decoded = { frames: 4, decodedFrames: 0, seqOf: (at: number) => at + 4, ordinalUpTo: () => 3 };
  const timing = new HeldTiming(session, decoded as never, new PieceMeter());
  timing.catchUp(100);
  const seen = [105, 205, 1005, 1006];
  timing.ask({
    ...noClocks,
    seenAt: (seq) => ({ t: seen[seq - 4] ?? 0, uncertainMs: 2 }),
    absences: () => [{ why: 'still', from: 300, to: 1000 }],
  });
  expect(timing.view().blames.map(({ by, seq }) => [by, seq])).toEqual([['page', 6]]);
});

test('clocks that come to be known better tell the receipts anew', () => {
  const session = drawnSession('> start\n> text One two\n> flush\n< audio 800 @100\n< audio 800 @200');
  const timing = new HeldTiming(session, decodedSound(2, 4), new PieceMeter());
  timing.catchUp(100);
  const asked: number[] = [];
  const ask = (uncertainMs: number) => {
    asked.length = 0;
    const seenAt = (seq: number) => {
      asked.push(seq);
      return { t: seq === 4 ? 600 : 610, uncertainMs };
    };
    timing.ask({ ...noClocks, seenAt });
    return timing.view().blames.map(({ kind, by }) => [kind, by]);
  };
  // 500 ms late at the page, or clocks that differ by as much.
  expect(ask(700)).toEqual([]);
  expect(ask(400)).toEqual([]);
  expect(ask(300)).toEqual([['first', 'network']]);
  ask(200);
  expect(asked).toEqual([4]);
});

test('what was heard is placed by the sound that an entry completed, wherever the entry cuts a frame of the codec', () => {
  const session = drawnSession('> start\n> text One two @0\n> flush @0\n< audio 800 @100\n< audio 800 @200');
  const pieces = new PieceMeter();
  const timing = new HeldTiming(session, decodedSound(2, 4), pieces);
  // The first completes a second of silence; its last bytes belong to the codec frame that the second completes.
  pieces.add({ frame: 0, samples: new Float32Array(1000), sampleRateHz: 1000 });
  pieces.add({ frame: 1, samples: new Float32Array(1000).fill(0.5, 200), sampleRateHz: 1000 });
  timing.catchUp(100);
  timing.ask({ ...noClocks, heardAt: (second) => ({ t: 5000 + second * 1000, uncertainMs: 1 }) });
  expect(timing.view().turns[0]?.firstHeardMs).toBeCloseTo(6200, 6);
});

test('a time without sound is told once, also when the first ones are not kept any more', () => {
  const session = drawnSession('> start\n> text One two\n> flush\n< audio 800 @100');
  const timing = new HeldTiming(session, decodedSound(1, 4), new PieceMeter());
  timing.catchUp(100);
  const at = (t: number) => ({ t, uncertainMs: 1 });
  const dry = [1, 2, 3, 4].map((atS) => ({ atS, missingS: 0.1, from: at(atS * 1000), to: at(atS * 1000 + 100) }));
  for (const kept of [dry.slice(0, 2), dry.slice(0, 3), dry.slice(1, 4), dry.slice(3)]) {
    timing.ask({ ...noClocks, underruns: () => kept });
  }
  expect(figureValue(timing.view().figures, 'underruns')).toBe(4);
});

const noClocks = {
  offsetAt: () => null,
  seenAt: () => null,
  heardAt: () => null,
  underruns: () => [],
  absences: () => [],
};
function decodedSound(frames: number, firstSeq: number): SessionSound {
  const frame = (at: number) => ({
    seq: firstSeq + at,
    settled: true,
    from: at * 900,
    to: at * 900 + 900,
    fromS: at * 0.9,
  });
  const [seqOf, ordinalUpTo] = [(at: number) => firstSeq + at, () => frames - 1];
  return { frames, decodedFrames: frames, seqOf, ordinalUpTo, frame } as unknown as SessionSound;
}
