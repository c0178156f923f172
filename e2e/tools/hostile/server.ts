/**
 * A hostile text-to-speech server on loopback. What it does is chosen by the path `/b/<name>[~<param>=<value>...]`, or by `?b=<name>` on
 * any other path; parameters may stand in the query too. `dialect=fishspeech`, or `/tts/ws` in the path, makes it speak JSON. `GET /` lists the behaviours, `GET /stats`
 * tells the counters. Beside it stands the canary, a server nobody may be led to: its connections are counted too.
 */
import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '@/lib/clock/clock.ts';
import { realClock } from '@/lib/clock/real.ts';
import { hostileBehaviours } from './list.ts';
import { type Ask, Peer } from './peer.ts';
import { op, openClientFrames } from './wire.ts';

export type HostileStats = {
  connections: number;
  upgrades: number;
  canaryHits: number;
  clientFrames: number;
  /** By code; 1005 for a close frame without one. */
  clientCloses: Record<number, number>;
  pongs: number;
  perBehaviour: Record<string, number>;
  /** Bytes taken by sockets: what a client that stopped reading holds back. */
  written: number;
  /** What broke in a behaviour itself; none, unless there is a mistake here. */
  errors: string[];
};

export type HostileServer = {
  port: number;
  canaryPort: number;
  stats: HostileStats;
  /** Connections that are open; those it does not read itself (and so cannot see the end of) are left out. */
  open(): number;
  close(): Promise<void>;
};

/** `clock`: the time in which it pauses between what it says. */
export async function startHostile({
  port = 0,
  canaryPort = 0,
  clock = realClock,
}: {
  port?: number;
  canaryPort?: number;
  clock?: Clock;
} = {}): Promise<HostileServer> {
  const stats: HostileStats = {
    connections: 0,
    upgrades: 0,
    canaryHits: 0,
    clientFrames: 0,
    clientCloses: {},
    pongs: 0,
    perBehaviour: {},
    written: 0,
    errors: [],
  };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      stats.written += socket.bytesWritten;
    });
  };
  const canary = createServer((socket) => {
    stats.canaryHits++;
    keep(socket);
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret');
  });
  const ports = { own: 0, canary: 0 };
  const server = createServer((socket) => {
    keep(socket);
    serve(socket, { stats, clock, ports });
  });
  ports.canary = await listen(canary, canaryPort);
  ports.own = await listen(server, port);
  return {
    port: ports.own,
    canaryPort: ports.canary,
    stats,
    open: () => [...sockets].filter((socket) => !socket.isPaused()).length,
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const each of [canary, server]) await new Promise<void>((resolve) => each.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

type House = { stats: HostileStats; clock: Clock; ports: Ask['ports'] };
const longestHead = 65_536;

/** Reads the request, then lets its behaviour run; what comes later are the client's frames. */
function serve(socket: Socket, house: House): void {
  house.stats.connections++;
  let waiting = Buffer.alloc(0);
  const onHead = (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    const end = waiting.indexOf('\r\n\r\n');
    if (end === -1 && waiting.length > longestHead) socket.destroy();
    if (end === -1) return;
    socket.removeListener('data', onHead);
    const peer = start(socket, waiting.toString('latin1', 0, end), house);
    if (peer === null) return;
    const frames = openClientFrames((frame) => count(house.stats, peer, frame));
    socket.on('data', frames);
    frames(waiting.subarray(end + 4));
  };
  socket.on('data', onHead);
}

function count(stats: HostileStats, peer: Peer, frame: { opcode: number; body: Buffer }): void {
  if (frame.opcode === op.pong) stats.pongs++;
  if (frame.opcode === op.close) {
    const code = frame.body.length >= 2 ? frame.body.readUInt16BE(0) : 1005;
    stats.clientCloses[code] = (stats.clientCloses[code] ?? 0) + 1;
  }
  if (peer.took(frame)) stats.clientFrames++;
}

function start(socket: Socket, head: string, { stats, clock, ports }: House): Peer | null {
  const [line = '', ...rest] = head.split('\r\n');
  const target = `http://127.0.0.1${line.split(' ')[1] ?? ''}`;
  if (!URL.canParse(target)) {
    socket.destroy();
    return null;
  }
  const { pathname, searchParams: params } = new URL(target);
  const headers = new Map(
    rest.map((each) => [each.split(':')[0]?.toLowerCase() ?? '', each.replace(/^[^:]*:\s*/, '')]),
  );
  const [named, ...settings] = (/^\/b\/([^/]+)/.exec(pathname)?.[1] ?? '').split('~');
  for (const setting of settings) params.set(setting.replace(/=.*$/, ''), setting.replace(/^[^=]*=?/, ''));
  const name = named || (params.get('b') ?? 'normal');
  const key = headers.get('sec-websocket-key');
  const asked = params.get('dialect') ?? (pathname.includes('/tts/ws') ? 'fishspeech' : 'fish');
  const ask: Ask = {
    head,
    headers,
    params,
    dialect: asked === 'fishspeech' ? 'fishspeech' : 'fish',
    accept: createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64'),
    deflate: /permessage-deflate/.test(headers.get('sec-websocket-extensions') ?? '') && name.startsWith('deflate'),
    ports,
  };
  const peer = new Peer(socket, ask, clock);
  const behaviour = hostileBehaviours.get(name);
  if (pathname === '/') peer.answer('200 OK', JSON.stringify([...hostileBehaviours.values()], null, 1));
  else if (pathname === '/stats') peer.answer('200 OK', JSON.stringify(stats, null, 1));
  else if (behaviour === undefined) peer.answer('404 Not Found', JSON.stringify({ error: 'unknown behaviour', name }));
  else if (behaviour.stage !== 'http' && key === undefined) peer.answer('426 Upgrade Required', '{}');
  else {
    stats.perBehaviour[name] = (stats.perBehaviour[name] ?? 0) + 1;
    if (behaviour.stage !== 'http') {
      const takes = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover';
      peer.write(peer.head101(...(ask.deflate ? [`Sec-WebSocket-Extensions: ${takes}`] : [])));
      stats.upgrades++;
    }
    // After the request's own turn: what the client sends with it is counted.
    Promise.resolve()
      .then(() => behaviour.run(peer))
      .catch((error) => {
        stats.errors.push(`${name}: ${error}`);
        socket.destroy();
      });
  }
  return peer;
}
