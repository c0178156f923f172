/**
 * A server outside the product, on its own port, for what the sandbox does not do. `GET /seen` tells the SHA-256 of
 * every key that arrived, so that a test can know it was sent without the key being written anywhere.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { decode, encode } from '@msgpack/msgpack';
import { type WebSocket, WebSocketServer } from 'ws';
import { dtxBomb } from '../../lib/audio/testing/ogg-writer.ts';
import { realClock } from '../../lib/clock/real.ts';
import { createSandbox } from '../../lib/sandbox/node/sandbox-server.ts';
import { hostileFrame } from './hostile-frames.ts';

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
  const head = `HTTP/1.1 ${status}\r\n${headers}Content-Length: ${length}\r\nConnection: close\r\n\r\n`;
  socket.end(Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]));
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

/** One of each sort that must never reach the screen as itself. */
const hidden = 'a\u202eb\u200bc\u001b[31md\u0007e\u2066f\ufeffg\u00adh\u009bi\nj';

function hide(ws: WebSocket, id: string): void {
  ws.once('message', () => {
    const events = [
      { event: 'log', message: hidden },
      { event: hidden, [hidden]: hidden, nested: { [hidden]: [hidden] } },
      { event: 'finish', reason: hidden },
      { event: 'processing', text: hidden },
      { event: 'error', error: hidden, message: hidden, code: hidden },
    ];
    for (const event of events) ws.send(id.endsWith('fishspeech') ? JSON.stringify(event) : encode(event));
    // Not the protocol at all: text on the binary one, and text that is no JSON.
    ws.send(hidden);
    ws.send(JSON.stringify({ event: hidden }));
    ws.close(4000, hidden);
  });
}

/** The numbers in a text name frames; they are sent as they are, in that order. */
function hostile(ws: WebSocket): void {
  ws.on('message', (data: Buffer, isBinary) => {
    const event = (isBinary ? decode(data) : JSON.parse(data.toString())) as { event?: string; text?: string };
    if (event.event !== 'text') return;
    for (const number of event.text?.match(/\d{3}/g) ?? []) {
      const { bytes, wire } = hostileFrame(number);
      ws.send(bytes, { binary: wire === 'binary' });
    }
  });
}

/** Silence of one byte a packet, 255 packets a page: as many pages as are 949 seconds. */
function bomb(ws: WebSocket): void {
  const bytes = dtxBomb(62);
  ws.on('message', (data: Buffer) => {
    if ((decode(data) as { event?: string }).event !== 'text') return;
    for (let at = 0; at < bytes.length; at += 4096)
      ws.send(encode({ event: 'audio', audio: bytes.subarray(at, at + 4096), time: 0 }));
    ws.send(encode({ event: 'finish', reason: 'stop' }));
  });
}

const afterUpgrade: Record<string, (ws: WebSocket, id: string, key: string, socket: Socket) => void> = {
  'hostile-fish': hostile,
  'hostile-fishspeech': hostile,
  'bomb-fish': bomb,
  'parrot-fish': parrot,
  'parrot-fishspeech': parrot,
  'hidden-fish': hide,
  'hidden-fishspeech': hide,
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
  if (id === 'hidden-refusal') {
    // The status line is Latin-1: C1 controls are all it can hide.
    return refuse(socket, '401 No\x9b2J\x85', 'Content-Type: text/plain; charset=utf-8\r\n', hidden);
  }
  const behave = afterUpgrade[id];
  if (behave === undefined) {
    return refuse(socket, '404 Not Found', 'Content-Type: application/json\r\n', '{"detail":"Not Found here"}');
  }
  sockets.handleUpgrade(request, socket, head, (ws) => behave(ws, id, key, socket));
});

server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
