import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import type { EntryBody } from '../session/entry.ts';
import type { MemoryPeer } from '../transport/memory.ts';
import { bench, draw, id, open, word } from './testing/memory-bench.ts';

const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';

describe('a session through the relay', () => {
  it('is told whole, in order, with the times of the recorder', async () => {
    const { clock, page, peers } = bench();
    const p = page();
    p.say(open(id(1)));
    await clock.advance(100);
    p.send(id(1), 'text', encodeUtf8('hi'));
    peers[0]?.send('binary', encodeUtf8('abc'));
    await clock.advance(10);
    peers[0]?.send('ping', encodeUtf8('p'));
    p.say({ op: 'close', session: id(1), code: 1000, reason: 'done' });
    await clock.advance(10);
    expect(draw(p.records)).toBe('dial | 101 | > text hi | < binary abc | < ping p | > pong p | x us 1000 done');
    expect(p.records.map((r) => r.t)).toEqual([0, 0, 100, 100, 110, 110, 110]);
    expect(p.records.map((r) => r.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(p.notices.map((n) => n.say)).toEqual(['hello', 'session']);
  });

  it('leaves in batches: after 8 ms, or at 64 kB', async () => {
    const { clock, page, peers } = bench();
    const p = page();
    p.say(open(id(1)));
    expect(p.raw).toHaveLength(0);
    await clock.advance(7);
    expect(p.raw).toHaveLength(0);
    await clock.advance(1);
    expect(p.raw).toHaveLength(1);
    for (let i = 0; i < 65; i++) peers[0]?.send('binary', new Uint8Array(1000));
    expect(p.raw).toHaveLength(2);
  });

  it('sends sandboxes the word they know, and asks for a key before dialling anybody else', () => {
    const { page, peers } = bench();
    const p = page();
    p.say(open(id(1)));
    expect(peers[0]?.plan.headers).toContainEqual({ name: 'Authorization', value: 'Bearer sandbox' });
    p.say(open(id(2), { upstream: 'fish' }));
    expect(p.last()).toMatchObject({ say: 'problem', session: id(2), problem: { code: 'key_needed' } });
    p.say(open(id(3), { upstream: 'fish', key: 'key#9' }));
    expect(p.last()).toMatchObject({ say: 'problem', problem: { code: 'key_needed' } });
    expect(peers).toHaveLength(1);
  });

  it.each([
    ['unknown_upstream', { upstream: 'nope' }],
    ['unknown_upstream', { upstream: 'wss://evil.example' }],
    ['no_route', { path: '/v1/other' }],
    ['no_route', { path: '//evil.example/' }],
    ['bad_switch', { switches: { a: 'x/y' } }],
    ['bad_switch', { switches: { 'a~b': '1' } }],
    ['bad_command', { session: 'x' }],
    ['bad_command', { options: { a: 1 } }],
  ])('refuses with %s: %o', (code, more) => {
    const { page, peers } = bench();
    const p = page();
    p.say(open(id(1), more));
    expect(p.last()).toMatchObject({ say: 'problem', problem: { code } });
    expect(peers).toHaveLength(0);
  });

  it('puts switches into the path segment', () => {
    const { page, peers } = bench();
    page().say(open(id(1), { switches: { seed: '2 3', closeReason: 'é' } }));
    expect(peers[0]?.plan.url).toBe('ws://127.0.0.1:4820/sandbox/fish~seed=2%203,closeReason=%C3%A9/v1/tts/live');
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"op":"__proto__"}',
    '{"op":"open"}',
    '{"op":"ack","session":1,"seq":1}',
    `{"op":"ack","session":"${id(1)}","seq":-1}`,
  ])('survives the command %s', (json) => {
    const p = bench().page();
    p.text(json);
    expect(p.last()).toMatchObject({ say: 'problem', problem: { code: 'bad_command' } });
  });
});

describe('keys', () => {
  const withKey = (upstream: string) => {
    const b = bench();
    const p = b.page();
    p.say({ op: 'key', request: 7, upstream, value: ` ${key}\n` });
    p.say(open(id(1), { upstream, key: 'key#1' }));
    return { ...b, p };
  };

  it('come back as a handle, a length and, when long, a tail', () => {
    const { p } = withKey('fish');
    expect(p.notices[1]).toEqual({ say: 'key', request: 7, handle: 'key#1', length: 30, tail: '9c21' });
    p.say({ op: 'key', request: 8, upstream: 'fish', value: 'elevenchars' });
    expect(p.last()).toMatchObject({ length: 11, tail: null });
    for (const bad of ['', 'a\r\nX: y', 'a\0', 'ключ']) {
      p.say({ op: 'key', request: 9, upstream: 'fish', value: bad });
      expect(p.last()).toMatchObject({ say: 'problem', request: 9, problem: { code: 'bad_value' } });
    }
    p.say({ op: 'key', request: 10, upstream: 'constructor', value: 'elevenchars' });
    expect(p.last()).toMatchObject({ say: 'problem', request: 10, problem: { code: 'unknown_upstream' } });
  });

  it('open the upstream they were typed for and no other, until they are typed for that one too', () => {
    const { p, peers, page } = withKey('fish');
    p.say(open(id(2), { upstream: 'fishspeech', key: 'key#1' }));
    expect(p.last()).toMatchObject({ say: 'problem', session: id(2), problem: { code: 'key_needed' } });
    expect(p.last()).toMatchObject({ problem: { detail: expect.stringContaining('another upstream') } });
    p.say(open(id(3), { upstream: 'sandbox-fish', key: 'key#1' }));
    expect(p.last()).toMatchObject({ say: 'problem', session: id(3), problem: { code: 'key_needed' } });
    expect(peers).toHaveLength(1);
    // A page that lost its link is another page to the server, and keeps its keys.
    const again = page();
    again.say(open(id(4), { upstream: 'fish', key: 'key#1' }));
    again.say({ op: 'key', request: 8, upstream: 'fishspeech', value: key });
    again.say(open(id(5), { upstream: 'fishspeech', key: 'key#1' }));
    expect(peers).toHaveLength(3);
  });

  it('fill no hole of a session with another upstream', async () => {
    const { p, peers, clock } = withKey('fish');
    p.say(open(id(2), { upstream: 'sandbox-fishspeech' }));
    const bytes = encodeUtf8(`{"event":"start","token":"${'key#1'.padEnd(30, '.')}"}`);
    const start = '{"event":"start","token":"'.length;
    p.send(id(2), 'text', bytes, [{ start, end: start + 30, key: 'key#1' }]);
    await clock.advance(10);
    expect(peers[1]?.sent).toHaveLength(0);
    expect(draw(p.records.filter((r) => r.session === id(2)))).toBe('dial | 101 | ! key_needed');
  });

  it('go out, and never come back in any entry', async () => {
    const { p, peers, clock } = withKey('fishspeech');
    expect(peers[0]?.plan.url).toContain(`token=${key}`);
    const filler = 'key#1'.padEnd(30, '.');
    const bytes = encodeUtf8(`{"event":"start","token":"${filler}"}`);
    const start = '{"event":"start","token":"'.length;
    p.send(id(1), 'text', bytes, [{ start, end: start + 30, key: 'key#1' }]);
    expect(decodeUtf8(peers[0]?.sent[0]?.bytes as Uint8Array).text).toContain(key);
    peers[0]?.send('text', encodeUtf8(`you sent ${key} and ${btoa(`x${key}`)}`));
    peers[0]?.close(4001, encodeUtf8(`bad ${key}`));
    await clock.advance(10);
    const text = p.raw.map((b) => Buffer.from(b).toString('latin1')).join();
    expect(text).not.toContain(key);
    expect(text).not.toContain(btoa(key).slice(0, 30));
    expect(p.records.map((r) => r.masked?.map((m) => m.in).join())).toEqual([
      'url',
      undefined,
      'bytes',
      'bytes,bytes',
      'reason',
    ]);
    const sent = p.records[2];
    expect(sent?.masked).toEqual([{ in: 'bytes', start, end: start + 30, key: 'key#1' }]);
    expect(word(sent?.body as EntryBody)).toBe(`> text {"event":"start","token":"${filler}"}`);
  });

  it('are learned where a frame holds one at a secret position', async () => {
    const b = bench();
    const p = b.page();
    p.say(open(id(1), { upstream: 'sandbox-fishspeech' }));
    p.send(id(1), 'text', encodeUtf8('{"event":"start","token":"typed-into-the-editor"}'));
    b.peers[0]?.send('text', encodeUtf8('typed-into-the-editor'));
    p.send(id(1), 'text', encodeUtf8('{"event":"start","token":"short"}'));
    p.send(id(1), 'text', encodeUtf8('{"event":"start","token":"sandbox-401"}'));
    await b.clock.advance(10);
    expect(draw(p.records.slice(2))).toBe(
      [
        `> text {"event":"start","token":"${'key#1'.padEnd(21, '.')}"}`,
        `< text ${'key#1'.padEnd(21, '.')}`,
        '> text {"event":"start","token":"*****"}',
        '> text {"event":"start","token":"sandbox-401"}',
      ].join(' | '),
    );
    expect(decodeUtf8(b.peers[0]?.sent[0]?.bytes as Uint8Array).text).toContain('typed-into-the-editor');
  });

  it('do not fill a hole of another length, nor one nobody knows', () => {
    const { p, peers } = withKey('fishspeech');
    p.send(id(1), 'text', encodeUtf8('0123456789'), [{ start: 0, end: 10, key: 'key#1' }]);
    p.send(id(1), 'text', encodeUtf8('0123456789'), [{ start: 0, end: 10, key: 'key#5' }]);
    expect(peers[0]?.sent).toHaveLength(0);
  });
});

describe('credit', () => {
  const MiB = 2 ** 20;
  it('stops reading above 4 MiB, starts again below 1 MiB, and says for how long it did not read', async () => {
    const { clock, page, peers } = bench();
    const p = page();
    p.say(open(id(1)));
    for (let i = 0; i < 4; i++) peers[0]?.send('binary', new Uint8Array(MiB - 100));
    expect(peers[0]?.paused).toBe(false);
    peers[0]?.send('binary', new Uint8Array(MiB));
    expect(peers[0]?.paused).toBe(true);
    await clock.advance(1234);
    p.say({ op: 'ack', session: id(1), seq: 6 });
    expect(peers[0]?.paused).toBe(true);
    p.say({ op: 'ack', session: id(1), seq: 7 });
    expect(peers[0]?.paused).toBe(false);
    await clock.advance(10);
    expect(draw(p.records.slice(-1))).toBe('* console paused reading for 1234 ms');
  });

  it('bounds what is kept of a source that cannot be stopped, and counts the rest', async () => {
    const { clock, page, peers } = bench(undefined, { tailBytes: 8 * MiB, creditHigh: 4 * MiB });
    const p = page();
    p.say(open(id(1)));
    for (let i = 0; i < 40; i++) peers[0]?.send('binary', new Uint8Array(MiB));
    await clock.advance(10);
    const frames = p.records.filter((r) => r.body.kind === 'frame').length;
    expect(frames).toBeLessThanOrEqual(12);
    p.say({ op: 'ack', session: id(1), seq: p.records.length });
    peers[0]?.close(1000);
    await clock.advance(10);
    expect(draw(p.records)).toContain(`* not kept: ${40 - frames} frames`);
    expect(draw(p.records.slice(-1))).toBe('x peer 1000');
  });

  it('forgets a session that is over and stored', async () => {
    const { clock, page, peers, relay } = bench();
    const p = page();
    p.say(open(id(1)));
    peers[0]?.close(1000);
    await clock.advance(10);
    expect(relay.sessions()).toBe(1);
    p.say({ op: 'ack', session: id(1), seq: 3 });
    expect(relay.sessions()).toBe(0);
  });
});

describe('a page that comes and goes', () => {
  it('goes on after the entry it has, without a gap or a repeat', async () => {
    const { clock, page, peers } = bench();
    const first = page();
    first.say(open(id(1)));
    for (const text of ['a', 'b']) peers[0]?.send('text', encodeUtf8(text));
    await clock.advance(10);
    first.leave();
    peers[0]?.send('text', encodeUtf8('c'));
    await clock.advance(29_000);
    const second = page();
    second.say({ op: 'resume', session: id(1), seq: 3 });
    await clock.advance(10);
    expect(draw(second.records)).toBe('< text b | < text c');
    peers[0]?.send('text', encodeUtf8('d'));
    await clock.advance(40_000);
    expect(draw(second.records)).toContain('< text d');
    expect(peers[0]?.closedWith).toBeNull();
  });

  it('loses the session after 30 s: the upstream is closed with 1001', async () => {
    const { clock, page, peers, relay } = bench();
    const first = page();
    first.say(open(id(1)));
    first.leave();
    await clock.advance(30_000);
    expect(peers[0]?.closedWith?.code).toBe(1001);
    expect(relay.sessions()).toBe(0);
    const second = page();
    second.say({ op: 'resume', session: id(1), seq: 0 });
    expect(second.last()).toMatchObject({ say: 'gone', session: id(1), problem: { code: 'session_gone' } });
  });

  it('has its own upstreams closed at once when its user leaves, and nobody else those of theirs', async () => {
    const { clock, page, peers, relay } = bench();
    const [first, second] = [page(), page()];
    first.say(open(id(1)));
    first.say(open(id(2)));
    second.say(open(id(3)));
    await clock.advance(10);
    first.abandon();
    expect(peers.map(({ closedWith }) => closedWith?.code)).toEqual([1001, 1001, undefined]);
    expect(relay.sessions()).toBe(1);
    first.leave();
    second.say({ op: 'resume', session: id(1), seq: 0 });
    expect(second.last()).toMatchObject({ say: 'gone', session: id(1) });
  });

  it('takes a session over from a link that is half dead', async () => {
    const { clock, page, peers } = bench();
    const first = page();
    first.say(open(id(1)));
    await clock.advance(10);
    const second = page();
    second.say({ op: 'resume', session: id(1), seq: 2 });
    peers[0]?.send('text', encodeUtf8('x'));
    await clock.advance(10);
    expect(draw(second.records)).toBe('< text x');
    expect(first.records).toHaveLength(2);
    first.leave();
    await clock.advance(60_000);
    expect(peers[0]?.closedWith).toBeNull();
  });

  it('is told 1012 when the server stops, its upstreams 1001', () => {
    const { page, peers, relay } = bench();
    const p = page();
    p.say(open(id(1)));
    peers[0]?.send('text', encodeUtf8('the last words'));
    relay.close();
    expect(draw(p.records)).toBe('dial | 101 | < text the last words');
    expect(p.closedWith()).toBe(1012);
    expect(peers[0]?.closedWith?.code).toBe(1001);
  });
});

describe('deadlines and limits of a connection', () => {
  const opened = async (ms: number, serve?: (peer: MemoryPeer) => void) => {
    const b = bench(serve);
    const p = b.page();
    p.say(open(id(1)));
    await b.clock.advance(ms);
    return { ...b, p, peer: b.peers[0] as MemoryPeer };
  };

  it('gives up a dial after 10 s', async () => {
    const { p, peer } = await opened(10_010, () => {});
    expect(draw(p.records)).toBe('dial | ! timeout');
    expect(peer.terminated).toBe(true);
  });

  it('waits no longer for the upgrade once another answer came: its body has a time of its own', async () => {
    const { p, peer, clock } = await opened(9_000, (one) => one.answering());
    await clock.advance(4_000);
    peer.refuse(503, 'Service Unavailable', encodeUtf8('begun'));
    await clock.advance(10);
    expect(draw(p.records)).toBe('dial | 503');
    expect(peer.terminated).toBe(false);
  });

  it('writes a pong down before what it makes the peer say', async () => {
    const { p, peer, clock } = await opened(10);
    peer.onFrame = () => peer.send('text', encodeUtf8('heard'));
    peer.send('ping', encodeUtf8('p'));
    await clock.advance(10);
    expect(draw(p.records.slice(2))).toBe('< ping p | > pong p | < text heard');
  });

  it('cuts a socket that does not answer our close for 3 s', async () => {
    const { p, peer, clock } = await opened(10);
    peer.onClose = () => {};
    p.say({ op: 'close', session: id(1), code: 4000, reason: 'x' });
    await clock.advance(3_010);
    expect(draw(p.records.slice(2))).toBe('* no answer to our close within 3000 ms: the socket was cut | x us 4000 x');
    expect(peer.terminated).toBe(true);
  });

  it('marks silence, and lets it be', async () => {
    const { p, peer } = await opened(60_010);
    expect(draw(p.records.slice(2))).toBe('* nothing received in the first 10 s | * no frame either way for 60 s');
    expect(peer.terminated).toBe(false);
  });

  it('lists 100 pings a second and counts the others; all are answered', async () => {
    const { p, peer, clock } = await opened(10);
    for (let i = 0; i < 250; i++) peer.send('ping', encodeUtf8(`${i}`));
    await clock.advance(1_010);
    expect(peer.sent.filter((f) => f.opcode === 'pong')).toHaveLength(250);
    expect(p.records.filter((r) => r.body.kind === 'frame')).toHaveLength(200);
    expect(draw(p.records.slice(-1))).toBe('* 150 more pings in this second: answered, not listed');
  });

  it('ends a ping flood with the true reason', async () => {
    const { p, peer, clock } = await opened(10);
    peer.drains = false;
    for (let i = 0; i < 61; i++) peer.send('ping', new Uint8Array(0));
    await clock.advance(10);
    expect(draw(p.records.slice(-2))).toMatch(/^\* closed by console: 60 unanswered pings.* \| x us 1006$/);
    expect(peer.terminated).toBe(true);
  });

  it('keeps the bytes of a text frame that is no UTF-8, names the place, and closes with 1007', async () => {
    const { p, peer, clock } = await opened(10);
    peer.send('text', Uint8Array.of(0x61, 0xff));
    await clock.advance(10);
    const [frame, failure] = p.records.slice(2);
    expect(frame?.body).toMatchObject({ bytes: Uint8Array.of(0x61, 0xff) });
    expect(failure?.body).toMatchObject({ problem: { code: 'E_UTF8', at: { byte: 1 } } });
    expect(peer.closedWith?.code).toBe(1007);
  });

  it('refuses what cannot be sent, in the record', async () => {
    const { p, clock } = await opened(10);
    p.send(id(1), 'ping', new Uint8Array(126));
    p.say({ op: 'close', session: id(1), code: 1006, reason: '' });
    p.say({ op: 'close', session: id(1), code: 1000, reason: 'é'.repeat(62) });
    await clock.advance(10);
    expect(draw(p.records.slice(2))).toBe('! bad_value | ! bad_value | ! bad_value');
    p.send(id(9), 'text', new Uint8Array(1));
    expect(p.last()).toMatchObject({ say: 'problem', session: id(9), problem: { code: 'not_connected' } });
  });
});
