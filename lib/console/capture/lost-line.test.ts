import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { LogView } from '../state.ts';
import { coreStage } from './core-stage.ts';
import { drawRows } from './drawn-session.ts';

// The hash's code loads in real time, which the clock of the stage does not wait for.
beforeAll(() => frameHasher());

const drawn = (view: LogView | undefined) => drawRows(view?.rows ?? []).map((row) => row.replace(/^(\| )?\d+ /, ''));

describe('a lost line', () => {
  test('the session goes on where it was: no entry twice, none missing', async () => {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    const peer = s.peers[0];
    peer?.send('text', encodeUtf8('one'));
    await s.clock.advance(50);
    s.cut();
    peer?.send('text', encodeUtf8('two'));
    await s.clock.advance(20);
    expect(s.page.link).toBe('lost');
    peer?.send('text', encodeUtf8('three'));
    await s.clock.advance(1000);
    expect(s.page.link).toBe('open');
    expect(s.page.sessions?.[0]).toMatchObject({ frames: 3, entries: 5, dropped: 0 });
    expect(s.page.connection?.phase).toBe('open');
    const acknowledged = s.commands.filter((c) => c.includes('"ack"'));
    expect(acknowledged[acknowledged.length - 1]).toContain('"seq":5');
  });

  test('a restarted server: the rows stay, the session is over, nothing is dialled again, the key is asked for', async () => {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.core.take({ do: 'key', upstream: 'sandbox-fish', value: 'fk_0123456789' });
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    s.restart();
    await s.clock.advance(1000);
    expect(s.peers.length).toBe(1);
    expect(s.page.keys?.get('sandbox-fish')?.info).toBeNull();
    expect(s.page.connection).toMatchObject({ phase: 'failed', problem: { code: 'session_gone' } });
    expect(drawn(s.page.view)).toEqual(['- upgrade', '- open', '- mark']);
    expect(s.page.view?.rows[2]).toMatchObject({ tone: 'error' });
    expect(s.page.alert).toMatch(/has forgotten the key.*no longer has this session/);
  });

  test('a line lost before the server answered leaves nobody waiting for ever', async () => {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.swallow();
    s.core.take({ do: 'key', upstream: 'sandbox-fish', value: 'fk_0123456789' });
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    expect(s.page.connection?.phase).toBe('dialling');
    s.cut();
    await s.clock.advance(1000);
    expect(s.page.connection).toMatchObject({ phase: 'failed', problem: { code: 'relay_lost' } });
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    expect(s.page.connection?.phase).toBe('open');
  });

  test('a key that is not taken: the reason stands in the state, and nothing is dialled without it', async () => {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.swallow();
    s.core.take({ do: 'key', upstream: 'sandbox-fish', value: 'a\u0001b' });
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    s.deliver();
    await s.clock.advance(50);
    expect(s.page.keys?.get('sandbox-fish')?.problem).toMatchObject({ code: 'bad_value' });
    expect([s.page.connection?.phase, s.page.keys?.get('sandbox-fish')?.info, s.peers.length]).toEqual([
      'failed',
      null,
      0,
    ]);
    s.core.take({ do: 'key', upstream: 'sandbox-fish', value: 'fk_0123456789' });
    await s.clock.advance(50);
    expect([s.page.keys?.get('sandbox-fish')?.problem, s.page.keys?.get('sandbox-fish')?.info?.length]).toEqual([
      null,
      13,
    ]);
  });

  test('a server that does not come back is spoken of once', async () => {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.refuseLinks();
    s.cut();
    await s.clock.advance(60_000);
    const told = s.messages.filter((m) => m.say === 'update' && /not answering/.test(m.patch.alert ?? ''));
    expect(told.length).toBe(1);
  });

  test('a frame that the server did not send fails its step with the reason, and the next run is right', async () => {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.core.take({ do: 'key', upstream: 'sandbox-fishspeech', value: 'fk_"0123456789' });
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fishspeech') });
    await s.clock.advance(50);
    const text = '[{"event":"start","token":{"$key":true}},{"$until":{"event":"ready"}}]';
    s.core.take({ do: 'run', text, ask: s.ask('sandbox-fishspeech') });
    await s.clock.advance(100);
    expect(s.page.run).toMatchObject({ state: 'failed', problem: { code: 'bad_value' } });
    expect(s.page.run?.steps.map((one) => one.state)).toEqual(['failed', 'skipped']);
    s.core.take({ do: 'run', text: '[{"event":"stop"}]', ask: s.ask('sandbox-fishspeech') });
    await s.clock.advance(100);
    expect(s.page.run).toMatchObject({
      state: 'done',
      steps: [{ state: 'sent', words: expect.stringMatching(/^sent #4/) }],
    });
  });

  test('a frame that cannot be handed over fails its run', async () => {
    const s = coreStage((peer) => peer.accept());
    await s.clock.advance(20);
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    s.cut();
    s.core.take({ do: 'send-step', text: '[{"event":"stop"}]', offset: 3 });
    await s.clock.advance(20);
    expect(s.page.run).toMatchObject({ state: 'failed', problem: { code: 'relay_lost' } });
  });
});
