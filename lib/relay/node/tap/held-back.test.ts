import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { fakeClock } from '../../../clock/fake.ts';
import { heldBack } from '../../../session/mark-words.ts';
import { conduitBeds } from '../../testing/conduit-bed.ts';
import { answer101, met, rawClient, standsStill, upgradeText } from '../../testing/raw-client.ts';

const beds = conduitBeds();
const block = Buffer.alloc(65_536, 7);

/** Writes as fast as the socket takes it; `written` stands still when nothing is taken any more. */
function flood(socket: Socket, blocks: number) {
  const at = { written: 0, over: false };
  const pump = () => {
    while (at.written < blocks) {
      at.written++;
      if (!socket.write(block)) return;
    }
    at.over = true;
  };
  socket.on('drain', pump);
  pump();
  return at;
}

it.each(['client', 'upstream'] as const)(
  'a %s that takes nothing holds the other back; a mark says so when it reads again',
  async (who) => {
    const clock = fakeClock();
    let peer: Socket | null = null;
    let peerGot = 0;
    const { bench, up } = await beds(
      (socket) => {
        peer = socket;
        socket.write(`${answer101}\r\n`);
        socket.on('end', () => void socket.end());
        socket.on('data', (chunk) => {
          peerGot += chunk.length;
        });
      },
      { clock, deaf: true },
    );
    const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
    await client.until(() => client.head() !== '');
    let clientGot = 0;
    client.socket.removeAllListeners('data');
    client.socket.on('data', (chunk) => {
      clientGot += chunk.length;
    });
    const [slow, fast] = who === 'client' ? [client.socket, peer] : [peer, client.socket];
    if (slow === null || fast === null) throw new Error('no upstream');
    (slow as Socket).pause();
    const blocks = 640;
    const at = flood(fast as Socket, blocks);
    await met(
      standsStill(() => bench.waiting()),
      'what waits',
    );
    expect(at.over).toBe(false);
    // What a socket takes before it says so, and the chunk that was one too many.
    expect(bench.waiting()).toBeLessThanOrEqual(2 * 65_536);
    await clock.advance(2_000);
    (slow as Socket).resume();
    const total = blocks * block.length;
    await met(() => (who === 'client' ? clientGot : peerGot) >= total, 'all bytes');
    const marks = bench.heard[0]?.marks().map(heldBack) ?? [];
    expect(marks.length).toBe(1);
    expect(marks[0]).toEqual({ who, ms: 2000 });
    client.socket.destroy();
    await met(() => up.sockets.size === 0 && bench.taps.open() === 0);
  },
);

it('held back to the end is said at the end', async () => {
  const clock = fakeClock();
  const { bench } = await beds(
    (socket) => {
      socket.write(`${answer101}\r\n`);
      flood(socket, 640);
    },
    { clock, deaf: true },
  );
  const client = rawClient(bench.port, upgradeText('/tap/tcp', bench.port));
  await client.until(() => client.head() !== '');
  client.socket.pause();
  await met(
    standsStill(() => bench.waiting()),
    'what waits',
  );
  await clock.advance(1_500);
  client.socket.resetAndDestroy();
  await met(() => bench.taps.open() === 0);
  expect(bench.heard[0]?.marks().map(heldBack)).toEqual([{ who: 'client', ms: 1500 }]);
  expect(bench.heard[0]?.told.at(-1)).toEqual({ is: 'ended', by: 'client', how: 'reset' });
});
