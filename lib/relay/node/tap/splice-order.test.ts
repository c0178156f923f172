import { expect, it } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { streamPair } from '../../../transport/node/stream-pair.ts';
import type { TapRecord } from '../../tap/tap-record.ts';
import { defaultConduitLimits } from './conduit-limits.ts';
import { splice } from './splice.ts';

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
