import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { type ConduitBed, conduitBeds } from '../../testing/conduit-bed.ts';
import { answer101, met, type RawClient, rawClient, upgradeText } from '../../testing/raw-client.ts';

const beds = conduitBeds();

/** An open connection through a tap; `peer` is the upstream's end of it. */
async function joined(
  clock = fakeClock(),
): Promise<ConduitBed & { client: RawClient; peer: Socket; heard: Heard; clock: typeof clock }> {
  const heard: Heard = { text: '', end: 'open' };
  let peer: Socket | null = null;
  const bed = await beds(
    (socket) => {
      peer = socket;
      socket.write(`${answer101}\r\n`);
      socket.on('data', (chunk) => {
        heard.text += chunk;
      });
      socket.on('end', () => {
        heard.end = 'fin';
      });
      socket.on('error', () => {
        heard.end = 'reset';
      });
    },
    { clock },
  );
  const client = rawClient(bed.bench.port, upgradeText('/tap/tcp', bed.bench.port));
  await client.until(() => client.head() !== '');
  return { ...bed, client, peer: peer as unknown as Socket, heard, clock };
}
type Heard = { text: string; end: 'open' | 'fin' | 'reset' };

const ended = ({ bench }: ConduitBed) => bench.heard[0]?.of('ended');
const allGone = ({ bench, up }: ConduitBed) =>
  met(() => bench.sockets() === 0 && up.sockets.size === 0 && bench.taps.open() === 0, 'the end of all sockets');

it('the upstream ends: the client is told by an end, and may still speak', async () => {
  const bed = await joined();
  bed.peer.end('last');
  await bed.client.until(() => bed.client.end() === 'fin');
  expect(bed.client.rest().toString()).toBe('last');
  bed.client.socket.write('and yet');
  await met(() => bed.heard.text === 'and yet');
  await bed.clock.advance(3_600_000);
  expect(ended(bed)).toEqual([]);
  bed.client.socket.end();
  await met(() => bed.heard.end === 'fin');
  await allGone(bed);
  expect(ended(bed)).toEqual([{ is: 'ended', by: 'upstream', how: 'fin' }]);
  expect(bed.clock.pending()).toBe(0);
});

it('the client ends: the upstream may still speak, for as long as it does', async () => {
  const bed = await joined();
  bed.client.socket.end('bye');
  await met(() => bed.heard.end === 'fin');
  expect(bed.heard.text).toBe('bye');
  for (const word of ['one', 'two', 'three']) {
    await bed.clock.advance(4_000);
    bed.peer.write(word);
    await bed.client.until(() => bed.client.rest().toString().endsWith(word));
  }
  bed.peer.end();
  await bed.client.until(() => bed.client.end() === 'fin');
  await allGone(bed);
  expect(ended(bed)).toEqual([{ is: 'ended', by: 'client', how: 'fin' }]);
  expect(bed.bench.heard[0]?.marks()).toEqual([]);
  expect(bed.clock.pending()).toBe(0);
});

it('an upstream that does not end after the client has left is cut off, with a mark', async () => {
  const bed = await joined();
  bed.client.socket.end();
  await met(() => bed.heard.end === 'fin');
  await bed.clock.advance(5_000);
  await allGone({ ...bed, up: { ...bed.up, sockets: new Set() } });
  expect(ended(bed)).toEqual([{ is: 'ended', by: 'client', how: 'fin' }]);
  expect(bed.bench.heard[0]?.marks()).toEqual(['the upstream was cut off: it had not ended 5 s after the client']);
  expect(bed.clock.pending()).toBe(0);
});

it('a reset of the client is a reset to the upstream', async () => {
  const bed = await joined();
  bed.client.socket.resetAndDestroy();
  await met(() => bed.heard.end === 'reset');
  await allGone(bed);
  expect(ended(bed)).toEqual([{ is: 'ended', by: 'client', how: 'reset' }]);
});

it('a reset of the upstream is a reset to the client, behind what came before', async () => {
  const bed = await joined();
  bed.peer.write('last words');
  await bed.client.until(() => bed.client.rest().length === 10);
  bed.peer.resetAndDestroy();
  await bed.client.until(() => bed.client.end() !== 'open');
  expect(bed.client.end()).toBe('reset');
  await allGone(bed);
  expect(ended(bed)).toEqual([{ is: 'ended', by: 'upstream', how: 'reset' }]);
});

it('no hour of silence ends a connection', async () => {
  const bed = await joined();
  await bed.clock.advance(24 * 3_600_000);
  bed.peer.write('good morning');
  await bed.client.until(() => bed.client.rest().toString() === 'good morning');
  bed.client.socket.write('and to you');
  await met(() => bed.heard.text === 'and to you');
  expect(bed.bench.heard[0]?.told.map(({ is }) => is)).toEqual(['dial', 'answered']);
  bed.client.socket.destroy();
});

it('the user cuts one tap of two', async () => {
  const bed = await joined();
  const other = rawClient(bed.bench.port, upgradeText('/tap/tcp', bed.bench.port));
  await other.until(() => other.head() !== '');
  bed.bench.heard[0]?.cut?.();
  await bed.client.until(() => bed.client.end() === 'fin');
  expect(ended(bed)).toEqual([{ is: 'ended', by: 'us', how: 'fin' }]);
  expect(other.end()).toBe('open');
  expect(bed.bench.taps.open()).toBe(2);
  await bed.clock.advance(20);
  await met(() => bed.bench.taps.open() === 1);
  other.socket.destroy();
});
