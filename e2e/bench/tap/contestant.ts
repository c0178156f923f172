/**
 * What stands between a client and an upstream, in a process of its own, started with a channel: `contestant.ts <kind> <upstream port>`.
 * It says where it listens, and what it takes of memory and processor time when asked.
 */
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer, WebSocket as WsClient } from 'ws';
import { openConduitBench } from '@/lib/relay/testing/conduit-bench.ts';
import { openBench } from '@/lib/server/testing/bench.ts';

/** `deaf`: the tap, told of bytes and forgetting them. `console`: the whole server, which records. */
export type Kind = 'splice' | 'relay' | 'deaf' | 'console';
export type Ready = { port: number; lead: string; address: string; cookie: string };
/**
 * Bytes: now, and the most since the last time it was asked; `heap`: what its objects and buffers take. `cpuMs`: processor time of all its
 * threads, since it began.
 */
export type Memory = { now: number; peak: number; heap: number; cpuMs: number };

const [kind = 'splice', upstream = '0'] = process.argv.slice(2) as [Kind, string];
const port = Number(upstream);

const started: Record<Kind, () => Promise<Ready>> = {
  async splice() {
    const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      const far = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
      client.pipe(far);
      far.pipe(client);
      client.on('error', () => far.destroy());
      far.on('error', () => client.destroy());
    });
    return listening(server, '');
  },
  /** As most write it: no back-pressure. */
  async relay() {
    const server = http.createServer();
    const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 32 * 2 ** 20 });
    const forward = (from: WebSocket, to: WebSocket) => {
      from.on('message', (data: Buffer, binary) => to.send(data, { binary }));
      from.on('close', () => to.terminate());
      from.on('error', () => {});
    };
    server.on('upgrade', (request, socket, head) => {
      const far = new WsClient(`ws://127.0.0.1:${port}${request.url}`, { perMessageDeflate: false });
      far.on('error', () => socket.destroy());
      far.on('open', () => {
        far.pause();
        wss.handleUpgrade(request, socket, head, (near) => {
          forward(near, far);
          forward(far, near);
          far.resume();
        });
      });
    });
    return listening(server, '');
  },
  async deaf() {
    const base = `ws://127.0.0.1:${port}`;
    const one = { id: 'raw', title: 'raw', dialect: 'fish', base, paths: ['/'], loopback: true, sandbox: false };
    const bench = await openConduitBench({ upstreams: () => [one], deaf: true });
    return { port: bench.port, lead: '/tap/raw', address: '', cookie: '' };
  },
  async console() {
    const { server } = await openBench([`--upstream=raw=ws://127.0.0.1:${port},dialect=fish,loopback`]);
    return { port: server.port(), lead: '/tap/raw', address: server.address(), cookie: server.cookie() };
  },
};

async function listening(server: net.Server, lead: string): Promise<Ready> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return { port: (server.address() as AddressInfo).port, lead, address: '', cookie: '' };
}

let peak = 0;
const look = () => {
  const now = process.memoryUsage.rss();
  peak = Math.max(peak, now);
  return now;
};
setInterval(look, 20).unref();
/** More than once, with a breath between: what the first lets go may hold more. */
async function collect(): Promise<void> {
  for (let times = 0; times < 3; times++) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
process.on('message', async (what) => {
  if (what === 'collect') await collect();
  const now = look();
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ now, peak, heap: heapUsed + external, cpuMs: (user + system) / 1000 } satisfies Memory);
  peak = now;
});
process.on('disconnect', () => process.exit(0));

started[kind]().then((ready) => process.send?.(ready));
