import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import type { PlaybackAnswer, PlaybackView, PlaybackWish } from '../../rooms/playback-room.ts';
import { coreStage } from '../core-stage.ts';
import type { SessionDesk } from '../session-desk.ts';

// The hash's code loads in real time, which the clock of the stage does not wait for.
beforeAll(() => frameHasher());

const words = 'The quick brown fox jumps over the lazy dog. ';
const fishText = `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
  {"event": "text", "text": "${words}"},
  {"event": "flush"},
  {"$until": {"audioIdle": "250ms", "within": "10s"}},
  {"$wait": "300ms"},
  {"event": "text", "text": "${words}"},
  {"event": "stop"},
  {"$until": {"event": "finish", "within": "10s"}},
  {"$close": {"code": 1000}}
]`;

/** A session that was recorded and is over. */
async function recorded(text = fishText) {
  const s = coreStage();
  await s.clock.advance(20);
  s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish', 'pace=1') });
  await s.clock.advance(20_000);
  const id = s.page.active ?? '';
  const log = s.core.kept(id)?.held.session.log;
  if (log === undefined) throw new Error('nothing was recorded');
  // Taken before anything is played: the record must stay as it is.
  const entries = Array.from({ length: log.length }, (_, i) => ({ ...log.entry(i + 1) }));
  let asked = 0;
  const ask = async (wish: PlaybackWish): Promise<PlaybackAnswer> => {
    const mine = ++asked + 1000;
    s.core.take({ do: 'ask', id: mine, ask: { room: 'playback', wish } });
    await s.clock.advance(0);
    const answer = s.messages.find((message) => message.say === 'answer' && message.id === mine);
    await s.clock.advance(16);
    return (answer as { answer: PlaybackAnswer } | undefined)?.answer ?? null;
  };
  const view = () => s.page.playback as NonNullable<PlaybackView>;
  return { ...s, s, id, log, entries, ask, view };
}

const passedBy = (entries: readonly { t: number }[], ms: number) => entries.filter(({ t }) => t <= ms).length;

describe('the moment', () => {
  test.each([0.5, 1, 2, 4])(
    'moves %s times as fast as the clock, and the log shows what had come by it',
    async (speed) => {
      const { clock, page, entries, ask, view } = await recorded();
      await ask({ op: 'speed', speed });
      await ask({ op: 'play', goesOn: false });
      const began = clock.now() - 16;
      for (const ms of [3, 100, 41, 500, 7, 250]) {
        await clock.advance(ms);
        const { atMs, entry } = view();
        expect(entry).toBe(passedBy(entries, atMs));
        expect(page.view?.passed).toBe(entry);
        // The page is told every 50 ms at most.
        const exact = (clock.now() - began) * speed;
        expect(atMs).toBeLessThanOrEqual(exact + 1e-6);
        expect(atMs).toBeGreaterThan(exact - 67 * speed);
      }
      const { endMs } = view();
      await clock.advance(endMs / speed);
      expect(view()).toMatchObject({ playing: false, atMs: endMs, entry: entries.length });
      expect(page.view?.passed).toBe(entries.length);
    },
  );

  test('late timers do not add up', async () => {
    const { clock, ask, view } = await recorded();
    const { after } = clock;
    clock.after = (ms, run) => after(ms + (ms === 0 ? 0 : 13), run);
    await ask({ op: 'play', goesOn: false });
    const began = clock.now() - 16;
    await clock.advance(2000);
    expect(view().atMs).toBeGreaterThan(clock.now() - began - 50 - 16 - 26);
  });

  test('pause holds it, play goes on from there; at the end it begins anew', async () => {
    const { clock, ask, view } = await recorded();
    await ask({ op: 'play', goesOn: false });
    await clock.advance(400);
    await ask({ op: 'pause' });
    const { atMs, entry } = view();
    expect(atMs).toBeGreaterThan(350);
    await clock.advance(5000);
    expect(view()).toMatchObject({ atMs, entry, playing: false });
    await ask({ op: 'play', goesOn: true });
    await clock.advance(100);
    expect(view().atMs).toBeGreaterThan(atMs + 50);
    expect(view().atMs).toBeLessThan(atMs + 130);
    await clock.advance(60_000);
    await ask({ op: 'play', goesOn: false });
    expect(view().atMs).toBeLessThan(50);
  });

  test('is set, and kept within the record', async () => {
    const { page, entries, ask, view } = await recorded();
    for (const toMs of [1000, 200, 0]) {
      await ask({ op: 'go', toMs });
      expect(view()).toMatchObject({ atMs: toMs, entry: passedBy(entries, toMs), playing: false });
      expect(page.view?.passed).toBe(view().entry);
    }
    for (const [toMs, atMs] of [
      [-5, 0],
      [1e12, view().endMs],
      [Number.NaN, 0],
    ] as const) {
      await ask({ op: 'go', toMs });
      expect(view().atMs).toBe(atMs);
    }
  });
});

test('step by step: each frame once, on and back, and how it ended after the last', async () => {
  const { page, entries, ask, view } = await recorded();
  const seqs = entries.flatMap(({ kind, seq }) => (kind === 'frame' ? [seq] : []));
  await ask({ op: 'go', toMs: 0 });
  const begun = view().frame;
  const met: number[] = [];
  for (let i = begun; i < seqs.length; i++) {
    await ask({ op: 'step', by: 1 });
    met.push(view().entry);
    expect(page.selected).toBe(view().entry);
    expect(page.detail?.seq).toBe(view().entry);
    expect(page.view?.passed).toBe(view().entry);
  }
  expect(met).toEqual(seqs.slice(begun));
  await ask({ op: 'step', by: 1 });
  expect(view()).toMatchObject({ entry: entries.length, frame: seqs.length });
  for (const want of seqs.toReversed().slice(1, 6)) {
    await ask({ op: 'step', by: -1 });
    expect(view().entry).toBe(want);
  }
  await ask({ op: 'step', by: -100_000 });
  expect(view()).toMatchObject({ frame: 1, entry: seqs[0] });
});

test('to the next finding and turn, and back', async () => {
  const { core, id, ask, view, page } = await recorded();
  const held = core.kept(id)?.held;
  const turns = held?.timing.view().turns.map(({ fromSeq }) => fromSeq) ?? [];
  expect(turns.length).toBe(2);
  await ask({ op: 'go', toMs: 0 });
  for (const turn of turns) {
    await ask({ op: 'jump', to: 'turn', by: 1 });
    expect([view().entry, page.selected]).toEqual([turn, turn]);
  }
  // Nothing follows: that is answered. From the end, where everything has come, the first one follows.
  expect(await ask({ op: 'jump', to: 'turn', by: 1 })).toEqual({ none: 'turn' });
  expect(view().entry).toBe(turns[1]);
  await ask({ op: 'go', toMs: 1e9 });
  expect(await ask({ op: 'jump', to: 'turn', by: 1 })).toBeNull();
  expect(view().entry).toBe(turns[0]);
  expect(await ask({ op: 'jump', to: 'turn', by: -1 })).toEqual({ none: 'turn' });
  await ask({ op: 'jump', to: 'turn', by: 1 });
  await ask({ op: 'jump', to: 'turn', by: -1 });
  expect(view().entry).toBe(turns[0]);
  const findings = [...(held?.session.findings.entries() ?? [])].sort((a, b) => a - b);
  await ask({ op: 'go', toMs: 0 });
  const after = findings.filter((seq) => seq > view().entry);
  for (const seq of after) {
    await ask({ op: 'jump', to: 'finding', by: 1 });
    expect(view().entry).toBe(seq);
  }
});

test('the record itself stays as it is; leaving shows all of it', async () => {
  const { core, id, page, entries, log, ask, clock } = await recorded();
  await ask({ op: 'play', goesOn: false });
  await clock.advance(700);
  await ask({ op: 'leave' });
  expect(page.playback).toBeNull();
  expect(page.view?.passed).toBe(log.length);
  expect(Array.from({ length: entries.length }, (_, i) => ({ ...log.entry(i + 1) }))).toEqual(entries);
  const passed = page.view?.passed;
  await clock.advance(5000);
  expect(page.view?.passed).toBe(passed);
  expect(core.kept(id)?.held.model.reach).toBe(log.length);
});

test('the log, its findings and the figures after it are those of before', async () => {
  const { core, id, page, s, ask, clock } = await recorded();
  const held = core.kept(id)?.held;
  core.take({ do: 'fold', seq: held?.session.segments[0]?.from ?? 0 });
  core.take({ do: 'pin', seq: 3 });
  core.take({ do: 'zero', seq: 4 });
  core.take({ do: 'filter', filter: { text: '', dir: 'received', hidden: ['log'], onlyProblems: false } });
  await clock.advance(100);
  const told = () => {
    const { view, findings, sessions } = page;
    return structuredClone({
      view,
      findings,
      sessions,
      turns: held?.timing.view().turns,
      kept: s.core.kept(id)?.held.session.summary(),
    });
  };
  const before = told();
  await ask({ op: 'play', goesOn: false });
  await clock.advance(900);
  expect(told().view).not.toEqual(before.view);
  await ask({ op: 'step', by: -3 });
  await ask({ op: 'jump', to: 'turn', by: 1 });
  core.take({ do: 'select', seq: null });
  await ask({ op: 'leave' });
  await clock.advance(200);
  expect(told()).toEqual(before);
});

test('what had come of its sound when it was left is heard to its end, and no more', async () => {
  const { clock, heard, core, id, view, ask } = await recorded();
  await ask({ op: 'play', goesOn: false });
  await clock.advance(1200);
  const { samples, ended } = heard;
  const come = core.kept(id)?.held.track.secondsUpTo(view().entry) ?? 0;
  await ask({ op: 'leave' });
  await clock.advance(10_000);
  expect(heard.ended).toBe(ended + 1);
  expect(heard.samples).toBeGreaterThan(0);
  expect(heard.samples - samples).toBeLessThan(come * 16_000);
});

test('another session on show ends it, and finds its own log whole', async () => {
  const { s, core, page, id, ask, clock } = await recorded();
  await ask({ op: 'go', toMs: 300 });
  core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
  await clock.advance(500);
  expect(page.active).not.toBe(id);
  expect(page.playback).toBeNull();
  expect(await ask({ op: 'play', goesOn: false })).toMatchObject({ code: 'not_playable' });
  core.take({ do: 'open-session', id });
  await clock.advance(50);
  expect(page.view?.passed).toBe(core.kept(id)?.held.session.log.length);
});

test('a session that was recorded elsewhere is played like any other', async () => {
  const { core, clock, heard, log, entries, ask, view, page } = await recorded();
  const { sessions } = core as unknown as { sessions: SessionDesk };
  const adopted = sessions.adopt({ ...log.head, id: 'f'.repeat(32), via: 'import' }, 'from a file');
  for (const entry of entries) adopted?.add(entry, null);
  adopted?.end();
  sessions.show(adopted?.held ?? null);
  await clock.advance(500);
  const before = heard.samples;
  await ask({ op: 'play', goesOn: false });
  await clock.advance(1000);
  expect(page.view?.session).toBe('f'.repeat(32));
  expect(view().entry).toBe(passedBy(entries, view().atMs));
  expect(page.view?.passed).toBe(view().entry);
  await clock.advance(30_000);
  expect((heard.samples - before) / 16_000).toBeCloseTo(adopted?.held.track.seconds ?? -1, 2);
});

test('nothing on show is nothing to play', async () => {
  const s = coreStage();
  await s.clock.advance(20);
  s.core.take({ do: 'ask', id: 1, ask: { room: 'playback', wish: { op: 'play', goesOn: false } } });
  await s.clock.advance(20);
  expect(s.messages.find(({ say }) => say === 'answer')).toMatchObject({ answer: { code: 'not_playable' } });
});

describe('its sound', () => {
  const rate = 16_000;

  test('comes as its frames come: never more than has come, in the end all of it, nothing written down', async () => {
    const { clock, heard, log, core, id, ask, view } = await recorded();
    const length = log.length;
    const held = core.kept(id)?.held;
    const before = heard.samples;
    await ask({ op: 'play', goesOn: false });
    for (let i = 0; i < 12; i++) {
      await clock.advance(190);
      const come = held?.track.secondsUpTo(view().entry) ?? 0;
      expect((heard.samples - before) / rate).toBeLessThanOrEqual(come + 1e-3);
      if (come > 0.5) expect((heard.samples - before) / rate).toBeGreaterThan(come - 0.3);
    }
    await clock.advance(30_000);
    expect((heard.samples - before) / rate).toBeCloseTo(held?.track.seconds ?? -1, 2);
    expect(log.length).toBe(length);
  });

  test.each([
    [2, 0.5],
    [0.5, 2],
  ])('at %s times the speed it lasts %s times as long', async (speed, share) => {
    const { clock, heard, core, id, ask } = await recorded();
    const before = heard.samples;
    await ask({ op: 'speed', speed });
    await ask({ op: 'play', goesOn: false });
    await clock.advance(60_000);
    expect((heard.samples - before) / rate).toBeCloseTo((core.kept(id)?.held.track.seconds ?? -1) * share, 1);
  });

  test('at 4 times the speed there is none', async () => {
    const { clock, heard, ask, view } = await recorded();
    const before = heard.samples;
    await ask({ op: 'speed', speed: 4 });
    await ask({ op: 'play', goesOn: false });
    await clock.advance(60_000);
    expect(view().playing).toBe(false);
    expect(heard.samples).toBe(before);
  });

  test('from the middle of a turn it begins where an ideal player would be', async () => {
    const { clock, heard, core, id, messages, ask } = await recorded();
    const track = core.kept(id)?.held.track;
    const first = core.kept(id)?.held.timing.view().turns[0];
    const middle = (first?.t0Ms ?? 0) + (first?.firstByteMs ?? 0) + 700;
    await ask({ op: 'go', toMs: middle });
    const before = heard.samples;
    const told = messages.length;
    await ask({ op: 'play', goesOn: false });
    await clock.advance(60_000);
    const ask1 = messages.slice(told).find((message) => message.say === 'playback');
    const fromS = ask1?.say === 'playback' ? ask1.fromS : -1;
    expect(fromS).toBeGreaterThan(0.3);
    expect(fromS).toBeLessThanOrEqual(0.7);
    expect((heard.samples - before) / rate).toBeCloseTo((track?.seconds ?? -1) - fromS, 1);
  });

  test('a set moment silences it', async () => {
    const { clock, heard, ask } = await recorded();
    await ask({ op: 'play', goesOn: false });
    await clock.advance(900);
    await ask({ op: 'step', by: -1 });
    const before = heard.samples;
    await clock.advance(5000);
    expect(heard.samples).toBe(before);
  });
});

test('the text that sends it again, for the upstream that is named', async () => {
  const { id, ask } = await recorded();
  const wish = { op: 'text', upstream: 'sandbox-fish', pace: 'time', speed: 1 } as const;
  const answer = await ask({ ...wish, session: id });
  expect(answer).toMatchObject({ text: expect.stringContaining('"upstream": "sandbox-fish"') });
  expect(await ask({ ...wish, session: 'none' })).toMatchObject({ code: 'not_playable' });
});

test('sent again to the sandbox, the client sends the same and hears the same', async () => {
  const { s, id, core, page, clock, log, ask } = await recorded();
  const sentOf = (from: typeof log) =>
    Array.from({ length: from.length }, (_, i) => from.entry(i + 1)).flatMap((entry) =>
      entry.kind === 'frame' && entry.dir === 'sent' ? [Buffer.from(entry.bytes).toString('hex')] : [],
    );
  for (const pace of ['time', 'events'] as const) {
    const made = await ask({ op: 'text', session: id, upstream: 'sandbox-fish', pace, speed: 1 });
    const text = made !== null && 'text' in made ? made.text : '';
    core.take({ do: 'run', text, ask: s.ask('sandbox-fish', 'pace=1') });
    await clock.advance(20_000);
    expect(page.run).toMatchObject({ state: 'done', problem: null });
    const again = core.kept(page.active ?? '')?.held.session;
    expect(page.active).not.toBe(id);
    expect(sentOf(again?.log ?? log)).toEqual(sentOf(log));
    const { receivedHash } = core.kept(id)?.held.session.summary() ?? {};
    expect(again?.summary().receivedHash).toBe(receivedHash);
  }
});
