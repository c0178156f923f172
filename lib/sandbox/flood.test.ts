import { expect, it } from 'vitest';
import { frameHasher } from '../bytes/frame-hash.ts';
import { fakeClock } from '../clock/fake.ts';
import { floodText, runFlood } from './flood.ts';
import { openLink } from './link.ts';
import { defaultSwitches } from './switches.ts';

/** A socket whose client takes nothing until told. */
function stuckSocket() {
  let waiting: (() => void)[] = [];
  let buffered = 0;
  const state = { sent: 0, closed: '' };
  return {
    state,
    /** The client takes everything. */
    take() {
      buffered = 0;
      for (const resolve of waiting.splice(0)) resolve();
      waiting = [];
    },
    socket: {
      send: (_: string, bytes: Uint8Array) => {
        buffered += bytes.length;
        state.sent++;
      },
      close: (code: number, reason: string) => {
        state.closed = `${code} ${reason}`;
      },
      drop() {},
      bufferedBytes: () => buffered,
      drained: () => new Promise<void>((resolve) => waiting.push(resolve)),
    },
  };
}

async function flooded(perSecond: number) {
  await frameHasher();
  const clock = fakeClock();
  const stuck = stuckSocket();
  const flood = { perSecond, bytes: 65_536, count: 100 };
  const link = openLink(stuck.socket, clock, { ...defaultSwitches, idleMs: 0, flood });
  const text = floodText('1');
  void runFlood(link, clock, flood, { opcode: 'binary', frame: (n) => text(n, flood.count, flood.bytes) });
  return { clock, ...stuck };
}

it('stops while the socket holds a mebibyte, and goes on when it has drained', async () => {
  const { clock, state, take } = await flooded(0);
  await clock.advance(1000);
  expect(state.sent).toBe(16);
  take();
  await clock.advance(1000);
  expect(state.sent).toBe(32);
});

it('keeps to the rate asked', async () => {
  const { clock, state, take } = await flooded(10);
  await clock.advance(1000);
  expect(state.sent).toBeGreaterThanOrEqual(9);
  expect(state.sent).toBeLessThanOrEqual(10);
  for (let i = 0; i < 20; i++) {
    take();
    await clock.advance(1000);
  }
  expect(state.sent).toBe(100);
  expect(state.closed).toMatch(/^1000 flood 100 xxh64 /);
});
