/** Peers that take nothing, when the other one, or the server, is through with them. */
import { expect, it } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { heldBack } from '../../../session/mark-words.ts';
import { conduitBeds } from '../../testing/conduit-bed.ts';
import { answer101, met, rawClient, standsStill, upgradeText } from '../../testing/raw-client.ts';

const beds = conduitBeds();
const block = Buffer.alloc(65_536, 7);

it('a client that is held back is noticed when it is reset, and what it held is let go', async () => {
  const clock = fakeClock();
  const { bench } = await beds(
    (socket) => {
      socket.write(`${answer101}\r\n`);
      socket.pause();
    },
    { clock, deaf: true },
  );
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.head() !== '');
  for (let i = 0; i < 640; i++) client.socket.write(block);
  await met(
    standsStill(() => bench.waiting()),
    'what waits',
  );
  await clock.advance(60_000);
  expect(bench.taps.open()).toBe(1);
  client.socket.resetAndDestroy();
  await met(() => client.closed(), 'the reset');
  await clock.advance(5_000);
  await met(() => bench.heard[0]?.of('ended').length === 1, 'the news of it');
  await clock.advance(5_000);
  await met(() => bench.taps.open() === 0, 'the end of both sockets');
  expect(bench.heard[0]?.of('ended')).toEqual([{ is: 'ended', by: 'client', how: 'reset' }]);
  expect(clock.pending()).toBe(0);
});

it('a client that has ended its side may take what is meant for it as slowly as it likes', async () => {
  const clock = fakeClock();
  const blocks = 320;
  const { bench } = await beds(
    (socket) => {
      socket.write(`${answer101}\r\n`);
      socket.on('end', () => {
        for (let i = 0; i < blocks; i++) socket.write(block);
        socket.end();
      });
      socket.resume();
    },
    { clock, deaf: true },
  );
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.head() !== '');
  client.socket.pause();
  client.socket.end();
  await met(
    standsStill(() => bench.waiting()),
    'what waits',
  );
  for (let i = 0; i < 10; i++) await clock.advance(10_000);
  client.socket.resume();
  await client.until(() => client.end() !== 'open');
  expect(client.end()).toBe('fin');
  expect(client.rest().length).toBe(blocks * block.length);
  await met(() => bench.taps.open() === 0);
  expect(bench.heard[0]?.marks().map(heldBack)).toEqual([{ who: 'client', ms: 100_000 }]);
  expect(clock.pending()).toBe(0);
});

it('close ends clients too that take nothing of a refusal', async () => {
  const { bench } = await beds((socket) => {
    socket.write('HTTP/1.1 500 Oh\r\nContent-Length: 40000000\r\n\r\n');
    const more = () => {
      while (!socket.destroyed && socket.write(block));
    };
    socket.on('drain', more);
    more();
  });
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  client.socket.pause();
  await met(
    standsStill(() => bench.waiting()),
    'what waits',
  );
  await bench.taps.close();
  expect(bench.taps.open()).toBe(0);
  expect(bench.heard[0]?.told.at(-1)).toEqual({ is: 'ended', by: 'us', how: 'fin' });
  client.socket.destroy();
});
