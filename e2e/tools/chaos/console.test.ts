/** Where the proxy can stand around a console: before an upstream, and between page and server. Off unless the server is told of it. */
import { afterEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type Notice, subProtocol } from '@/lib/relay/wire.ts';
import { type Bench, openBench, openPage } from '@/lib/server/testing/bench.ts';
import { freePort } from '../free-port.ts';
import { type ChaosProxy, startChaos } from './proxy.ts';
import type { Weather } from './settings.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A console whose every way can lead through the proxy; `known`: it is told so. */
async function stage(
  weather: { up?: Weather; down?: Weather },
  known = true,
): Promise<{ bench: Bench; proxy: ChaosProxy }> {
  const port = await freePort();
  const { up = {}, down = {} } = weather;
  const proxy = await startChaos({ to: `127.0.0.1:${port}`, port: 0, seed: 1, up, down });
  const around = `127.0.0.1:${proxy.port}`;
  const upstream = ['--upstream', `far=ws://${around}/sandbox/fish,dialect=fish,loopback`];
  const bench = await openBench(known ? [...upstream, '--allow-origin', `http://${around}`] : upstream, { port });
  closers.push(
    () => proxy.close(),
    () => bench.close(),
  );
  return { bench, proxy };
}

const session = '1'.padStart(32, '0');
/** Opens the upstream behind the proxy; answers with how long it took to be upgraded. */
async function dialled({ bench }: { bench: Bench }): Promise<{ status: number; upgradeMs: number }> {
  const page = await openPage(bench.server);
  closers.push(() => page.close());
  page.say({ op: 'key', request: 1, upstream: 'far', value: 'sandbox' });
  await page.untilNotice((notice) => notice.say === 'key');
  page.say({ op: 'open', session, upstream: 'far', options: {}, key: 'key#1' });
  const records = await page.until(session, (all) => all.some(({ body }) => body.kind === 'handshake'));
  const body = records.find((record) => record.body.kind === 'handshake')?.body;
  if (body?.kind !== 'handshake') throw new Error('no handshake');
  return { status: body.status, upgradeMs: body.timings?.upgrade ?? Number.NaN };
}

/** A page that speaks to the proxy instead of the server; answers with the time of a ping, or the status it was refused with. */
function pingThrough({ bench, proxy }: { bench: Bench; proxy: ChaosProxy }): Promise<number | string> {
  const around = `127.0.0.1:${proxy.port}`;
  const headers = { Origin: `http://${around}`, Cookie: bench.server.cookie() };
  const ws = new WebSocket(`ws://${around}/api/relay`, subProtocol, { headers });
  closers.push(() => ws.terminate());
  return new Promise((resolve, reject) => {
    let at = 0;
    ws.on('unexpected-response', (_, response) => resolve(`refused ${response.statusCode}`));
    ws.on('error', reject);
    ws.on('message', (data) => {
      const notice = JSON.parse(String(data)) as Notice;
      if (notice.say === 'pong') resolve(performance.now() - at);
      else {
        at = performance.now();
        ws.send(JSON.stringify({ op: 'ping', at }));
      }
    });
  });
}

test('before an upstream: the sandbox stands behind it, later by what it holds back', async () => {
  const { status, upgradeMs } = await dialled(await stage({ down: { latencyMs: 120 } }));
  expect(status).toBe(101);
  expect(upgradeMs).toBeGreaterThanOrEqual(119);
});

test('between page and server: its ping takes both ways of it', async () => {
  const ms = await pingThrough(await stage({ up: { latencyMs: 40 }, down: { latencyMs: 60 } }));
  expect(ms).toBeGreaterThanOrEqual(99);
});

test('a server that was not told of it refuses both', async () => {
  const s = await stage({}, false);
  expect(await pingThrough(s)).toBe('refused 421');
  expect((await dialled(s)).status).toBe(421);
});
