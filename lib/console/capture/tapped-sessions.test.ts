/** Sessions of clients of their own, through the tap, as the page's core holds them. */
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { TapAsk, TapRecord } from '../../relay/tap/tap-record.ts';
import { clientKey } from '../../relay/testing/tap-bench.ts';
import { closePayload, wsBytes } from '../../relay/testing/ws-bytes.ts';
import { type CoreStage, coreStage } from './core-stage.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';

/** A client of `fish`, frame by frame. */
function client(s: CoreStage, more: Partial<TapAsk> = {}) {
  const record = s.tap('sandbox-fish', more);
  record.dial(
    'ws://127.0.0.1:4820/sandbox/fish/v1/tts/live',
    [
      { name: 'User-Agent', value: 'fish-audio/0.1.0' },
      { name: 'Authorization', value: `Bearer ${canary}` },
    ],
    s.clock.now(),
  );
  record.answered({ status: 101, statusText: 'Switching Protocols', headers: [], timings: {}, t: s.clock.now() });
  const at = () => s.clock.now();
  return {
    record,
    sent(event: object) {
      record.bytes('client', wsBytes({ opcode: 2, payload: encodeMsgpack(event), key: clientKey }), at());
    },
    received(event: object) {
      record.bytes('upstream', wsBytes({ opcode: 2, payload: encodeMsgpack(event) }), at());
    },
    close() {
      record.bytes('client', wsBytes({ opcode: 8, payload: closePayload(1000), key: clientKey }), at());
      record.bytes('upstream', wsBytes({ opcode: 8, payload: closePayload(1000) }), at());
      record.ended('client', 'fin', at());
    },
  };
}
type Client = ReturnType<typeof client>;

async function round(s: CoreStage, c: Client, text = 'Hello there. ') {
  c.sent({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } });
  c.sent({ event: 'text', text });
  c.sent({ event: 'stop' });
  await s.clock.advance(120);
  for (let i = 0; i < 3; i++) {
    c.received({ event: 'audio', audio: new Uint8Array(3200).fill(0x10), time: 1 });
    await s.clock.advance(50);
  }
  c.received({ event: 'finish', reason: 'stop', time: 1 });
}

async function stage() {
  const s = coreStage();
  await s.clock.advance(20);
  return s;
}
const titles = (s: CoreStage) => s.page.sessions?.map(({ title }) => title);
const words = (s: CoreStage) => s.page.view?.rows.map(({ kind, meaning }) => `${kind}: ${meaning}`);

describe('a client through the tap', () => {
  test('appears by itself, is on show where nothing was, and two rounds are one session with turns', async () => {
    const s = await stage();
    const c = client(s, { name: 'demo' });
    await s.clock.advance(50);
    expect(s.page.announcement).toBe('A client connected through the tap: sandbox-fish@demo 1');
    expect(s.page.sessions).toMatchObject([
      {
        title: 'sandbox-fish@demo 1',
        connection: { words: 'Open' },
        tap: { name: 'demo', kind: 'spliced', agent: 'fish-audio/0.1.0', rounds: 0 },
      },
    ]);
    expect(s.page.active).toBe(s.page.sessions?.[0]?.id);
    // The bar is that of this page's own connection: there is none.
    expect(s.page.live).toBeNull();
    await round(s, c);
    await round(s, c, 'And again. ');
    await s.clock.advance(300);
    c.close();
    await s.clock.advance(1500);
    const [session] = s.page.sessions ?? [];
    expect(session).toMatchObject({
      frames: 14,
      connection: { words: 'Closed 1000', tone: 'good' },
      tap: { rounds: 2 },
    });
    expect(session?.findings.error).toBe(0);
    expect(s.page.sound?.duration).toBeCloseTo(1.2, 2);
    const { timing } = s.page;
    expect(timing?.turns.length).toBe(2);
    expect(s.tapped()).toBe(0);
    expect(words(s)?.at(-1)).toBe('close: 1000 by the client');
    s.core.take({ do: 'select', seq: 1 });
    await s.clock.advance(50);
    const facts = s.page.detail?.facts ?? [];
    expect(facts.find(({ name }) => name === 'User-Agent')?.value).toBe('fish-audio/0.1.0');
    expect(JSON.stringify(s.messages)).not.toContain(canary);
  });

  test('comes beside what the user looks at: own connection, chosen or touched session', async () => {
    const s = await stage();
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish') });
    await s.clock.advance(50);
    const own = s.page.active;
    const c = client(s);
    await s.clock.advance(50);
    expect(titles(s)).toEqual(['sandbox-fish 1', 'sandbox-fish 2']);
    expect([s.page.active, s.page.live?.title]).toEqual([own, 'sandbox-fish 1']);
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(300);
    s.core.take({ do: 'select', seq: 1 });
    client(s);
    await s.clock.advance(50);
    expect(s.page.active).toBe(own);
    s.core.take({ do: 'select', seq: null });
    client(s);
    await s.clock.advance(50);
    expect(s.page.active).toBe(s.page.sessions?.[3]?.id);
    // What is chosen stays, though it is over.
    s.core.take({ do: 'open-session', id: own ?? '' });
    client(s);
    await s.clock.advance(50);
    expect(s.page.active).toBe(own);
    expect(s.page.sessions).toHaveLength(5);
    c.close();
  });

  test('several at once are told apart; errors of those not on show are no alert', async () => {
    const s = await stage();
    const [one, two] = [client(s), client(s)];
    one.sent({ event: 'text', text: 'one' });
    two.received({ event: 'finish', reason: 'error', time: 1 });
    two.record.ended('upstream', 'reset', s.clock.now());
    await s.clock.advance(100);
    expect(s.page.sessions?.map(({ connection, frames }) => `${connection.words} ${frames}`)).toEqual([
      'Open 1',
      'The server ended the connection (1006) 1',
    ]);
    expect(s.page.alert ?? '').toBe('');
  });

  test('goes on after a lost line, and comes again as another where the server no longer has it', async () => {
    const s = await stage();
    const c = client(s);
    c.sent({ event: 'text', text: 'one' });
    await s.clock.advance(100);
    s.cut();
    c.sent({ event: 'text', text: 'two' });
    await s.clock.advance(3000);
    expect(s.page.sessions).toMatchObject([{ frames: 2, connection: { words: 'Open' } }]);
    s.restart();
    await s.clock.advance(10_000);
    expect(s.page.sessions).toMatchObject([{ connection: { phase: 'failed' } }]);
    const next = client(s);
    next.sent({ event: 'text', text: 'three' });
    await s.clock.advance(100);
    expect(titles(s)).toEqual(['sandbox-fish 1', 'sandbox-fish 2']);
  });

  test('one that has closed does not come again after a lost line, though its sockets are still there', async () => {
    const s = await stage();
    const c = client(s);
    const at = () => s.clock.now();
    c.sent({ event: 'text', text: 'one' });
    c.record.bytes('client', wsBytes({ opcode: 8, payload: closePayload(1000), key: clientKey }), at());
    c.record.bytes('upstream', wsBytes({ opcode: 8, payload: closePayload(1000) }), at());
    await s.clock.advance(100);
    expect(s.page.sessions).toMatchObject([{ connection: { phase: 'closed' } }]);
    s.cut();
    await s.clock.advance(5000);
    expect(titles(s)).toEqual(['sandbox-fish 1']);
    c.record.ended('client', 'fin', at());
    await s.clock.advance(100);
    expect(s.tapped()).toBe(0);
    s.cut();
    await s.clock.advance(5000);
    expect(titles(s)).toEqual(['sandbox-fish 1']);
    expect(s.page.alert ?? '').not.toMatch('gone');
  });

  test('one that was forgotten here is not kept for this page, though more comes of it', async () => {
    const s = await stage();
    const c = client(s);
    const at = () => s.clock.now();
    c.record.bytes('client', wsBytes({ opcode: 8, payload: closePayload(1000), key: clientKey }), at());
    c.record.bytes('upstream', wsBytes({ opcode: 8, payload: closePayload(1000) }), at());
    c.record.bytes('upstream', Uint8Array.of(1, 2, 3), at());
    await s.clock.advance(100);
    s.core.take({ do: 'forget-session', id: s.page.sessions?.[0]?.id ?? '' });
    c.record.ended('client', 'fin', at());
    await s.clock.advance(100);
    expect(s.page.sessions).toHaveLength(0);
    expect(s.tapped()).toBe(0);
  });

  test('how many came and went while no page was there, and are not kept, is said once', async () => {
    const s = await stage();
    s.cut();
    for (let i = 0; i < 66; i++) client(s).close();
    await s.clock.advance(5000);
    expect(s.page.sessions).toHaveLength(64);
    expect(s.page.alert).toMatch(/^2 more connections were tapped while no page was open;/);
  });

  test('plain calls are a session of their own, with what was asked and answered', async () => {
    const s = await stage();
    const record: TapRecord = s.tap('sandbox-fish', { kind: 'calls' });
    record.http(
      {
        method: 'POST',
        url: 'http://127.0.0.1:4820/v1/tts',
        status: 200,
        headers: [{ name: 'Content-Type', value: 'application/json' }],
        requestHeaders: [
          { name: 'Content-Type', value: 'application/msgpack' },
          { name: 'User-Agent', value: 'axios/1' },
        ],
        requestBody: encodeMsgpack({ text: 'Hi', mp3_bitrate: 128 }),
        responseBody: encodeUtf8('{"ok":true}'),
      },
      s.clock.now(),
    );
    await s.clock.advance(50);
    expect(s.page.sessions).toMatchObject([
      { connection: { words: 'Open' }, tap: { kind: 'calls', agent: 'axios/1', calls: 1 } },
    ]);
    s.core.take({ do: 'select', seq: 1 });
    await s.clock.advance(50);
    const facts = Object.fromEntries((s.page.detail?.facts ?? []).map(({ name, value }) => [name, value]));
    expect(facts['Request: User-Agent']).toBe('axios/1');
    expect(JSON.parse(facts['Request body (MessagePack, decoded)'] ?? '')).toEqual({ text: 'Hi', mp3_bitrate: 128 });
    expect(facts['Answer: Content-Type']).toBe('application/json');
    expect(facts['Response body']).toBe('{"ok":true}');
    record.ended('client', 'fin', s.clock.now());
    await s.clock.advance(50);
    expect(s.page.sessions).toMatchObject([{ connection: { phase: 'closed', words: 'Over' } }]);
    expect(s.tapped()).toBe(0);
  });
});

test('what began before this page came is shown as far as it is here, and not judged by it', async () => {
  const s = coreStage();
  s.otherPage();
  await s.clock.advance(20);
  s.cut();
  const c = client(s);
  c.sent({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } });
  s.takeAll();
  await s.clock.advance(3000);
  c.sent({ event: 'text', text: 'No start is to be seen here. ' });
  c.close();
  await s.clock.advance(1500);
  expect(
    words(s)
      ?.slice(2)
      .map((row) => row.slice(0, 30)),
  ).toEqual(['mark: joined later: 1 entry be', expect.stringMatching(/^text: /), 'close: 1000 by the client']);
  // Its upgrade is judged, the talk is not.
  expect(s.page.findings?.list.flatMap(({ proofs }) => proofs.map(({ seq }) => seq))).toEqual([1]);
});

describe('frames of one wire', () => {
  test('a frame of the server alone is told with its text, and a second copy as one', async () => {
    const s = await stage();
    const { record } = client(s, { kind: 'parsed' });
    const text = encodeMsgpack({ event: 'text', text: 'Hello there. ' });
    const crossed = record.frame(true, 'binary', text, 0);
    record.frame(true, 'binary', text, 0, { leg: 'upstream', passed: 'as-is', of: crossed });
    const held = record.frame(true, 'binary', text, 0, { leg: 'client' });
    for (let i = 0; i < 2; i++) record.frame(true, 'binary', text, 0, { leg: 'upstream', passed: 'as-is', of: held });
    await s.clock.advance(1000);
    const all = (words(s) ?? []).slice(2);
    const is = all[0]?.replace(/^text: /, '');
    expect(is).toContain('Hello there.');
    expect(all.slice(1)).toEqual([
      `to server: text: ${is} - to the server, passed on once more (came as #3)`,
      `text: ${is} - from the client, and not passed on at once`,
      `to server: text: ${is} - to the server, passed on later (came as #5)`,
      `to server: text: ${is} - to the server, passed on once more (came as #5)`,
    ]);
  });

  test('stand in the log and are not read: the session is what its client saw', async () => {
    const s = await stage();
    const c = client(s, { kind: 'parsed' });
    const { record } = c;
    const at = () => s.clock.now();
    record.frame(
      true,
      'binary',
      encodeMsgpack({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } }),
      at(),
    );
    record.frame(true, 'binary', encodeMsgpack({ event: 'text', text: 'Hello there. ' }), at());
    const audio = (fill: number) => encodeMsgpack({ event: 'audio', audio: new Uint8Array(1600).fill(fill), time: 1 });
    const came = record.frame(false, 'binary', audio(1), at(), { leg: 'upstream', passed: 'edited' });
    record.note({ kind: 'mark', by: 'user', says: 'edited', about: came });
    record.frame(false, 'binary', audio(2), at(), { leg: 'client', passed: 'edited', of: came });
    record.frame(false, 'binary', audio(3), at(), { leg: 'upstream', passed: 'dropped' });
    record.frame(false, 'binary', encodeMsgpack({ event: 'log', message: 'x' }), at(), {
      leg: 'client',
      passed: 'injected',
    });
    record.frame(true, 'binary', encodeMsgpack({ event: 'stop' }), at(), { leg: 'upstream', passed: 'injected' });
    await s.clock.advance(1000);
    const [session] = s.page.sessions ?? [];
    // start, text, the edited audio, the injected log: what the client sent and got.
    expect(session?.frames).toBe(4);
    expect(s.page.sound?.duration).toBeCloseTo(0.1, 3);
    expect(s.page.timing?.turns[0]?.frames).toBe(1);
    const rows = words(s) ?? [];
    expect(rows[4]).toMatch(/^from server: audio: .* - from the server, changed here: the client got another one$/);
    expect(rows[6]).toMatch(/^audio: .* - to the client, changed here \(came as #5\)$/);
    expect(rows[7]).toMatch(/^from server: audio: .* - from the server, dropped here: the client never got it$/);
    expect(rows[8]).toMatch(/^log: .* - put in here for the client: the server never sent it$/);
    expect(rows[9]).toMatch(/^to server: stop(: .*)? - put in here for the server: the client never sent it$/);
    expect(s.page.lastSent?.event).toBe('text');
    s.core.take({ do: 'select', seq: 8 });
    await s.clock.advance(50);
    expect(s.page.detail?.facts[0]).toMatchObject({ name: 'What became of it' });
  });
});

test('figures blame the server or the client, never this page: what it received is not what the client got', async () => {
  const s = await stage();
  const c = client(s);
  const audio = () => c.received({ event: 'audio', audio: new Uint8Array(1600).fill(0x10), time: 1 });
  c.sent({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } });
  c.sent({ event: 'text', text: 'Hello there, how are you? ' });
  c.sent({ event: 'stop' });
  for (let i = 0; i < 6; i++) {
    await s.clock.advance(50);
    audio();
  }
  // The page gets nothing for a while; the client does.
  s.hold(2000);
  for (let i = 0; i < 6; i++) {
    await s.clock.advance(50);
    audio();
  }
  await s.clock.advance(3000);
  const { timing } = s.page;
  expect(timing?.figures.some(({ id }) => id === 'to-page')).toBe(false);
  expect(timing?.blames).toEqual([]);
  c.record.note({
    kind: 'mark',
    by: 'relay',
    says: 'the client took nothing for 2900 ms, and the upstream was held back',
  });
  audio();
  c.received({ event: 'finish', reason: 'stop', time: 1 });
  c.close();
  await s.clock.advance(1500);
  const late = s.page.timing?.blames.filter(({ kind }) => kind === 'arrival') ?? [];
  expect(late.map(({ by }) => by)).toEqual(['client']);
  expect(late[0]?.says).toMatch(/^The client took nothing for/);
});
