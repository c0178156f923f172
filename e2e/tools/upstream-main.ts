/**
 * A server outside the product, on its own port, for what the sandbox does not do. `GET /seen` tells the SHA-256 of
 * every key that arrived, so that a test can know it was sent without the key being written anywhere.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { encode } from '@msgpack/msgpack';
import { type WebSocket, WebSocketServer } from 'ws';
import { realClock } from '../../lib/clock/real.ts';
import { createSandbox } from '../../lib/sandbox/node/sandbox-server.ts';

const sandbox = createSandbox({ clock: realClock });
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const seen: string[] = [];

function keyOf(request: IncomingMessage): string {
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
  return query.get('token') ?? (request.headers.authorization ?? '').replace(/^Bearer /, '');
}

/** Refuses the upgrade with a whole HTTP answer. */
function refuse(socket: Socket, status: string, headers: string, body: string): void {
  const length = Buffer.byteLength(body);
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: ${length}\r\nConnection: close\r\n\r\n${body}`);
}

/** An event of the server in the dialect of `id`. */
function send(ws: WebSocket, id: string, message: string): void {
  if (id.endsWith('fishspeech')) ws.send(JSON.stringify({ event: 'processing', text: message }));
  else ws.send(encode({ event: 'log', message }));
}

function parrot(ws: WebSocket, id: string, key: string): void {
  const bytes = Buffer.from(key);
  const forms = [key, bytes.toString('base64'), bytes.toString('hex'), encodeURIComponent(key)];
  ws.once('message', () => {
    for (const form of forms) send(ws, id, `you sent ${form}, did you not?`);
    ws.close(1008, `bad key ${key}`);
  });
}

const afterUpgrade: Record<string, (ws: WebSocket, id: string, key: string, socket: Socket) => void> = {
  'parrot-fish': parrot,
  'parrot-fishspeech': parrot,
  policy: (ws) => ws.once('message', () => ws.close(1008, 'The quota of this key is used up: see your plan')),
  'strange-fish': (ws) => {
    ws.once('message', () => {
      const log = encode({ event: 'log', message: 'cut short here' });
      ws.send(log.subarray(0, log.length - 5));
      ws.send(encode({ event: 'audio', audio: new Uint8Array(1 << 20).map((_, at) => (at * 31) >> 3), time: 1 }));
      ws.send(encode({ event: 'log', message: Array.from({ length: 90_000 }, (_, at) => ({ at })) }));
    });
  },
  abrupt: (ws, id, _key, socket) => {
    send(ws, id, 'the last words');
    ws.once('message', () => socket.resetAndDestroy());
  },
};

const server = createServer((request, response) => {
  if (request.url !== '/seen') response.statusCode = 404;
  response.end(JSON.stringify(seen));
});

server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
  socket.on('error', () => socket.destroy());
  const [, id = '', ...rest] = (request.url ?? '').split('/');
  const key = keyOf(request);
  if (key !== '') seen.push(createHash('sha256').update(key).digest('hex'));
  if (id.startsWith('keyed-')) {
    request.url = `/sandbox/${id.slice('keyed-'.length)}/${rest.join('/')}`;
    sandbox.upgrade(request, socket, head);
    return;
  }
  if (id === 'redirect') return refuse(socket, '302 Found', 'Location: wss://elsewhere.example/v1/tts/live\r\n', '');
  if (id === 'gateway') {
    return refuse(socket, '503 Service Unavailable', 'Content-Type: text/html\r\n', '<h1>Try later</h1>');
  }
  const behave = afterUpgrade[id];
  if (behave === undefined) {
    return refuse(socket, '404 Not Found', 'Content-Type: application/json\r\n', '{"detail":"Not Found here"}');
  }
  sockets.handleUpgrade(request, socket, head, (ws) => behave(ws, id, key, socket));
});

server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
