import { once } from 'node:events';
import { expect, it } from 'vitest';
import { streamPair } from './stream-pair.ts';

it('carries bytes both ways and ends in order', async () => {
  const [a, b] = streamPair();
  a.end('to b');
  b.end('to a');
  expect(String(await b.toArray())).toBe('to b');
  expect(String(await a.toArray())).toBe('to a');
});

it('holds a writer back until the other side reads', async () => {
  const [a, b] = streamPair();
  while (a.write(Buffer.alloc(16_384))) {}
  expect(b.readableLength + a.writableLength).toBeLessThan(4 * 65_536);
  expect(a.writableNeedDrain).toBe(true);
  b.resume();
  await once(a, 'drain');
});

it('an end without a word is an end of file, an end with an error a reset', async () => {
  const [a, b] = streamPair();
  b.resume();
  a.destroy();
  await once(b, 'end');
  const [c, d] = streamPair();
  c.on('error', () => {});
  c.destroy(new Error('x'));
  expect((await once(d, 'error'))[0]).toMatchObject({ code: 'ECONNRESET' });
});

it('tells a writer whose reader is gone', async () => {
  const [a, b] = streamPair();
  b.destroy();
  await once(b, 'close');
  a.write('x');
  expect((await once(a, 'error'))[0]).toMatchObject({ code: 'EPIPE' });
});

it('what is written is not read while it is being written', async () => {
  const [a, b] = streamPair();
  const order: string[] = [];
  b.on('data', (chunk) => void order.push(`read ${chunk}`));
  for (const word of ['one', 'two']) {
    a.write(word);
    order.push(`wrote ${word}`);
    await new Promise(setImmediate);
  }
  expect(order).toEqual(['wrote one', 'read one', 'wrote two', 'read two']);
});
