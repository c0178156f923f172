import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { realClock } from '../../clock/real.ts';
import type { SandboxSocket } from '../socket.ts';
import { defaultSwitches } from '../switches.ts';
import { toneVoice } from '../tone-voice.ts';
import { hostOnWs } from './ws-host.ts';

const server = createServer();
const wss = new WebSocketServer({ server });
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  for (const ws of wss.clients) ws.terminate();
  server.closeAllConnections();
  server.close();
});

/** The server's socket and the client's, both open. */
async function pair(): Promise<{ socket: SandboxSocket; client: WebSocket }> {
  const hosted = new Promise<SandboxSocket>((resolve) => {
    wss.once('connection', (ws) => {
      const world = { clock: realClock, voice: toneVoice(), switches: defaultSwitches };
      const keep = (socket: SandboxSocket) => {
        resolve(socket);
        return { message() {}, closed() {} };
      };
      hostOnWs(ws, keep, world, { model: '' });
    });
  });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve) => client.on('open', resolve));
  return { socket: await hosted, client };
}

/** Sends until the kernel takes no more: the client has stopped reading. */
function fill(socket: SandboxSocket): boolean[] {
  const drained = [false];
  for (let i = 0; i < 400; i++) socket.send('binary', new Uint8Array(65_536));
  void socket.drained().then(() => {
    drained[0] = true;
  });
  return drained;
}

it('knows when a slow client has taken everything', async () => {
  const { socket, client } = await pair();
  await socket.drained(); // nothing waits
  client.pause();
  const drained = fill(socket);
  await new Promise((resolve) => realClock.after(50, () => resolve(null)));
  expect([drained[0], socket.bufferedBytes() > 1_000_000]).toEqual([false, true]);
  client.resume();
  await expect.poll(() => drained[0]).toBe(true);
  expect(socket.bufferedBytes()).toBe(0);
});

it('lets go of whoever waits when the client is lost', async () => {
  const { socket, client } = await pair();
  client.pause();
  const drained = fill(socket);
  client.terminate();
  await expect.poll(() => drained[0]).toBe(true);
  socket.send('text', new Uint8Array(1)); // no error after the end
});
