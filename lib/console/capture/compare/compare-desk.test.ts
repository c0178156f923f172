import { beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { usualTolerance } from '../../../diff/tolerance.ts';
import type { CompareAnswer, ComparedWaves, CompareWish } from '../../rooms/compare-room.ts';
import { type CoreStage, coreStage } from '../core-stage.ts';

// The hash's code loads in real time, which the clock of the stage does not wait for.
beforeAll(() => frameHasher());

const text = (words: string, format = 'pcm') => `[
  {"event": "start", "request": {"text": "", "format": "${format}", "sample_rate": 16000}},
  {"event": "text", "text": "${words}"},
  {"event": "flush"},
  {"event": "stop"},
  {"$until": {"event": "finish", "within": "10s"}}
]`;

let asks = 0;

/** The clock goes on until the room has answered. */
async function ask(s: CoreStage, wish: CompareWish): Promise<CompareAnswer> {
  const id = ++asks;
  s.core.take({ do: 'ask', id, ask: { room: 'compare', wish } });
  return answered(s, id);
}

async function answered(s: CoreStage, id: number): Promise<CompareAnswer> {
  for (let turn = 0; turn < 3000; turn++) {
    const found = s.messages.find((message) => message.say === 'answer' && message.id === id);
    if (found?.say === 'answer') {
      await s.clock.advance(50);
      return found.answer as CompareAnswer;
    }
    await s.clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('no answer');
}

async function run(s: CoreStage, words: string, switches = '', format = 'pcm'): Promise<string> {
  s.core.take({ do: 'choose' });
  s.core.take({ do: 'run', text: text(words, format), ask: s.ask('sandbox-fish', switches) });
  await s.clock.advance(8000);
  s.core.take({ do: 'disconnect' });
  await s.clock.advance(500);
  return s.page.sessions?.at(-1)?.id ?? '';
}

test('two sessions of the list: one later, the same sound in other pieces; then other words', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  const a = await run(s, 'Hello there. ', 'firstAudioMs=200,chunkBytes=3200');
  const b = await run(s, 'Hello there. ', 'firstAudioMs=430,chunkBytes=1000');
  const c = await run(s, 'Good night to you. ', 'firstAudioMs=200');
  expect(new Set([a, b, c]).size).toBe(3);

  expect(await ask(s, { op: 'compare', a, b, tolerance: usualTolerance })).toBeNull();
  const { result, busy } = s.page.comparison ?? {};
  expect(busy).toBe(false);
  expect(result?.sound).toMatchObject({ kind: 'same-bytes', rechunked: true });
  expect(result?.sentence).toMatch(
    /^1 event differs \(upgrade\); audio is the same, differently chunked .*; first audio 230 ms later in B/,
  );
  expect(result?.of).toMatchObject({ a: { id: a, live: false }, b: { id: b } });
  const all = await ask(s, { op: 'rows', from: 0, count: 100, all: true });
  const rows = all !== null && 'rows' in all ? all.rows : [];
  expect(rows.map(({ event, kind }) => `${event} ${kind}`)).toContain('audio same');
  expect(rows.length).toBe(result?.events);

  await ask(s, { op: 'compare', a, b: c, tolerance: usualTolerance });
  expect(s.page.comparison?.result?.sound.kind).toBe('differs');
  const differing = await ask(s, { op: 'rows', from: 0, count: 100, all: false });
  expect(differing).toMatchObject({ rows: expect.arrayContaining([expect.objectContaining({ event: 'text' })]) });
  const waves = await ask(s, { op: 'waves', pairs: 100, close: false });
  const drawn = (waves as { waves: ComparedWaves }).waves;
  expect([drawn.a.length, drawn.b.length]).toEqual([200, 200]);
  expect(Math.max(...drawn.a)).toBeGreaterThan(0.01);
  const near = await ask(s, { op: 'waves', pairs: 100, close: true });
  const close = (near as { waves: ComparedWaves }).waves;
  expect(close.toS - close.fromS).toBeCloseTo(0.02, 6);
});

test('one that is given up answers, and changes nothing; a session that is gone is said', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  const a = await run(s, 'Hello there. ');
  const { log } = (s.core.kept(a) as NonNullable<ReturnType<typeof s.core.kept>>).held.session;
  const entry = log.entry.bind(log);
  let reads = 0;
  log.entry = (seq) => entry(seq + 0 * reads++);
  s.core.take({
    do: 'ask',
    id: 900,
    ask: { room: 'compare', wish: { op: 'compare', a, b: a, tolerance: usualTolerance } },
  });
  s.core.take({ do: 'ask', id: 901, ask: { room: 'compare', wish: { op: 'stop' } } });
  expect(await answered(s, 900)).toBeNull();
  // The record was not read for it any more: the rows in sight at most.
  expect(reads).toBeLessThan(log.length);
  expect(s.page.comparison).toEqual({ busy: false, result: null });
  expect(await ask(s, { op: 'rows', from: 0, count: 10, all: true })).toMatchObject({ code: 'no_session' });
  expect(await ask(s, { op: 'compare', a, b: 'gone', tolerance: usualTolerance })).toMatchObject({
    code: 'no_session',
  });
  await ask(s, { op: 'compare', a, b: a, tolerance: usualTolerance });
  expect(s.page.comparison?.result).toMatchObject({ same: true, otherEvents: 0 });
  // What was found out stays when a session is closed; its sound is not kept for it.
  s.core.take({ do: 'forget-session', id: a });
  expect(await ask(s, { op: 'rows', from: 0, count: 100, all: true })).toMatchObject({ from: 0 });
  expect(await ask(s, { op: 'waves', pairs: 10, close: false })).toMatchObject({ code: 'no_session' });
});
