/** Bad servers for tests: raw sockets, each behaviour named by the path it is dialled under. Not part of the product. */
import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type RawUpstream = {
  port: number;
  /** Bytes accepted by the sockets so far: what a reader that stopped reading holds back. */
  written(): number;
  /** Connections to a server nobody may be led to. */
  canaryHits(): number;
  /** What the last client sent as its request. */
  lastRequest(): string;
  sockets(): number;
  close(): Promise<void>;
};

type Peer = {
  socket: Socket;
  accept: string;
  open(extra?: string): void;
  frame(opcode: number, body: Buffer | string): Buffer;
};

/** One unmasked frame. */
export function frame(opcode: number, body: Buffer | string, final = true): Buffer {
  const payload = Buffer.from(body);
  const first = (final ? 0x80 : 0) | opcode;
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload]);
  const head = Buffer.alloc(payload.length < 65_536 ? 4 : 10);
  head[0] = first;
  head[1] = payload.length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(payload.length, 2);
  else head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}

const close = (code: number, reason: Buffer | string = '') =>
  frame(8, Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]));

/** Behaviours by path segment. */
const behaviours: Record<string, (peer: Peer, ports: { canary: number }) => void> = {
  'close-1008': (p) => {
    p.open();
    p.socket.write(close(1008, 'policy: key revoked'));
  },
  'close-long': (p) => {
    p.open();
    p.socket.write(close(4000, 'r'.repeat(123)));
  },
  'bad-accept': (p) =>
    void p.socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\nX-Seen: yes\r\n\r\n',
    ),
  redirect: (p, { canary }) =>
    void p.socket.end(
      `HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:${canary}/latest/meta-data\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    ),
  'big-body': (p) => {
    p.socket.write('HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\n\r\n');
    p.socket.end(Buffer.alloc(300_000, 'x'));
  },
  'slow-body': (p) => {
    p.socket.write('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\nbegun');
  },
  'one-segment': (p) => {
    p.socket.write(Buffer.concat([Buffer.from(head101(p.accept)), p.frame(1, 'a'), p.frame(2, 'bc'), close(1000)]));
  },
  fragments: (p) => {
    p.open();
    p.socket.write(
      Buffer.concat([frame(2, 'a', false), frame(9, 'mid'), frame(0, 'b', false), frame(0, 'c'), close(1000)]),
    );
  },
  'bad-opcode': (p) => {
    p.open();
    p.socket.write(Buffer.concat([frame(2, 'good'), frame(11, 'x')]));
  },
  /** Says everything it was sent, key and all, in all places there are. */
  echo: (p) => {
    p.open(`X-Echo: ${request(p.socket).split('\r\n')[0]}\r\n`);
    p.socket.write(frame(1, request(p.socket)));
    p.socket.write(close(4001, (/(?:Bearer |token=)([^\s&]+)/.exec(request(p.socket))?.[1] ?? '').slice(0, 120)));
  },
  'echo-refused': (p) =>
    void p.socket.end(
      `HTTP/1.1 401 No\r\nX-Echo: ${request(p.socket).split('\r\n')[0]}\r\nConnection: close\r\n\r\n${request(p.socket)}`,
    ),
  /** 64 kB frames as fast as the socket takes them, 200 MB in all. */
  flood: (p) => {
    p.open();
    let left = 3200;
    const pump = () => {
      while (left-- > 0 && !p.socket.destroyed) if (!p.socket.write(frame(2, Buffer.alloc(65_536, left)))) return;
    };
    p.socket.on('drain', pump);
    pump();
  },
};

export const rawBehaviours = Object.keys(behaviours);

const head101 = (accept: string, extra = '') =>
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${extra}\r\n`;

const requests = new WeakMap<Socket, string>();
const request = (socket: Socket) => requests.get(socket) ?? '';

export async function openRawUpstream(): Promise<RawUpstream> {
  let canaryHits = 0;
  let lastRequest = '';
  const all = new Set<Socket>();
  let bytes = 0;
  const canary = createServer((socket) => {
    canaryHits++;
    socket.destroy();
  });
  const server = createServer((socket) => {
    all.add(socket);
    socket.on('close', () => {
      all.delete(socket);
      bytes += socket.bytesWritten;
    });
    socket.on('error', () => {});
    let text = '';
    const onData = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      socket.removeListener('data', onData);
      socket.resume();
      lastRequest = text;
      requests.set(socket, text);
      const name = /^GET \/([a-z0-9-]+)/.exec(text)?.[1] ?? '';
      const key = /sec-websocket-key: (\S+)/i.exec(text)?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const peer: Peer = { socket, accept, open: (extra) => void socket.write(head101(accept, extra)), frame };
      behaviours[name]?.(peer, { canary: (canary.address() as AddressInfo).port });
    };
    socket.on('data', onData);
  });
  for (const s of [canary, server]) await new Promise<void>((resolve) => s.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    written: () => [...all].reduce((sum, s) => sum + s.bytesWritten - s.writableLength, bytes),
    canaryHits: () => canaryHits,
    lastRequest: () => lastRequest,
    sockets: () => all.size,
    async close() {
      for (const socket of all) socket.destroy();
      for (const s of [canary, server]) await new Promise<void>((resolve) => s.close(() => resolve()));
    },
  };
}
