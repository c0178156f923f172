import { afterAll, beforeAll, expect, it } from 'vitest';
import { wait } from '../clock/clock.ts';
import { randomId, realClock } from '../clock/real.ts';
import { type Bench, openBench, openPage } from './testing/bench.ts';
import { openRawUpstream, type RawUpstream } from './testing/raw-upstream.ts';

let raw: RawUpstream;
let bench: Bench;
beforeAll(async () => {
  raw = await openRawUpstream();
  bench = await openBench([`--upstream=flood=ws://127.0.0.1:${raw.port},dialect=fish,path=/flood,loopback`]);
});
afterAll(async () => {
  await bench.close();
  await raw.close();
});

/** Resolves when nothing has moved for 300 ms. */
async function stillness(read: () => number): Promise<number> {
  for (let before = -1, now = read(); ; before = now, now = read()) {
    if (before === now && now > 0) return now;
    await wait(realClock, 300);
  }
}

it('stops the upstream while the page takes nothing, and loses nothing', { timeout: 60_000 }, async () => {
  const page = await openPage(bench.server);
  page.say({ op: 'key', request: 1, upstream: 'flood', value: 'some-key-or-other' });
  page.ack = false;
  const session = randomId();
  page.say({ op: 'open', session, upstream: 'flood', options: {}, key: 'key#1' });
  await page.until(session, (r) => r.length > 3);
  page.stall();
  const held = await stillness(() => raw.written());
  // 4 MiB of credit, and what the buffers of the two sockets between us hold.
  expect(held).toBeLessThan(24 * 2 ** 20);
  expect(held).toBeGreaterThan(4 * 2 ** 20);
  page.close();

  const again = await openPage(bench.server);
  const have = page.records.filter((r) => r.session === session).length;
  again.say({ op: 'resume', session, seq: have });
  const rest = await again.until(
    session,
    (r) => r.filter((e) => e.body.kind === 'frame').length + have >= 3202,
    40_000,
  );
  expect(rest[0]?.seq).toBe(have + 1);
  expect(rest.map((r) => r.seq)).toEqual(rest.map((_, i) => have + 1 + i));
  expect(rest.some((r) => r.body.kind === 'mark' && /^console paused reading for \d+ ms$/.test(r.body.says))).toBe(
    true,
  );
  expect(raw.written()).toBeGreaterThan(200 * 2 ** 20);
  again.close();
});
