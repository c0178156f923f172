/** Counted frames of an exact size, as fast as asked, with a hash the other end can compare. */
import { type FrameHasher, frameHasher } from '../bytes/frame-hash.ts';
import { seededRandom } from '../bytes/seeded-random.ts';
import { type Clock, wait } from '../clock/clock.ts';
import type { Link } from './link.ts';
import type { DataOpcode } from './socket.ts';
import type { Flood } from './switches.ts';

const tickMs = 10;
/** Bytes sent in one go before the event loop gets a turn. */
const turnBytes = 262_144;

/** Frame `n` (from 1) of exactly `bytes` bytes. */
export type FloodFrames = { opcode: DataOpcode; frame(n: number): Uint8Array };

/**
 * Sends `count` frames, then closes with 1000 and the reason `flood <count> xxh64 <16 hex>`: the frame hash over every data
 * frame sent on this connection, in order. Waits while the socket is full.
 */
export async function runFlood(link: Link, clock: Clock, flood: Flood, frames: FloodFrames): Promise<void> {
  const hasher: FrameHasher = await frameHasher();
  link.watch((payload) => hasher.add(payload));
  const perTurn = Math.max(1, Math.floor(turnBytes / flood.bytes));
  const startedAt = clock.now();
  let sent = 0;
  while (sent < flood.count && !link.ended()) {
    const due =
      flood.perSecond === 0
        ? flood.count
        : Math.min(flood.count, Math.floor(((clock.now() - startedAt) * flood.perSecond) / 1000));
    const end = Math.min(due, sent + perTurn);
    while (sent < end) link.send(frames.opcode, frames.frame(++sent));
    await link.roomy();
    if (sent < flood.count) await wait(clock, due > sent ? 0 : tickMs);
  }
  link.close(1000, `flood ${flood.count} xxh64 ${hasher.hex()}`);
}

/** Text of any length from the seed: a counter in front, letters and digits behind. Lengths from 24 up. */
export function floodText(seed: string): (n: number, count: number, length: number) => Uint8Array {
  const random = seededRandom(`${seed}/flood`);
  const signs = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const block = new Uint8Array(65_536);
  for (let i = 0; i < block.length; i++) block[i] = signs.charCodeAt(Math.floor(random() * signs.length));
  return (n, count, length) => {
    const head = `flood ${n}/${count} `;
    const text = new Uint8Array(length);
    for (let i = 0; i < head.length && i < length; i++) text[i] = head.charCodeAt(i);
    let at = Math.min(head.length, length);
    let from = (n * 7919) % block.length;
    while (at < length) {
      const part = block.subarray(from, from + length - at);
      text.set(part, at);
      at += part.length;
      from = 0;
    }
    return text;
  };
}
