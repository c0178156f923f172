/** Several upstreams and several sessions: each has its own key, its own words, its own faults. */
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { type CoreStage, coreStage } from './core-stage.ts';

const key = 'fk_first_0123456789abcdef';
const other = 'fk_other_fedcba9876543210';

/** Everything that went over the wire to the peer of the dial number `at`, as text. */
function wireOf(s: CoreStage, at: number): string {
  const peer = s.peers[at];
  const frames = peer?.sent.map((frame) => new TextDecoder().decode(frame.bytes)) ?? [];
  return [JSON.stringify(peer?.plan), ...frames].join('\n');
}

async function ready(serve?: Parameters<typeof coreStage>[0]): Promise<CoreStage> {
  const s = coreStage(serve ?? ((peer) => peer.accept()));
  await s.clock.advance(20);
  return s;
}

async function connected(s: CoreStage, upstream: string): Promise<string> {
  s.core.take({ do: 'connect', ask: s.ask(upstream) });
  await s.clock.advance(50);
  return s.page.live?.session ?? '';
}

async function disconnected(s: CoreStage): Promise<void> {
  s.core.take({ do: 'disconnect' });
  await s.clock.advance(50);
}

describe('a key and its upstream', () => {
  test('a key typed for one upstream goes to no other', async () => {
    const s = await ready();
    s.core.take({ do: 'key', upstream: 'fish', value: key });
    await connected(s, 'fish');
    expect(wireOf(s, 0)).toContain(key);
    await disconnected(s);
    await connected(s, 'fishspeech');
    expect(s.peers.length).toBe(1);
    expect(s.page.connection?.problem?.code).toBe('key_needed');
    await connected(s, 'sandbox-fishspeech');
    s.core.take({ do: 'run', text: '[{"event":"start","token":{"$key":true}}]', ask: null });
    await s.clock.advance(50);
    expect(wireOf(s, 1)).toContain('"token":"sandbox"');
    expect(wireOf(s, 1)).not.toContain(key);
    expect(s.commands.filter((one) => one.includes('"open"') && one.includes('key#'))).toHaveLength(1);
  });

  test('two upstreams, two keys: each gets its own, in the upgrade and in {"$key": true}', async () => {
    const s = await ready();
    s.core.take({ do: 'key', upstream: 'fish', value: key });
    s.core.take({ do: 'key', upstream: 'fishspeech', value: other });
    await s.clock.advance(20);
    expect([...(s.page.keys ?? [])].map(([id, { info }]) => [id, info?.handle, info?.tail])).toEqual([
      ['fish', 'key#1', 'cdef'],
      ['fishspeech', 'key#2', '3210'],
    ]);
    await connected(s, 'fishspeech');
    s.core.take({ do: 'run', text: '[{"event":"start","token":{"$key":true}}]', ask: null });
    await s.clock.advance(50);
    expect(wireOf(s, 0).split(other).length).toBe(3);
    expect(wireOf(s, 0)).not.toContain(key);
    await disconnected(s);
    await connected(s, 'fish');
    expect(wireOf(s, 1)).toContain(key);
    expect(wireOf(s, 1)).not.toContain(other);
    s.core.take({ do: 'key', upstream: 'fish', value: null });
    await s.clock.advance(20);
    expect(s.page.keys?.get('fish')?.info).toBeNull();
    expect(s.page.keys?.get('fishspeech')?.info?.handle).toBe('key#2');
  });

  test('the key of another upstream that is not taken leaves the connection being opened alone', async () => {
    const s = await ready();
    s.swallow();
    s.core.take({ do: 'key', upstream: 'fish', value: 'a\u0001b' });
    s.core.take({ do: 'key', upstream: 'fishspeech', value: other });
    s.core.take({ do: 'connect', ask: s.ask('fishspeech') });
    s.deliver();
    await s.clock.advance(50);
    expect(s.page.keys?.get('fish')?.problem?.code).toBe('bad_value');
    expect(s.page.keys?.get('fishspeech')?.problem).toBeNull();
    // Said once, of the key: not again of a connection given up.
    expect(s.page.alert?.split('The value cannot be sent').length).toBe(2);
    expect(s.page.connection?.phase).toBe('open');
  });

  test('a key that takes another one’s place on the way: what waits for it goes with the new one', async () => {
    const s = await ready();
    s.swallow();
    s.core.take({ do: 'key', upstream: 'fish', value: other });
    s.core.take({ do: 'connect', ask: s.ask('fish') });
    s.core.take({ do: 'key', upstream: 'fish', value: key });
    s.deliver();
    await s.clock.advance(50);
    expect(wireOf(s, 0)).toContain(key);
    expect(wireOf(s, 0)).not.toContain(other);
  });

  test('a connection that is given up while its key is on the way is never asked for', async () => {
    const s = await ready();
    s.swallow();
    s.core.take({ do: 'key', upstream: 'fish', value: key });
    s.core.take({ do: 'run', text: '[{"event":"stop"}]', ask: s.ask('fish') });
    await s.clock.advance(20);
    expect(s.page.connection).toMatchObject({ phase: 'dialling', words: 'Connecting' });
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(20);
    expect(s.page.connection).toMatchObject({ phase: 'closed', words: 'Given up', tone: 'neutral' });
    expect(s.page.run).toMatchObject({ state: 'failed', problem: { code: 'not_connected' } });
    s.deliver();
    await s.clock.advance(1000);
    expect(s.page.keys?.get('fish')?.info?.length).toBe(key.length);
    expect([s.peers.length, s.page.sessions?.length]).toEqual([0, 0]);
    // The next one is asked for as ever.
    s.core.take({ do: 'connect', ask: s.ask('fish') });
    await s.clock.advance(50);
    expect(wireOf(s, 0)).toContain(key);
    expect(s.page.connection?.phase).toBe('open');
  });
});

describe('the session on show', () => {
  test('says how it ended while another one is open, which is named', async () => {
    const s = await ready();
    const first = await connected(s, 'sandbox-fish');
    await disconnected(s);
    const second = await connected(s, 'sandbox-fish');
    expect(s.page.connection?.words).toBe('Open');
    s.core.take({ do: 'open-session', id: first });
    await s.clock.advance(20);
    expect(s.page.connection).toMatchObject({ phase: 'closed', words: 'Closed 1000' });
    expect(s.page.live).toMatchObject({ session: second, title: 'sandbox-fish 2', connection: { phase: 'open' } });
    await disconnected(s);
    expect(s.page.live?.connection.words).toBe('Closed 1000');
  });

  test('an attempt is on show from the moment it is made, until another session is looked at', async () => {
    const s = await ready();
    const first = await connected(s, 'sandbox-fish');
    await disconnected(s);
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish', 'pace') });
    await s.clock.advance(20);
    expect(s.page.connection?.words).toBe('Switch not understood');
    s.core.take({ do: 'open-session', id: first });
    await s.clock.advance(20);
    expect(s.page.connection?.words).toBe('Closed 1000');
  });

  test('what went wrong before a session began goes when another upstream is chosen', async () => {
    const s = await ready();
    s.core.take({ do: 'run', text: '[{"event":"stop"}]', ask: s.ask('sandbox-fish', 'pace') });
    await s.clock.advance(20);
    expect([s.page.connection?.problem?.code, s.page.run?.state]).toEqual(['bad_switch', 'failed']);
    expect(s.page.alert).toContain('Switch not understood');
    s.core.take({ do: 'choose' });
    await s.clock.advance(20);
    expect([s.page.connection?.phase, s.page.live, s.page.run?.state, s.page.alert]).toEqual([
      'idle',
      null,
      'idle',
      '',
    ]);
  });

  test('a step that could not be sent after the end says so until the next connection', async () => {
    const s = await ready();
    await connected(s, 'sandbox-fish');
    await disconnected(s);
    s.core.take({ do: 'send-step', text: '[{"event":"stop"}]', offset: 3 });
    await s.clock.advance(20);
    expect(s.page.run?.problem?.detail).toContain('Closed 1000');
    await connected(s, 'sandbox-fish');
    expect(s.page.run?.problem).toBeNull();
  });

  test('a choice of another upstream leaves an open connection and its run alone', async () => {
    const s = await ready();
    await connected(s, 'sandbox-fish');
    s.core.take({ do: 'run', text: '[{"$wait":"5s"}]', ask: null });
    s.core.take({ do: 'choose' });
    await s.clock.advance(20);
    expect([s.page.connection?.phase, s.page.live?.connection.phase, s.page.run?.state]).toEqual([
      'open',
      'open',
      'running',
    ]);
  });

  test('a new session is followed, also one that is refused at once; one that is over is read from its start', async () => {
    const s = await ready((peer) => peer.refuse(401, 'Unauthorized', encodeUtf8('{}')));
    const first = await connected(s, 'sandbox-fish');
    expect([s.page.connection?.phase, s.page.follow, s.page.unseen]).toEqual(['refused', true, 0]);
    await connected(s, 'sandbox-fish');
    expect(s.page.follow).toBe(true);
    s.core.take({ do: 'open-session', id: first });
    await s.clock.advance(20);
    expect(s.page.follow).toBe(false);
  });
});

describe('a lost line', () => {
  test('nothing is called open that may be closed: open again when the line is back', async () => {
    const s = await ready();
    const first = await connected(s, 'sandbox-fish');
    await disconnected(s);
    await connected(s, 'sandbox-fish');
    s.cut();
    await s.clock.advance(20);
    expect(s.page.connection).toMatchObject({ phase: 'open', words: 'Link lost', tone: 'error' });
    expect(s.page.live?.connection.words).toBe('Link lost');
    expect(s.page.sessions?.map((one) => one.connection.words)).toEqual(['Closed 1000', 'Link lost']);
    await s.clock.advance(1000);
    expect(s.page.connection).toMatchObject({ words: 'Open', tone: 'live' });
    expect(s.page.sessions?.[0]?.id).toBe(first);
  });
});

describe('a session that is forgotten', () => {
  test('is gone, and its neighbour is on show; titles are not given twice', async () => {
    const s = await ready();
    const first = await connected(s, 'sandbox-fish');
    await disconnected(s);
    const second = await connected(s, 'sandbox-fish');
    await disconnected(s);
    s.core.take({ do: 'forget-session', id: second });
    await s.clock.advance(20);
    expect([s.page.sessions?.map(({ id }) => id), s.page.active, s.page.live]).toEqual([[first], first, null]);
    s.core.take({ do: 'forget-session', id: first });
    await s.clock.advance(20);
    expect([s.page.sessions, s.page.active, s.page.view?.rowCount]).toEqual([[], null, 0]);
    expect(s.page.connection?.phase).toBe('idle');
    await connected(s, 'sandbox-fish');
    expect(s.page.sessions?.map(({ title }) => title)).toEqual(['sandbox-fish 3']);
  });

  test('is not one that is open', async () => {
    const s = await ready();
    const id = await connected(s, 'sandbox-fish');
    s.core.take({ do: 'forget-session', id });
    await s.clock.advance(20);
    expect(s.page.sessions?.length).toBe(1);
  });
});
