/**
 * Whoever takes nothing holds back whoever sends, or is left: what can be got rid of meanwhile is counted. Client and upstream of a tap have
 * theirs in `relay/node/tap/held-back.test.ts`, a page that takes nothing of its sessions in `backpressure.test.ts`, of its taps in
 * `relay/tap/tap-hub.test.ts`, a client of a recording in `sandbox/replay/replay-hostile.test.ts`.
 */
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { randomId } from '../clock/real.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import { met, standsStill } from '../relay/testing/raw-client.ts';
import { openBench, openPage } from './testing/bench.ts';

const mib = 2 ** 20;

it('a page whose upstream takes nothing gets rid of so much and no more: its link is closed', {
  timeout: 30_000,
}, async () => {
  const far = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  far.on('connection', (ws) => ws.pause());
  await new Promise((resolve) => far.once('listening', resolve));
  const { port } = far.address() as { port: number };
  const upBytes = 8 * mib;
  const flags = [`--upstream=far=ws://127.0.0.1:${port},dialect=fish,loopback`];
  const bench = await openBench(flags, { relayLimits: { upBytes } });
  const page = await openPage(bench.server);
  page.say({ op: 'key', request: 1, upstream: 'far', value: 'some-key-or-other' });
  const session = randomId();
  page.say({ op: 'open', session, upstream: 'far', options: {}, key: 'key#1' });
  await page.until(session, (all) => all.length >= 2);
  let isOver = false;
  const code = page.closed().finally(() => {
    isOver = true;
  });
  const frame = new Uint8Array(256 * 1024);
  let sent = 0;
  await met(() => {
    if (!isOver) page.send(session, 'binary', frame);
    sent += frame.length;
    return isOver || sent > 100 * mib;
  }, 'the end of its link');
  // Sockets on the way take a few MiB as well.
  expect(sent).toBeLessThan(upBytes + 24 * mib);
  expect(await code).toBe(1013);
  await bench.close();
  for (const ws of far.clients) ws.terminate();
  await new Promise((resolve) => far.close(resolve));
});

it('the sandbox floods a client no further than it takes, and goes on when it does', { timeout: 60_000 }, async () => {
  const [frames, size] = [800, 65_536];
  const bench = await openBench();
  const sockets: Socket[] = [];
  bench.server.http.on('connection', (socket: Socket) => sockets.push(socket));
  const address = `${bench.server.address().replace('http', 'ws')}/sandbox/fish~flood=0x${size}x${frames}/v1/tts/live`;
  const client = new WebSocket(address, { headers: { Authorization: 'Bearer sandbox' }, perMessageDeflate: false });
  await new Promise((resolve, reject) => client.once('open', resolve).once('error', reject));
  let got = 0;
  client.on('message', (data: Buffer) => {
    if (data.length >= size) got++;
  });
  client.pause();
  client.send(encodeMsgpack({ event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } }));
  const written = () => sockets.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  await met(standsStill(written), 'what it is flooded with');
  // What waits for it, and what the buffers of both sockets hold.
  expect(written()).toBeGreaterThan(mib);
  expect(written()).toBeLessThan(20 * mib);
  expect(got).toBe(0);
  client.resume();
  await met(() => got === frames, 'all of it');
  client.terminate();
  await bench.close();
});
