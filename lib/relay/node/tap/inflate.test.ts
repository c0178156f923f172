/** Compressed messages through the hub, as `ws` writes them. */
import zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { draw } from '../../testing/memory-bench.ts';
import { clientKey, tapBench } from '../../testing/tap-bench.ts';
import { wsBytes } from '../../testing/ws-bytes.ts';
import { inflate } from './inflate.ts';

const deflated = (text: string, before = '') => {
  const dictionary = before === '' ? {} : { dictionary: Buffer.from(before) };
  const out = zlib.deflateRawSync(text, { finishFlush: zlib.constants.Z_SYNC_FLUSH, ...dictionary });
  return new Uint8Array(out.subarray(0, out.length - 4));
};
const agreed = (more = '') => [{ name: 'Sec-WebSocket-Extensions', value: `permessage-deflate${more}` }];
const from = (text: string, before = '') => wsBytes({ opcode: 1, rsv: 4, payload: deflated(text, before) });

it('are read, one by one and with what came before as their context; ordinary ones stand between them', async () => {
  const b = tapBench({ inflate });
  const p = b.page();
  const t = b.tap().open([], agreed());
  t.record.bytes('upstream', from('a long enough text'), 0);
  t.received(1, 'plain');
  t.record.bytes('upstream', from('a long enough text, again', 'a long enough text'), 0);
  t.record.bytes('client', wsBytes({ opcode: 1, rsv: 4, payload: deflated('sent'), key: clientKey }), 0);
  await b.clock.advance(20);
  expect(draw(p.records)).toBe(
    'dial | 101 | < text a long enough text | < text plain | < text a long enough text, again | > text sent',
  );
  expect(p.records[2]?.body).toMatchObject({
    wire: { compressed: true, bytes: 2 + deflated('a long enough text').length },
  });
  expect(p.records[3]?.body).toMatchObject({ wire: { compressed: false } });
});

it('a bomb is told and not unpacked; so is what cannot be read', async () => {
  const b = tapBench({ inflate, limits: { maxPayload: 2 ** 20 } });
  const p = b.page();
  const t = b.tap().open([], agreed('; server_no_context_takeover'));
  t.record.bytes('upstream', from('x'.repeat(2 ** 20 + 1)), 0);
  t.record.bytes('client', wsBytes({ opcode: 1, rsv: 4, payload: Uint8Array.of(0xff, 0xff), key: clientKey }), 0);
  await b.clock.advance(20);
  expect(draw(p.records)).toBe('dial | 101 | ! too_large | ! too_large');
  const without = tapBench();
  const other = without.page();
  without.tap().open([], agreed()).record.bytes('upstream', from('hi'), 0);
  await without.clock.advance(20);
  expect(other.records[2]?.body).toMatchObject({ problem: { detail: expect.stringContaining('compressed') } });
});
