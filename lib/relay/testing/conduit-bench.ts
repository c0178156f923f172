/** A tap server on a free port whose records are lists, and raw upstreams behind it: real sockets on loopback. For tests only. */
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../clock/clock.ts';
import { realClock } from '../../clock/real.ts';
import type { EntryBody, Leg } from '../../session/entry.ts';
import type { ConduitLimits } from '../node/tap/conduit-limits.ts';
import { openSpliced } from '../node/tap/spliced-conduit.ts';
import { createTapServer, type TapServer } from '../node/tap/tap-server.ts';
import type { InProcessServer } from '../node/transports.ts';
import type { TapAsk, TapDesk, TapRecord } from '../tap/tap-record.ts';
import type { Upstream } from '../upstream.ts';

type Args<K extends keyof TapRecord> = TapRecord[K] extends (...args: infer A) => unknown ? A : never;

/** What a conduit told, in order. */
export type Told =
  | { is: 'dial'; url: Args<'dial'>[0]; headers: Args<'dial'>[1] }
  | { is: 'answered'; answer: Args<'answered'>[0] }
  | { is: 'failed'; code: string; detail: string }
  | { is: 'note'; body: EntryBody }
  | { is: 'http'; entry: Args<'http'>[0] }
  | { is: 'ended'; by: string; how: string };

export type HeardTap = TapAsk & {
  told: Told[];
  chunks: { from: Leg; chunk: Uint8Array }[];
  /** All bytes of one peer. */
  bytes(from: Leg): Buffer;
  marks(): string[];
  of<I extends Told['is']>(is: I): Extract<Told, { is: I }>[];
};

export type ConduitBench = {
  port: number;
  taps: TapServer;
  heard: HeardTap[];
  /** Client sockets the server holds. */
  sockets(): number;
  /** Bytes written to client sockets and to upstreams that wait in this process. */
  waiting(): number;
  close(): Promise<void>;
};

export type ConduitBenchParts = {
  upstreams: () => readonly Upstream[];
  clock?: Clock;
  sandbox?: InProcessServer;
  limits?: Partial<ConduitLimits>;
  /** Forgets what it is told of bytes: for floods. */
  deaf?: boolean;
  /** Instead of lists. */
  desk?: TapDesk;
};

const noSandbox: InProcessServer = {
  upgrade: (_request, socket) => void socket.destroy(),
  request: (_request, response) => void response.writeHead(404).end(),
};

export async function openConduitBench(parts: ConduitBenchParts): Promise<ConduitBench> {
  const heard: HeardTap[] = [];
  const begin = (ask: TapAsk): TapRecord => {
    const one = heardTap(ask);
    heard.push(one);
    const { told, chunks } = one;
    return {
      session: String(heard.length),
      dial: (url, headers) => void told.push({ is: 'dial', url, headers }),
      answered: (answer) => void told.push({ is: 'answered', answer }),
      failed: ({ code, detail }) => void told.push({ is: 'failed', code, detail }),
      bytes: (from, chunk) => void (parts.deaf !== true && chunks.push({ from, chunk })),
      frame: () => 0,
      closing: () => {},
      note: (body) => void told.push({ is: 'note', body }),
      http: (entry) => void told.push({ is: 'http', entry }),
      ended: (by, how) => void told.push({ is: 'ended', by, how }),
    };
  };
  const http = createServer();
  const all = new Set<Socket>();
  http.on('connection', (socket) => {
    all.add(socket);
    socket.on('close', () => all.delete(socket));
  });
  const port = await listening(http);
  const taps = createTapServer({
    clock: parts.clock ?? realClock,
    desk: parts.desk ?? { begin },
    board: { armed: () => false },
    upstreams: parts.upstreams,
    sandbox: parts.sandbox ?? noSandbox,
    own: () => ({ ports: [port], addresses: ['127.0.0.1'] }),
    openParsed: openSpliced,
    ...(parts.limits === undefined ? {} : { limits: parts.limits }),
  });
  http.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy());
    taps.upgrade(request, socket, head);
  });
  http.on('request', (request, response) =>
    taps.request(request, response, (status, why) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: why }));
    }),
  );
  return {
    port,
    taps,
    heard,
    sockets: () => all.size,
    waiting: () => [...all, ...dialled(parts.upstreams())].reduce((sum, socket) => sum + socket.writableLength, 0),
    async close() {
      await taps.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => void http.close(() => resolve()));
    },
  };
}

function heardTap(ask: TapAsk): HeardTap {
  const told: Told[] = [];
  const chunks: HeardTap['chunks'] = [];
  return {
    ...ask,
    told,
    chunks,
    bytes: (from) => Buffer.concat(chunks.filter((one) => one.from === from).map((one) => one.chunk)),
    marks: () => told.flatMap((one) => (one.is === 'note' && one.body.kind === 'mark' ? [one.body.says] : [])),
    of: <I extends Told['is']>(is: I) => told.filter((one): one is Extract<Told, { is: I }> => one.is === is),
  };
}

/** A TCP server of one behaviour; `heads`: what each client sent up to the blank line. */
export type TcpUpstream = {
  upstream: Upstream;
  port: number;
  heads: string[];
  sockets: Set<Socket>;
  close(): Promise<void>;
};

/** `serve` gets each connection when its request's head is complete, with what came behind it. */
export async function openTcpUpstream(
  serve: (socket: Socket, head: string, rest: Buffer) => void,
  id = 'tcp',
): Promise<TcpUpstream> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcp({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let got = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      got = Buffer.concat([got, chunk]);
      const end = got.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.removeListener('data', take);
      const head = got.subarray(0, end + 4).toString('latin1');
      heads.push(head);
      serve(socket, head, got.subarray(end + 4));
    };
    socket.on('data', take);
  });
  const port = await listening(server);
  const base = `ws://127.0.0.1:${port}`;
  const upstream = { id, title: id, dialect: 'fish', base, paths: ['/'], loopback: true, sandbox: false };
  return {
    upstream,
    port,
    heads,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** This process's own ends of the connections to these upstreams. */
function dialled(upstreams: readonly Upstream[]): Socket[] {
  const ports = upstreams.map(({ base }) => Number(new URL(base).port));
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
  return handles.filter((one): one is Socket => one instanceof Socket && ports.includes(one.remotePort ?? 0));
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}
