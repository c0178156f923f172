import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { draw, word } from '../testing/memory-bench.ts';
import { clientKey, tapBench } from '../testing/tap-bench.ts';
import { closePayload, wsBytes } from '../testing/ws-bytes.ts';
import type { Notice } from '../wire.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
type Bench = ReturnType<typeof tapBench>;

/** A short talk of one connection. */
function talk({ tap }: Bench) {
  return tap().open().sent(1, 'hi').received(2, 'abc').received(9, 'p').sent(10, 'p').close(1000);
}
const talked = 'dial | 101 | > text hi | < binary abc | < ping p | > pong p | x us 1000';

describe('a page and a tap', () => {
  it('gets it unasked, whole, in order, with the times of its chunks', async () => {
    const b = tapBench();
    const p = b.page();
    await b.clock.advance(5);
    const t = b.tap({ name: 'demo' }).open().sent(1, 'hi');
    await b.clock.advance(20);
    t.received(2, 'abc');
    await b.clock.advance(20);
    t.close();
    await b.clock.advance(20);
    expect(p.sessions()).toMatchObject([
      {
        head: { upstream: 'sandbox-fish', dialect: 'fish', via: 'tap' },
        startedNow: 5,
        tap: { name: 'demo', kind: 'spliced', keeps: true },
      },
    ]);
    expect(draw(p.records)).toBe('dial | 101 | > text hi | < binary abc | x us 1000');
    expect(p.records.map(({ t: at }) => at)).toEqual([0, 0, 0, 20, 40]);
    expect(p.records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(p.records[0]?.body).toMatchObject({ kind: 'dial', via: 'tap', tapped: 'spliced' });
    expect(p.records[3]?.body).toMatchObject({ wire: { bytes: 5, fragments: 1, chunk: 1, compressed: false } });
    await b.clock.advance(20);
    expect(b.hub.sessions()).toBe(0);
    expect(b.clock.pending()).toBe(0);
  });

  it('gets nothing before it asks for taps', async () => {
    const b = tapBench();
    const notices: Notice[] = [];
    b.relay.connect({ text: (json) => notices.push(JSON.parse(json)), binary() {}, close() {} });
    talk(b);
    await b.clock.advance(50);
    expect(notices.map(({ say }) => say)).toEqual(['hello']);
  });

  it('says the same however the bytes are cut', async () => {
    const wire = [
      ['client', wsBytes({ opcode: 1, payload: encodeUtf8('hello'), key: clientKey })],
      ['upstream', wsBytes({ opcode: 2, fin: false, payload: encodeUtf8('ab') })],
      ['upstream', wsBytes({ opcode: 0, payload: encodeUtf8('cd') })],
      ['upstream', wsBytes({ opcode: 8, payload: closePayload(4001, 'why') })],
      ['client', wsBytes({ opcode: 8, payload: closePayload(4001, 'why'), key: clientKey })],
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 12 }), { maxLength: 20 }), async (cuts) => {
        const b = tapBench();
        const p = b.page();
        const t = b.tap().open();
        for (const [from, bytes] of wire) {
          const places = [0, ...cuts.filter((at) => at > 0 && at < bytes.length).sort((x, y) => x - y), bytes.length];
          for (let i = 1; i < places.length; i++) t.record.bytes(from, bytes.slice(places[i - 1], places[i]), 0);
        }
        t.record.ended('upstream', 'fin', 0);
        await b.clock.advance(20);
        expect(draw(p.records)).toBe('dial | 101 | > text hello | < binary abcd | x peer 4001 why');
      }),
      { numRuns: 50 },
    );
  });

  it('is one of two: each has its own copy, the first stores it', async () => {
    const b = tapBench();
    const [one, two] = [b.page(), b.page()];
    talk(b);
    await b.clock.advance(50);
    expect(draw(one.records)).toBe(talked);
    expect(draw(two.records)).toBe(talked);
    expect(one.sessions()[0]?.head.id).not.toBe(two.sessions()[0]?.head.id);
    expect([one, two].map((p) => p.sessions()[0]?.tap?.keeps)).toEqual([true, false]);
    expect(b.hub.sessions()).toBe(0);
  });

  it('comes later: how it began, a mark of what is not here, and what is still to come, in numbers of its own', async () => {
    const b = tapBench();
    const first = b.page();
    const t = b.tap().open().sent(1, 'one').received(2, 'two').received(2, 'three');
    await b.clock.advance(50);
    const late = b.page();
    t.received(2, 'four');
    await b.clock.advance(50);
    t.close();
    await b.clock.advance(50);
    const mark = '* joined later: 3 entries before this are not here';
    expect(draw(late.records)).toBe(`dial | 101 | ${mark} | < binary four | x us 1000`);
    expect(late.records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(late.sessions()[0]?.tap?.keeps).toBe(false);
    expect(first.records).toHaveLength(7);
    expect(b.hub.sessions()).toBe(0);
  });

  it('comes back within half a minute and lacks nothing; another page got what it did not', async () => {
    const b = tapBench();
    const p = b.page({ acks: false });
    const t = b.tap().open().sent(1, 'one');
    await b.clock.advance(20);
    const { id } = p.sessions()[0]?.head ?? { id: '' };
    p.leave();
    t.received(2, 'meanwhile');
    await b.clock.advance(20_000);
    const back = b.page({ from: [{ op: 'resume', session: id, seq: 2 }] });
    await b.clock.advance(20);
    expect(back.sessions()).toHaveLength(0);
    expect(back.records.map(({ seq, body }) => `${seq} ${word(body)}`)).toEqual([
      '3 > text one',
      '4 < binary meanwhile',
    ]);
    back.leave();
    await b.clock.advance(30_001);
    const late = b.page({ from: [{ op: 'resume', session: id, seq: 4 }] });
    t.close();
    await b.clock.advance(50);
    expect(late.notices.filter(({ say }) => say === 'gone')).toHaveLength(1);
    expect(late.sessions()[0]?.tap?.keeps).toBe(true);
    expect(draw(late.records)).toMatch(/^dial \| 101 \| .*x us 1000$/);
    expect(b.hub.sessions()).toBe(0);
  });
});

describe('nobody reads', () => {
  const limits = { tailBytes: 64 * 1024, creditHigh: 16 * 1024 };

  it('keeps how it began and the newest frames, and says how many are gone; the numbers have no gap', async () => {
    const b = tapBench({ limits: { ...limits, tailBytes: 4 * 2 ** 20, creditHigh: 2 ** 30 } });
    const t = b.tap().open();
    const payload = new Uint8Array(10_000);
    for (let i = 0; i < 2000; i++) {
      payload[0] = i & 255;
      t.received(2, payload);
    }
    expect(b.hub.keptBytes()).toBeLessThan(6 * 2 ** 20);
    t.close();
    const p = b.page();
    await b.clock.advance(500);
    const frames = p.records.filter(({ body }) => body.kind === 'frame').length;
    const marks = p.records.flatMap(({ body }) => (body.kind === 'mark' ? [body.says] : []));
    const lost = marks.reduce((sum, says) => sum + Number(/^not kept: (\d+) frames/.exec(says)?.[1] ?? 0), 0);
    expect(frames + lost).toBe(2000);
    expect(lost).toBeGreaterThan(1000);
    expect(frames).toBeGreaterThan(200);
    expect(draw(p.records.slice(0, 2))).toBe('dial | 101');
    expect(word(p.records.at(-1)?.body as never)).toBe('x us 1000');
    expect(p.records.map(({ seq }) => seq)).toEqual(p.records.map((_, i) => i + 1));
    const last = p.records.at(-2)?.body;
    expect(last?.kind === 'frame' ? last.bytes[0] : null).toBe(1999 & 255);
  });

  it('a page that stops reading is owed its credit and no more; when it reads on, a mark stands for what it missed', async () => {
    const b = tapBench({ limits: { ...limits, tailBytes: 2 * 2 ** 20 } });
    const p = b.page({ acks: false });
    const t = b.tap().open();
    const payload = new Uint8Array(10_000);
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 50; i++) t.received(2, payload);
      await b.clock.advance(20);
    }
    expect(p.records.length).toBeLessThan(10);
    expect(b.hub.keptBytes()).toBeLessThan(4 * 2 ** 20);
    p.setAcks(true);
    p.ack();
    t.close();
    await b.clock.advance(20_000);
    const lost = p.records.reduce(
      (sum, { body }) => sum + (body.kind === 'mark' ? Number(/^not kept: (\d+)/.exec(body.says)?.[1] ?? 0) : 0),
      0,
    );
    expect(p.records.filter(({ body }) => body.kind === 'frame').length + lost).toBe(1000);
    expect(lost).toBeGreaterThan(500);
    expect(p.records.map(({ seq }) => seq)).toEqual(p.records.map((_, i) => i + 1));
    expect(b.hub.sessions()).toBe(0);
  });

  it('remembers the last sessions that no page took, and counts those it forgot', async () => {
    const b = tapBench({ limits: { endedTaps: 3 } });
    for (let i = 0; i < 5; i++) b.tap().open().sent(1, `n${i}`).close();
    expect(b.hub.sessions()).toBe(3);
    const p = b.page();
    await b.clock.advance(100);
    expect(p.notices.filter(({ say }) => say === 'forgotten')).toEqual([{ say: 'forgotten', taps: 2 }]);
    expect(b.page().notices.some(({ say }) => say === 'forgotten')).toBe(false);
    expect(p.records.flatMap(({ body }) => (body.kind === 'frame' ? [word(body)] : []))).toEqual([
      '> text n2',
      '> text n3',
      '> text n4',
    ]);
    expect(b.hub.sessions()).toBe(0);
    expect(b.hub.keptBytes()).toBe(0);
  });

  it('is read in turns of a few milliseconds', async () => {
    const b = tapBench();
    b.beBusy();
    const p = b.page();
    const t = b.tap().open();
    for (let i = 0; i < 500; i++) t.received(1, 'x');
    await b.clock.advance(8);
    const atFirst = p.records.length;
    expect(atFirst).toBeGreaterThan(2);
    expect(atFirst).toBeLessThan(100);
    await b.clock.advance(500);
    expect(p.records).toHaveLength(502);
  });
});

describe('what is written', () => {
  it('hides the keys that a client sends: header, query, frame, cut anywhere, and echoed by the server', async () => {
    const b = tapBench();
    const p = b.page();
    const t = b.tap({ upstream: 'sandbox-fishspeech', kind: 'parsed', faults: `close:4000:${canary}@9` });
    const url = `ws://127.0.0.1/v1/tts/ws?token=${canary}x&api_key=${canary}`;
    t.record.dial(
      url,
      [
        { name: 'authorization', value: `Bearer ${canary}` },
        { name: 'Cookie', value: 's=a_cookie_of_canary_too' },
      ],
      0,
    );
    t.record.answered({
      status: 101,
      statusText: 'ok',
      headers: [{ name: 'X-Echo', value: `you are ${canary}` }],
      timings: {},
      t: 0,
    });
    const token = `${canary}_other`;
    const start = wsBytes({
      opcode: 1,
      payload: encodeUtf8(JSON.stringify({ event: 'start', token })),
      key: clientKey,
    });
    for (const byte of start) t.record.bytes('client', Uint8Array.of(byte), 0);
    t.received(1, JSON.stringify({ event: 'error', message: `bad token ${token}` }));
    t.record.failed({ code: 'internal', title: '', hint: '', detail: `it was ${canary}` });
    t.record.http(
      {
        method: 'GET',
        url: `/x?k=${canary}`,
        status: 200,
        headers: [],
        requestHeaders: [{ name: 'Authorization', value: `Bearer ${canary}` }],
        responseBody: encodeUtf8(canary),
      },
      0,
    );
    t.sent(8, closePayload(4000, canary)).received(8, closePayload(4000));
    await b.clock.advance(50);
    const told = p.records.map((record) =>
      Buffer.from(
        JSON.stringify(record, (_, v) => (v instanceof Uint8Array ? Buffer.from(v).toString('latin1') : v)),
      ).toString(),
    );
    expect(told.join('\n')).not.toContain('canary');
    expect(p.records[0]?.body).toMatchObject({ faults: expect.stringMatching(/^close:4000:.*@9$/) });
    const frame = p.records.find(({ body }) => body.kind === 'frame');
    expect(frame?.masked).toMatchObject([{ in: 'bytes', key: expect.stringMatching(/^key#\d$/) }]);
    expect(p.records.find(({ body }) => body.kind === 'close')?.masked?.[0]?.in).toBe('reason');
  });

  it.each<[string, (t: ReturnType<Bench['tap']>) => void, string]>([
    [
      'the server closes first',
      (t) => t.received(8, closePayload(1011, 'oh')).sent(8, closePayload(1011)),
      'x peer 1011 oh',
    ],
    ['a close without a code', (t) => t.sent(8, '').received(8, ''), 'x us 1005'],
    [
      'a close that is never answered',
      (t) => t.received(8, closePayload(1000)).record.ended('client', 'fin', 0),
      'x peer 1000',
    ],
    [
      'the client is reset',
      (t) => t.record.ended('client', 'reset', 0),
      '* The client reset its socket without a close frame | x network 1006',
    ],
    ['the server is gone', (t) => t.record.ended('upstream', 'fin', 0), '! connection_lost | x network 1006'],
    ['garbage of the server', (t) => t.record.bytes('upstream', encodeUtf8('HTTP/1.1 200 OK'), 0), '! protocol_error'],
    ['text that is none', (t) => t.received(1, Uint8Array.of(0x61, 0xff)), '< text a\ufffd | ! E_UTF8'],
    [
      'a note in its place',
      (t) => t.sent(1, 'a').record.note({ kind: 'mark', by: 'relay', says: 'held' }),
      '> text a | * held',
    ],
  ])('%s', async (_, does, drawn) => {
    const b = tapBench();
    const p = b.page();
    does(b.tap().open());
    await b.clock.advance(50);
    expect(draw(p.records)).toBe(`dial | 101 | ${drawn}`);
  });

  it('a refusal, a client that left early, calls without a socket', async () => {
    const b = tapBench();
    const p = b.page();
    const refused = b.tap();
    refused.record.dial('ws://x/', [], 0);
    refused.record.answered({ status: 401, statusText: 'No', headers: [], timings: {}, t: 0, body: encodeUtf8('no') });
    refused.record.ended('upstream', 'fin', 0);
    const early = b.tap();
    early.record.dial('ws://x/', [], 0);
    early.record.ended('client', 'fin', 0);
    const calls = b.tap({ kind: 'calls' });
    calls.record.http({ method: 'POST', url: 'http://x/v1/tts', status: 200, headers: [], requestHeaders: [] }, 0);
    calls.record.ended('client', 'fin', 0);
    await b.clock.advance(50);
    expect([0, 1, 2].map((at) => draw(p.of(at)))).toEqual([
      'dial | 401',
      'dial | ! connection_lost',
      'http | * the connection of these calls is over',
    ]);
    expect(b.hub.sessions()).toBe(0);
  });

  it('frames of a parsed connection: numbers come back at once, references follow into a late page', async () => {
    const b = tapBench();
    const early = b.page();
    const t = b.tap({ kind: 'parsed' }).open();
    for (const text of ['gone', 'as well']) t.record.frame(true, 'text', encodeUtf8(text), 0);
    await b.clock.advance(50);
    const late = b.page();
    const came = t.record.frame(false, 'text', encodeUtf8('a'), 0, { leg: 'upstream', passed: 'edited' });
    t.record.note({ kind: 'mark', by: 'user', says: 'changed', about: came });
    t.record.frame(false, 'text', encodeUtf8('b'), 0, { leg: 'client', passed: 'edited', of: came });
    await b.clock.advance(50);
    expect(came).toBe(5);
    expect(early.records.at(-1)?.body).toMatchObject({ leg: 'client', of: 5 });
    t.record.frame(false, 'text', encodeUtf8('c'), 0, { leg: 'client', passed: 'as-is', of: came });
    await b.clock.advance(50);
    expect(late.records.map(({ seq, body }) => `${seq} ${word(body)}`)).toEqual([
      '1 dial',
      '2 101',
      '3 * joined later: 2 entries before this are not here',
      '4 < text a',
      '5 * changed',
      '6 < text b',
      '7 < text c',
    ]);
    expect(
      late.records
        .slice(4)
        .map(({ body }) => (body.kind === 'mark' ? body.about : body.kind === 'frame' ? body.of : 0)),
    ).toEqual([4, 4, 4]);
  });
});

describe('a page may', () => {
  it('end a tap, and not send on it', async () => {
    const b = tapBench();
    const p = b.page();
    let cuts = 0;
    const t = b.tap({ cut: () => cuts++ }).open();
    await b.clock.advance(20);
    const session = p.sessions()[0]?.head.id ?? '';
    p.send({ op: 'send', session, opcode: 'text', holes: [] }, encodeUtf8('x'));
    expect(p.notices.at(-1)).toMatchObject({ say: 'problem', problem: { code: 'not_connected' } });
    p.say({ op: 'close', session, code: 1000, reason: '' });
    expect(cuts).toBe(1);
    t.record.ended('us', 'fin', 0);
    await b.clock.advance(20);
    expect(draw(p.records)).toBe('dial | 101 | * closed from the page | x network 1006');
  });
});

it('a thousand idle taps cost little', () => {
  const b = tapBench();
  b.page();
  b.tap().open();
  (globalThis as { gc?: () => void }).gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1000; i++) b.tap().open();
  expect((process.memoryUsage().heapUsed - before) / 1000).toBeLessThan(20_000);
  expect(b.clock.pending()).toBeLessThan(3);
});
