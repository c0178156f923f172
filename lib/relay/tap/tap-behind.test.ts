import { expect, it } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { draw, word } from '../testing/memory-bench.ts';
import { clientKey, tapBench } from '../testing/tap-bench.ts';
import { closePayload, wsBytes } from '../testing/ws-bytes.ts';

type Page = ReturnType<ReturnType<typeof tapBench>['page']>;

const framesOf = (p: Page) => p.records.filter(({ body }) => body.kind === 'frame');
const lostBy = (p: Page) =>
  p.records.reduce(
    (sum, { body }) => sum + (body.kind === 'mark' ? Number(/^not kept: (\d+)/.exec(body.says)?.[1] ?? 0) : 0),
    0,
  );

it('a flood of small frames and a page that is behind: each is there or counted, and none is another', async () => {
  const b = tapBench({ limits: { tailBytes: 2 ** 16, creditHigh: 64 * 1024 } });
  const p = b.page();
  const t = b.tap().open();
  const frame = wsBytes({ opcode: 2, payload: new Uint8Array(4) });
  const chunk = concatBytes(Array.from({ length: 3000 }, () => frame));
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 10; i++) t.record.bytes('upstream', chunk, 0);
    await b.clock.advance(9);
  }
  t.close();
  await b.clock.advance(20_000);
  expect(p.records.filter(({ body }) => body.kind === 'failure')).toEqual([]);
  expect(framesOf(p).length + lostBy(p)).toBe(90_000);
  expect(lostBy(p)).toBeGreaterThan(0);
  expect(framesOf(p).every(({ body }) => body.kind === 'frame' && body.bytes.length === 4)).toBe(true);
  expect(p.records.map(({ seq }) => seq)).toEqual(p.records.map((_, i) => i + 1));
  expect(b.hub.sessions()).toBe(0);
});

it('what one page took and did not acknowledge, a page that comes later gets', async () => {
  const b = tapBench();
  const first = b.page({ acks: false });
  b.tap().open().sent(1, 'hi').received(2, 'abc').close();
  await b.clock.advance(50);
  expect(first.records).toHaveLength(5);
  const late = b.page();
  await b.clock.advance(50);
  expect(draw(late.records)).toBe('dial | 101 | > text hi | < binary abc | x us 1000');
  first.ack();
  expect(b.hub.sessions()).toBe(0);
});

it('a page that comes to a quiet tap is told at once what it lacks, and how it ended', async () => {
  const b = tapBench();
  b.page();
  const t = b.tap().open().sent(1, 'one').received(2, 'two');
  await b.clock.advance(50);
  const late = b.page();
  await b.clock.advance(50);
  expect(draw(late.records)).toBe('dial | 101 | * joined later: 2 entries before this are not here');
  t.sent(8, closePayload(1000)).received(8, closePayload(1000));
  await b.clock.advance(50);
  // Both have closed, and their sockets are still there.
  const last = b.page();
  await b.clock.advance(50);
  expect(draw(last.records)).toBe('dial | 101 | * joined later: 2 entries before this are not here | x us 1000');
  t.record.ended('client', 'fin', b.clock.now());
  await b.clock.advance(50);
  expect(draw(late.records)).toBe(draw(last.records));
  expect(late.records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(b.hub.sessions()).toBe(0);
});

it('a page that is loaded anew in the middle stores what comes from then on', async () => {
  const b = tapBench();
  const p = b.page();
  const t = b.tap().open().sent(1, 'one');
  await b.clock.advance(50);
  p.leave();
  const anew = b.page();
  t.received(2, 'two');
  await b.clock.advance(50);
  expect(anew.sessions()[0]?.tap?.keeps).toBe(true);
  expect(draw(anew.records)).toBe('dial | 101 | * joined later: 1 entry before this is not here | < binary two');
});

it('when the page that stores a tap does not come back, another one that reads it does', async () => {
  const b = tapBench();
  const [first, second, third] = [b.page(), b.page(), b.page()];
  const t = b.tap().open().sent(1, 'one');
  await b.clock.advance(50);
  const kept = (p: Page) => p.notices.filter(({ say }) => say === 'keep');
  first.leave();
  await b.clock.advance(29_000);
  expect(kept(second)).toEqual([]);
  await b.clock.advance(2000);
  expect(kept(second)).toEqual([{ say: 'keep', session: second.sessions()[0]?.head.id }]);
  third.leave();
  await b.clock.advance(31_000);
  expect([kept(second), kept(third)].map(({ length }) => length)).toEqual([1, 0]);
  t.close();
  await b.clock.advance(50);
  expect(b.hub.sessions()).toBe(0);
});

it('a flood on one tap leaves the others their turn', async () => {
  const b = tapBench();
  b.beBusy();
  const p = b.page();
  const [loud, quiet] = [b.tap().open(), b.tap().open()];
  for (let i = 0; i < 2000; i++) loud.received(2, 'x');
  quiet.received(1, 'here');
  await b.clock.advance(30);
  expect(draw(p.of(1))).toBe('dial | 101 | < text here');
  expect(p.of(0).length).toBeLessThan(2000);
});

it('however many taps there are, a page that acknowledges nothing is owed so much and no more', async () => {
  const b = tapBench({
    relayLimits: { tapBytes: 512 * 1024, batchBytes: 16 * 1024 },
    limits: { creditHigh: 256 * 1024 },
  });
  const p = b.page({ acks: false });
  const taps = Array.from({ length: 30 }, () => b.tap().open());
  for (const t of taps) for (let i = 0; i < 12; i++) t.received(2, new Uint8Array(10_000));
  await b.clock.advance(500);
  const bytes = framesOf(p).length * 10_000;
  expect(bytes).toBeGreaterThan(400_000);
  expect(bytes).toBeLessThan(512 * 1024 + 30 * 30_000);
  p.setAcks(true);
  p.ack();
  await b.clock.advance(5000);
  expect(framesOf(p)).toHaveLength(360);
});

it('a large chunk of many small frames is read piece by piece, and is one chunk', async () => {
  const b = tapBench();
  b.page({ acks: false });
  const p = b.page();
  const chunk = concatBytes(Array.from({ length: 3000 }, () => wsBytes({ opcode: 2, payload: new Uint8Array(6) })));
  const t = b.tap().open();
  t.record.bytes('upstream', chunk, 0);
  t.record.bytes('upstream', chunk, 0);
  await b.clock.advance(100);
  const chunks = framesOf(p).map(({ body }) => (body.kind === 'frame' ? body.wire?.chunk : 0));
  expect(chunks).toEqual([...new Array(3000).fill(1), ...new Array(3000).fill(2)]);
});

it('small compressed messages that nobody takes are not all inflated, and that is said', async () => {
  let inflated = 0;
  const inflate = (bytes: Uint8Array) => {
    inflated++;
    return bytes.slice(0, 1);
  };
  const b = tapBench({ inflate, limits: { tailBytes: 2 ** 20 } });
  const t = b.tap().open([], [{ name: 'Sec-WebSocket-Extensions', value: 'permessage-deflate' }]);
  const small = wsBytes({ opcode: 2, rsv: 4, payload: new Uint8Array(4) });
  const chunk = concatBytes(Array.from({ length: 10_000 }, () => small));
  for (let i = 0; i < 60; i++) t.record.bytes('upstream', chunk, 0);
  expect(inflated).toBeLessThan(1000);
  t.record.ended('upstream', 'fin', 0);
  const p = b.page();
  await b.clock.advance(5000);
  const said = p.records.map(({ body }) => (body.kind === 'mark' ? body.says : word(body)));
  expect(said.filter((says) => says === '! too_large')).toHaveLength(1);
  expect(said.join('\n')).toMatch(/not read: \d+ bytes of the server/);
});

it('compressed messages of a usual size go on being read', () => {
  let inflated = 0;
  const inflate = (bytes: Uint8Array) => {
    inflated++;
    return new Uint8Array(bytes.length * 6);
  };
  const b = tapBench({ inflate, limits: { tailBytes: 2 ** 20 } });
  const t = b.tap().open([], [{ name: 'Sec-WebSocket-Extensions', value: 'permessage-deflate' }]);
  const usual = wsBytes({ opcode: 2, rsv: 4, payload: new Uint8Array(1000) });
  for (let i = 0; i < 10_000; i++) t.record.bytes('upstream', usual, 0);
  expect(inflated).toBeGreaterThan(7000);
});

it('a mark with the words of a peer shows no key', async () => {
  const b = tapBench();
  const p = b.page();
  const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
  const t = b.tap().open([{ name: 'authorization', value: `Bearer ${key}` }]);
  t.record.note({ kind: 'mark', by: 'relay', says: `the server said ${key}` });
  await b.clock.advance(50);
  expect(word(p.records.at(-1)?.body as never)).toMatch(/^\* the server said key#1\.+$/);
});

it('a message that began in what was skimmed is counted where it ended', async () => {
  const b = tapBench({ limits: { tailBytes: 2 ** 20 } });
  const t = b.tap().open();
  const big = wsBytes({ opcode: 2, payload: new Uint8Array(3 * 2 ** 20) });
  const half = big.length - 100;
  t.record.bytes('upstream', big.subarray(0, half), 0);
  await b.clock.advance(5);
  const p = b.page();
  await b.clock.advance(15);
  t.record.bytes('client', wsBytes({ opcode: 1, payload: Uint8Array.of(97), key: clientKey }), b.clock.now());
  t.record.bytes('upstream', big.subarray(half), b.clock.now());
  t.received(2, 'after');
  await b.clock.advance(50);
  expect(draw(p.records)).toMatch(/^dial \| 101 \| > text a \| \* not kept: 1 frames.* \| < binary after$/);
  const times = p.records.map(({ t: at }) => at);
  expect(times).toEqual([...times].sort((x, y) => x - y));
});
