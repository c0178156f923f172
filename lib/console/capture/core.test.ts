import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { problem } from '../../problem/problem.ts';
import type { LogView } from '../state.ts';
import { coreStage } from './core-stage.ts';
import { drawRows } from './drawn-session.ts';

// The hash's code loads in real time, which the clock of the stage does not wait for.
beforeAll(() => frameHasher());

const words = 'The quick brown fox jumps over the lazy dog. ';
const fishText = `[
  {"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}},
  {"event": "text", "text": "${words}"},
  {"event": "flush"},
  {"$until": {"audioIdle": "250ms", "within": "10s"}},
  {"event": "stop"},
  {"$until": {"event": "finish", "within": "10s"}}
]`;
const drawn = (view: LogView | undefined) => drawRows(view?.rows ?? []).map((row) => row.replace(/^(\| )?\d+ /, ''));

describe('a run against the sandbox, through the relay', () => {
  test('fish: one text, from connect to the last sample', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'run', text: fishText, ask: s.ask('sandbox-fish') });
    await s.clock.advance(30);
    expect(s.page.run?.state).toBe('running');
    expect(s.page.connection).toMatchObject({ phase: 'open', words: 'Open', tone: 'live' });
    await s.clock.advance(8000);
    expect(s.page.run).toMatchObject({ state: 'done', problem: null });
    expect(s.page.run?.steps.map((step) => step.state)).toEqual(['sent', 'sent', 'sent', 'met', 'sent', 'met']);
    const rows = drawn(s.page.view).map((row) => row.replace(/\d+(\.\.\d+)?\]/, 'n]'));
    expect(rows).toEqual(['- upgrade', '- open', '> start', '> text', '> flush', '< audio [+n]', '> stop', '< finish']);
    const seconds = (words.trim().length * 50) / 1000;
    expect(s.page.sound).toMatchObject({ format: 'pcm', sampleRateHz: 16000, problem: null });
    expect(s.page.sound?.duration).toBeCloseTo(seconds, 1);
    expect(s.heard).toMatchObject({
      rate: 16000,
      samples: Math.round((s.page.sound?.duration ?? 0) * 16000),
      ended: 1,
    });
    // The step says the number under which its frame stands in the log.
    expect(s.page.run?.steps[0]?.words).toMatch(/^sent #3 at \d+ ms$/);
    const [summary] = s.page.sessions ?? [];
    expect(summary).toMatchObject({
      entries: summary?.frames === undefined ? 0 : summary.frames + 2,
      problems: 0,
      dropped: 0,
    });
    expect(summary?.receivedHash).toMatch(/^[0-9a-f]{16}$/);
  });

  test('fishspeech: the greeting is waited for, and the token is the public word of the sandbox', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    const text = `[
      {"$until": {"event": "connected"}},
      {"event": "start", "token": {"$key": true}, "request": {"format": "wav"}},
      {"$until": {"event": "ready"}}, {"event": "text", "text": "Hi there."}, {"$until": {"event": "done"}}]`;
    s.core.take({ do: 'run', text, ask: s.ask('sandbox-fishspeech') });
    await s.clock.advance(9000);
    expect(s.page.run).toMatchObject({ state: 'done', problem: null });
    expect(drawn(s.page.view).slice(0, 5)).toEqual(['- upgrade', '- open', '< connected', '> start', '< ready']);
  });

  test('a second reply on the same socket plays on from where the first ended', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'run', text: fishText, ask: s.ask('sandbox-fish') });
    await s.clock.advance(8000);
    const first = s.page.sound?.duration ?? 0;
    s.core.take({ do: 'run', text: fishText, ask: s.ask('sandbox-fish') });
    await s.clock.advance(8000);
    expect(s.page.sessions?.length).toBe(1);
    const from = s.messages.flatMap((m) => (m.say === 'playback' ? [m.fromS] : []));
    expect(from.length).toBe(2);
    expect(from[0]).toBe(0);
    expect(from[1]).toBeCloseTo(first, 5);
    expect(s.heard).toMatchObject({ ended: 2, samples: Math.round((s.page.sound?.duration ?? 0) * 16000) });
  });

  test('a reply that comes while the last words of the one before are still heard waits for them', async () => {
    const s = coreStage();
    const heardOut = s.slowPlayer();
    await s.clock.advance(20);
    s.core.take({ do: 'run', text: fishText, ask: s.ask('sandbox-fish') });
    await s.clock.advance(8000);
    s.core.take({ do: 'run', text: fishText, ask: s.ask('sandbox-fish') });
    await s.clock.advance(8000);
    expect(s.heard).toMatchObject({ playbacks: 1, ended: 1 });
    heardOut();
    await s.clock.advance(8000);
    expect(s.heard).toMatchObject({ playbacks: 2, ended: 2 });
    expect(s.heard.samples).toBe(Math.round((s.page.sound?.duration ?? 0) * 16000));
  });

  test('played again: the same samples from the start', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'run', text: fishText, ask: s.ask('sandbox-fish') });
    await s.clock.advance(8000);
    const first = s.heard.samples;
    s.core.take({ do: 'replay' });
    await s.clock.advance(8000);
    expect(first).toBeGreaterThan(1000);
    expect(s.heard).toMatchObject({ samples: 2 * first, ended: 2, playbacks: 2 });
  });

  test('stopped by the user, what still arrives stays silent until the next run', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'run', text: fishText, ask: s.ask('sandbox-fish') });
    await s.clock.advance(350);
    expect(s.heard.playbacks).toBe(1);
    s.core.take({ do: 'mute' });
    const before = s.heard.samples;
    await s.clock.advance(8000);
    expect(s.heard).toMatchObject({ samples: before, playbacks: 1 });
  });

  test('the key: handed over once, shown as a handle, filled in by the server', async () => {
    const s = coreStage();
    const key = 'fk_random_0123456789abcdef';
    await s.clock.advance(20);
    s.core.take({ do: 'key', upstream: 'sandbox-fishspeech', value: key });
    const text = '[{"event":"start","token":{"$key":true},"request":{}}]';
    s.core.take({ do: 'run', text, ask: s.ask('sandbox-fishspeech') });
    await s.clock.advance(100);
    expect(s.page.keys?.get('sandbox-fishspeech')?.info).toEqual({ handle: 'key#1', length: key.length, tail: 'cdef' });
    const sent = s.peers[0]?.sent.map((frame) => new TextDecoder().decode(frame.bytes));
    expect(sent?.[0]).toContain(key);
    expect(s.peers[0]?.plan.url).toContain(key);
    expect(JSON.stringify(s.messages)).not.toContain(key);
    s.core.take({ do: 'select', seq: 4 });
    await s.clock.advance(20);
    expect(new TextDecoder().decode(s.page.detail?.bytes ?? new Uint8Array(0))).toContain('key#1...');
    expect(s.page.detail?.masked[0]).toMatchObject({ in: 'bytes', key: 'key#1' });
  });
});

describe('what goes wrong is shown as what it is', () => {
  const cases: [string, Parameters<typeof coreStage>[0], string, string][] = [
    [
      '401',
      (peer) => peer.refuse(401, 'Unauthorized', encodeUtf8('{"message":"Invalid Token","status":401}')),
      'refused',
      'Refused - 401 Unauthorized',
    ],
    [
      'unreachable',
      (peer) => peer.fail(problem('unreachable', 'refused by 127.0.0.1:9')),
      'failed',
      'The host cannot be reached',
    ],
    ['close 1008', (peer) => (peer.accept(), peer.close(1008, encodeUtf8('policy'))), 'closed', 'Closed 1008 "policy"'],
    ['lost', (peer) => (peer.accept(), peer.lose()), 'closed', 'Connection lost (1006)'],
  ];
  test.each(cases)('%s: state, alert, and a run that says why', async (_, serve, phase, words) => {
    const s = coreStage(serve);
    await s.clock.advance(20);
    s.core.take({ do: 'run', text: '[{"$until":{"event":"finish"}}]', ask: s.ask('sandbox-fish') });
    await s.clock.advance(100);
    expect(s.page.connection).toMatchObject({ phase, words, tone: 'error' });
    expect(s.page.run?.state).toBe('failed');
    expect(s.page.run?.problem).not.toBeNull();
    expect(s.page.alert).not.toBe('');
    expect(s.page.sessions?.[0]?.problems).toBeGreaterThan(0);
  });

  test('no key where one is needed: no dial, and the reason', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'connect', ask: s.ask('fish') });
    await s.clock.advance(20);
    expect(s.peers.length).toBe(0);
    expect(s.page.connection).toMatchObject({ phase: 'failed', problem: { code: 'key_needed' } });
  });

  test('a switch that is none is not sent', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish', 'pace') });
    await s.clock.advance(20);
    expect([s.page.connection?.problem?.code, s.peers.length]).toEqual(['bad_switch', 0]);
  });

  test('a text that cannot be run: no connection is made, the place is told', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'run', text: '[\n {"event": "stop"},\n {"$nap": 1}\n]', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    expect(s.page.run).toMatchObject({ state: 'failed', problem: { code: 'bad_step', at: { line: 3, column: 3 } } });
    expect(s.page.run?.steps.map((step) => step.state)).toEqual(['skipped', 'failed']);
    expect(s.peers.length).toBe(0);
  });

  test('a step without a connection says so', async () => {
    const s = coreStage();
    await s.clock.advance(20);
    s.core.take({ do: 'send-step', text: '[{"event":"stop"}]', offset: 3 });
    await s.clock.advance(20);
    expect(s.page.run).toMatchObject({ state: 'failed', problem: { code: 'not_connected' } });
  });
});

describe('the log on show', () => {
  async function flooded() {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    const send = async (count: number) => {
      for (let i = 0; i < count; i++) s.peers[0]?.send('text', encodeUtf8(`line ${i}`));
      await s.clock.advance(100);
    };
    return { ...s, send };
  }

  test('it follows its tail by itself, lets go, counts what is new, and comes back', async () => {
    const s = await flooded();
    s.core.take({ do: 'window', from: 0, count: 10 });
    await s.send(100);
    expect(s.page.view?.from).toBe(92);
    expect(s.page.view?.rows.map((r) => r.index)).toEqual([92, 93, 94, 95, 96, 97, 98, 99, 100, 101]);
    s.core.take({ do: 'follow', on: false });
    s.core.take({ do: 'window', from: 5, count: 10 });
    await s.send(7);
    expect([s.page.view?.from, s.page.view?.rows[0]?.index, s.page.unseen, s.page.view?.rowCount]).toEqual([
      5, 5, 7, 109,
    ]);
    s.core.take({ do: 'follow', on: true });
    await s.clock.advance(20);
    expect([s.page.view?.from, s.page.unseen]).toEqual([99, 0]);
  });

  test('rows that came into sight by themselves, or by scrolling, are not new', async () => {
    const s = await flooded();
    s.core.take({ do: 'follow', on: false });
    s.core.take({ do: 'window', from: 0, count: 40, sight: 9 });
    await s.send(5);
    expect([s.page.view?.rowCount, s.page.unseen]).toEqual([7, 0]);
    await s.send(20);
    expect([s.page.view?.rowCount, s.page.unseen]).toEqual([27, 17]);
    s.core.take({ do: 'window', from: 0, count: 40, sight: 14 });
    s.core.take({ do: 'window', from: 0, count: 40, sight: 4 });
    await s.clock.advance(20);
    expect(s.page.unseen).toBe(17);
    s.core.take({ do: 'window', from: 0, count: 40, sight: 14 });
    await s.clock.advance(20);
    s.core.take({ do: 'window', from: 0, count: 40, sight: 4 });
    await s.clock.advance(20);
    expect(s.page.unseen).toBe(12);
  });

  test('paused, it stands still and counts', async () => {
    const s = await flooded();
    await s.send(5);
    s.core.take({ do: 'pause', on: true });
    await s.send(9);
    expect([s.page.view?.rowCount, s.page.view?.frames, s.page.unseen]).toEqual([7, 14, 9]);
    s.core.take({ do: 'pause', on: false });
    await s.clock.advance(20);
    expect([s.page.view?.rowCount, s.page.unseen]).toEqual([16, 0]);
  });

  test('a selected entry keeps its detail, and knows its row under a filter', async () => {
    const s = await flooded();
    await s.send(20);
    s.core.take({ do: 'select', seq: 12 });
    s.core.take({ do: 'filter', filter: { text: 'line 9', dir: 'both', hidden: [], onlyProblems: false } });
    await s.clock.advance(50);
    expect(s.page.detail).toMatchObject({ seq: 12, dir: 'received', opcode: 'text' });
    expect([s.page.view?.rowCount, s.page.view?.selectedIndex, s.page.view?.matched]).toEqual([1, 0, 1]);
    s.core.take({ do: 'select-next', step: 1 });
    await s.clock.advance(20);
    expect(s.page.selected).toBe(12);
    s.core.take({ do: 'select', seq: 999 });
    await s.clock.advance(20);
    expect([s.page.selected, s.page.detail]).toEqual([null, null]);
  });

  test('an older session can be looked at while a new one is open', async () => {
    const s = await flooded();
    await s.send(3);
    const first = s.page.active;
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(50);
    expect(s.page.connection).toMatchObject({ phase: 'closed', words: 'Closed 1000' });
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    expect(s.page.sessions?.map((one) => one.connection.phase)).toEqual(['closed', 'open']);
    expect(s.page.view?.rowCount).toBe(2);
    s.core.take({ do: 'open-session', id: first ?? '' });
    await s.clock.advance(20);
    expect([s.page.active, s.page.view?.rowCount, s.page.live?.connection.phase]).toEqual([first, 6, 'open']);
  });

  test('the page is told at most every 8 ms, and the server what was taken', async () => {
    const s = await flooded();
    s.messages.length = 0;
    for (let i = 0; i < 100; i++) {
      s.peers[0]?.send('text', encodeUtf8('x'));
      await s.clock.advance(1);
    }
    expect(s.messages.length).toBeLessThanOrEqual(14);
    await s.clock.advance(50);
    expect(s.page.sessions?.[0]?.frames).toBe(100);
    const sizes = s.messages.map((m) => (m.say === 'update' ? (m.patch.view?.rows.length ?? 0) : 0));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60);
  });

  test('one sentence a second for the ear, alerts at once', async () => {
    const s = await flooded();
    const heard = new Set<string>();
    for (let i = 0; i < 30; i++) {
      s.peers[0]?.send('text', encodeUtf8('x'));
      await s.clock.advance(100);
      heard.add(s.page.announcement ?? '');
    }
    expect([...heard].filter((sentence) => sentence !== '').length).toBeLessThanOrEqual(3);
    expect([...heard].join(' ')).toMatch(/\d+ unreadable/);
    s.peers[0]?.close(1011, encodeUtf8('boom'));
    await s.clock.advance(30);
    expect(s.page.alert).toMatch(/close 1011 .*boom/);
  });
});
