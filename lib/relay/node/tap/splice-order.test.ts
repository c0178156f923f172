import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { streamPair } from '../../../transport/node/stream-pair.ts';
import type { TapRecord } from '../../tap/tap-record.ts';
import { defaultConduitLimits } from './conduit-limits.ts';
import { splice } from './splice.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it('a question stands before its answer, though the peer inside this process answers at once', async () => {
  const [client, clientEnd] = streamPair();
  const [upstreamEnd, upstream] = streamPair();
  const told: string[] = [];
  const record = {
    bytes: (from: string, chunk: Uint8Array) => void told.push(`${from} ${chunk}`),
    ended() {},
    note() {},
  } as unknown as TapRecord;
  upstream.on('data', (chunk) => void upstream.write(`answer to ${chunk}`));
  splice({
    clock: fakeClock(),
    limits: defaultConduitLimits,
    record,
    client: clientEnd,
    upstream: upstreamEnd,
    over() {},
  });
  // The first chunk of a stream goes through its buffer; those after it do not.
  for (const question of ['one', 'two', 'three']) {
    const answered = new Promise((resolve) => client.once('data', resolve));
    client.write(question);
    expect(String(await answered)).toBe(`answer to ${question}`);
  }
  expect(told).toEqual(['one', 'two', 'three'].flatMap((word) => [`client ${word}`, `upstream answer to ${word}`]));
});

it('a client that is reset, though it was not held back, does not leave an upstream that takes nothing behind', async () => {
  const clock = fakeClock();
  const client = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const upstream = new Duplex({ read() {}, write() {} });
  const told: unknown[][] = [];
  let isOver = false;
  const record = { bytes() {}, note() {}, ended: (...how: unknown[]) => void told.push(how) } as unknown as TapRecord;
  const over = () => {
    isOver = true;
  };
  splice({ clock, limits: defaultConduitLimits, record, client, upstream, over });
  client.push('a few bytes');
  await nextTurn();
  expect([upstream.writableLength, client.isPaused()]).toEqual([11, false]);
  client.destroy(new Error('ECONNRESET'));
  await nextTurn();
  expect(told).toEqual([['client', 'reset', 0]]);
  // What it has not taken came before the reset: it has time for that, and no more.
  expect([upstream.destroyed, isOver]).toEqual([false, false]);
  await clock.advance(defaultConduitLimits.lingerMs);
  await nextTurn();
  expect([upstream.destroyed, isOver, clock.pending()]).toEqual([true, true, 0]);
  expect(told.length).toBe(1);
});
