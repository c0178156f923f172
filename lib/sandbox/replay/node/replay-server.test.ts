/** What only a real socket shows: headers of the answer, pings, close codes, the loss of a connection. */
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type ServedRecording, serveRecording } from '../../../cli/replay/serve-recording.ts';
import { realClock } from '../../../clock/real.ts';
import { came, closed, drawnRecord, type Line } from '../../../codegen/testing/drawn-record.ts';
import { fish } from '../../../dialects/fish/fish.ts';
import type { Entry } from '../../../session/entry.ts';
import { type Score, scoreOf } from '../score.ts';
import type { Told } from '../shelf.ts';

let served: ServedRecording;
let told: Told[] = [];
afterEach(async () => {
  told = [];
  await served.close();
});

const header = (name: string, value: string) => ({ name, value });
const answered: Line[] = [
  [0, { kind: 'dial', url: 'ws://127.0.0.1:9/', headers: [], via: 'node' }],
  [
    5,
    {
      kind: 'handshake',
      status: 101,
      statusText: 'Switching Protocols',
      headers: [
        header('Sec-WebSocket-Accept', 'wrong'),
        header('Sec-WebSocket-Protocol', 'two'),
        header('Set-Cookie', 'a=b'),
        header('x-fish-trace-id', 'abc123'),
        header('ratelimit-limit-concurrency', '5'),
      ],
    },
  ],
];

async function visit(lines: readonly Line[], protocols: string[] = []): Promise<string[]> {
  const log = drawnRecord(fish, [...answered, ...lines]);
  const entries = Array.from({ length: log.length }, (_, i): Entry => log.entry(i + 1));
  const score = scoreOf(log.head, fish, entries) as Score;
  served = await serveRecording(score, { clock: realClock, port: 0, speed: 100, told: (what) => told.push(what) });
  const ws = new WebSocket(served.address.replace('http', 'ws'), protocols);
  const seen: string[] = [];
  ws.on('upgrade', ({ headers }) => {
    for (const name of ['x-fish-trace-id', 'ratelimit-limit-concurrency', 'set-cookie', 'sec-websocket-protocol'])
      if (headers[name] !== undefined) seen.push(`${name}: ${headers[name]}`);
  });
  ws.on('ping', (data) => seen.push(`ping ${data}`));
  ws.on('pong', (data) => seen.push(`pong ${data}`));
  ws.on('message', (data: Buffer, isBinary) => seen.push(`${isBinary ? 'binary' : 'text'} ${data.length}`));
  return await new Promise((resolve, reject) => {
    ws.on('error', reject);
    ws.on('close', (code, reason) => resolve([...seen, `close ${code} ${reason}`.trim()]));
  });
}

const control = (t: number, opcode: 'ping' | 'pong', words: string): Line => [
  t,
  { kind: 'frame', dir: 'received', opcode, bytes: Buffer.from(words) },
];

it('gives headers that do no harm, pings, frames and the close', async () => {
  const audio = came(20, fish, { event: 'audio', audio: new Uint8Array(3) });
  expect(
    await visit([
      control(10, 'ping', 'hi'),
      audio,
      control(30, 'pong', 'ho'),
      control(31, 'ping', 'x'.repeat(126)),
      closed(40, 'peer', 4001, 'grün'),
    ]),
  ).toEqual([
    'x-fish-trace-id: abc123',
    'ratelimit-limit-concurrency: 5',
    'ping hi',
    'binary 24',
    'pong ho',
    'close 4001 grün',
  ]);
  await expect.poll(() => told.at(-1)?.visit.state).toBe('over');
  expect(told.at(-1)).toMatchObject({ visit: { state: 'over', played: 4, of: 4, departures: [] } });
});

it('chooses the recorded sub-protocol where it is offered', async () => {
  expect((await visit([closed(10, 'peer', 1000)], ['one', 'two'])).at(2)).toBe('sec-websocket-protocol: two');
});

it.each([
  ['a close without a code', closed(10, 'peer', 1005), 'close 1005'],
  ['a loss', closed(10, 'network', 1006), 'close 1006'],
  ['a code that nobody may send', closed(10, 'peer', 1015), 'close 1006'],
  ['a code that is none', closed(10, 'peer', 99), 'close 1006'],
  [
    'a reason of other bytes',
    [10, { kind: 'close', by: 'peer', code: 1000, reason: new Uint8Array(123).fill(255), clean: true }] as Line,
    `close 1000 ${'\ufffd'.repeat(41)}`,
  ],
  [
    'a reason that is cut within a letter',
    closed(10, 'peer', 1000, `${'x'.repeat(122)}ü`),
    `close 1000 ${'x'.repeat(122)}`,
  ],
  ['a reason that is too long', closed(10, 'peer', 1000, 'x'.repeat(500)), `close 1000 ${'x'.repeat(123)}`],
])('ends as recorded: %s', async (_, end, words) => {
  expect((await visit([end])).at(-1)).toBe(words);
});

it('ends though a client that was refused keeps its end open', async () => {
  const log = drawnRecord(fish, [[5, { kind: 'handshake', status: 402, statusText: '', headers: [] }]]);
  const score = scoreOf(log.head, fish, [log.entry(1)]) as Score;
  served = await serveRecording(score, { clock: realClock, port: 0, speed: 1, told: () => {} });
  const { host, port } = new URL(served.address);
  const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
  const keys = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  socket.write(
    `GET /replay/recording HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${keys}\r\n\r\n`,
  );
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  expect(answer).toMatch(/^HTTP\/1.1 402 Payment Required\r\n/);
  await served.close();
  socket.destroy();
});
