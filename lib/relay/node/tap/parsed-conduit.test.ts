import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import {
  bench,
  closePayload,
  firstRecord,
  frame,
  hash,
  nothingLeft,
  opened,
  payload,
  rawClient,
  rawServer,
  server,
  tapped,
  until,
} from '../../testing/parsed-peers.ts';

afterEach(async () => {
  await bench.stop();
});

const sizes = [0, 1, 125, 126, 4096, 65535, 65536, 1_000_003];

test('no rule matches: every payload is the same on both sides and in the record, none has a leg', async () => {
  const all = sizes.map(payload);
  const reached: Uint8Array[] = [];
  await tapped(
    server((ws) => {
      ws.on('message', (data: Buffer, isBinary) => {
        reached.push(Uint8Array.from(data));
        ws.send(data, { binary: isBinary });
      });
      ws.on('close', () => {});
    }),
  );
  const ws = await opened();
  const back: Uint8Array[] = [];
  ws.on('message', (data: Buffer) => back.push(Uint8Array.from(data)));
  for (const bytes of all) ws.send(bytes);
  // In fragments, and with a ping between them.
  ws.send('frag', { fin: false });
  ws.ping('!');
  ws.send('ments', { fin: true });
  await until(() => expect(back).toHaveLength(all.length + 1));
  const expected = [...all, encodeUtf8('fragments')];
  expect(hash(reached)).toBe(hash(expected));
  expect(hash(back)).toBe(hash(expected));
  const { frames } = firstRecord();
  const of = (words: string) => frames.filter((f) => f.words.startsWith(words)).map((f) => f.bytes);
  expect(hash([...of('sent binary'), ...of('sent text')])).toBe(hash(expected));
  expect(hash([...of('received binary'), ...of('received text')])).toBe(hash(expected));
  expect([...new Set(frames.map((f) => f.words))].sort()).toEqual([
    'received binary',
    'received text',
    'sent binary',
    'sent ping',
    'sent text',
  ]);
  ws.close(1000, 'bye');
  await nothingLeft();
  expect(bench.records[0]?.lines.slice(-3).map((line) => line.replace(/^\d+ /, ''))).toEqual([
    'closing client 1000 bye',
    'closing upstream 1000 bye',
    'ended upstream fin',
  ]);
});

test('bytes that are not UTF-8 pass as they are', async () => {
  const bad = Uint8Array.of(0xff, 0x41, 0xc0);
  const reached: Uint8Array[] = [];
  await tapped(
    server(
      (ws) => {
        ws.on('message', (data: Buffer) => {
          reached.push(Uint8Array.from(data));
          ws.close();
        });
      },
      { skipUTF8Validation: true },
    ),
  );
  const client = await rawClient('/tap/up');
  client.socket.write(frame(0x81, bad, true));
  await until(() => expect(reached).toEqual([bad]));
  client.socket.destroy();
  await nothingLeft();
});

test('pings and pongs are passed on; nobody answers in a peer’s place', async () => {
  const seen: string[] = [];
  await tapped(
    server((ws) => {
      ws.on('ping', (data) => seen.push(`server ping ${data}`));
      ws.on('pong', (data) => {
        seen.push(`server pong ${data}`);
        ws.close();
      });
      ws.ping('from server');
    }),
  );
  const ws = await opened('', (client) => {
    client.on('pong', (data) => seen.push(`client pong ${data}`));
    client.on('ping', (data) => {
      seen.push(`client ping ${data}`);
      client.pong('answer');
    });
  });
  ws.ping('from client');
  await until(() => expect(seen).toContain('server pong answer'));
  expect(seen.sort()).toEqual(['client ping from server', 'server ping from client', 'server pong answer']);
  await nothingLeft();
});

describe('close frames', () => {
  // Legal or not: what to make of them is the peers' business.
  const codes = [1000, 1001, 1002, 1003, 1004, 1006, 1007, 1011, 1012, 1015, 1016, 2999, 3000, 3999, 4000, 4999];

  test('of the client reach the server, and its answer the client', async () => {
    await tapped(
      rawServer((socket) =>
        socket.on('data', (chunk) => {
          // Its own payload again, unmasked: the key is zeros only on the client's side.
          const key = chunk.subarray(2, 6);
          const body = Buffer.from(chunk.subarray(6).map((byte, i) => byte ^ (key[i & 3] as number)));
          socket.end(frame(0x88, body, false));
        }),
      ),
    );
    for (const code of codes) {
      const sent = closePayload(code, `r${code}`);
      const { socket, got, ended } = await rawClient('/tap/up');
      socket.write(frame(0x88, sent, true));
      await ended();
      expect(got()).toEqual(frame(0x88, sent, false));
      socket.end();
    }
    const empty = await rawClient('/tap/up');
    empty.socket.write(frame(0x88, Buffer.alloc(0), true));
    await empty.ended();
    expect(empty.got()).toEqual(frame(0x88, Buffer.alloc(0), false));
    empty.socket.end();
    await nothingLeft();
    const closings = bench.records.map(({ lines }) => lines.filter((line) => line.includes('closing')).length);
    expect(closings).toEqual(Array(codes.length + 1).fill(2));
  });

  test('of the server reach the client, and its answer the server', async () => {
    const queue = [...codes];
    const answers: Buffer[] = [];
    await tapped(
      rawServer((socket) => {
        const code = queue.shift();
        socket.write(frame(0x88, code === undefined ? Buffer.alloc(0) : closePayload(code, 'x'), false));
        socket.once('data', (chunk) => {
          answers.push(chunk);
          socket.end();
        });
      }),
    );
    for (const code of [...codes, undefined]) {
      const { socket, got, ended } = await rawClient('/tap/up');
      const expected = frame(0x88, code === undefined ? Buffer.alloc(0) : closePayload(code, 'x'), false);
      await until(() => expect(got()).toEqual(expected));
      socket.write(frame(0x88, expected.subarray(2), true));
      await ended();
      socket.end();
    }
    await nothingLeft();
    expect(answers.map((chunk) => chunk.length)).toEqual([...codes.map(() => 9), 6]);
    expect(bench.records[0]?.lines.slice(-3).map((line) => line.replace(/^\d+ /, ''))).toEqual([
      'closing upstream 1000 x',
      'closing client 1000 x',
      'ended upstream fin',
    ]);
  });

  test.each(['fin', 'reset'] as const)(
    'a server that goes without one (%s): the client is cut the same way',
    async (how) => {
      await tapped(
        rawServer((socket) => socket.once('data', () => (how === 'fin' ? socket.end() : socket.resetAndDestroy()))),
      );
      const { socket, ended, ends } = await rawClient('/tap/up');
      socket.write(frame(0x81, encodeUtf8('go'), true));
      await ended();
      expect(ends).toEqual([how]);
      socket.destroy();
      await nothingLeft();
      expect(bench.records[0]?.lines.at(-1)).toContain(`ended upstream ${how}`);
    },
  );

  test.each(['fin', 'reset'] as const)(
    'a client that goes without one (%s): the server is told the same way',
    async (how) => {
      const events: string[] = [];
      await tapped(
        rawServer((socket) => {
          socket.on('data', () => {});
          socket.on('end', () => {
            events.push('fin');
            socket.end();
          });
          socket.on('error', () => events.push('reset'));
        }),
      );
      const { socket } = await rawClient('/tap/up');
      if (how === 'fin') socket.end();
      else socket.resetAndDestroy();
      await until(() => expect(events).toEqual([how]));
      await nothingLeft();
      expect(bench.records[0]?.lines.at(-1)).toContain(`ended client ${how}`);
    },
  );
});

test('a refused upgrade goes on with status, headers and body', async () => {
  await tapped((_request, socket) => {
    socket.end('HTTP/1.1 402 Pay\r\nX-Trace: 7\r\nContent-Length: 9\r\n\r\nno credit');
  });
  const { socket, got, ended } = await rawClient('/tap/up/v1/tts/live');
  await ended();
  expect(got().toString()).toBe('no credit');
  socket.end();
  await nothingLeft();
  expect(bench.records[0]?.lines).toEqual([
    '1 dial parsed ws://127.0.0.1/v1/tts/live',
    '2 answered 402 no credit',
    '3 ended upstream fin',
  ]);
});

test('target, headers and sub-protocol reach the server as the client wrote them', async () => {
  const asked: string[][] = [];
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  await tapped((request, socket, head) => {
    asked.push([request.url ?? '', ...request.rawHeaders]);
    wss.handleUpgrade(request, socket, head, (ws) => ws.close(4001));
  });
  const headers =
    'Authorization: Bearer abc\r\nX-MiXed: one\r\nX-MiXed: two\r\nSec-WebSocket-Protocol: a, b\r\n' +
    'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n';
  const target = '//v1/../tts/./live?q=%7e&a=b//c';
  const { socket, got } = await rawClient(`/tap/up~deflate=pass${target}`, headers);
  await until(() => expect(got()).toEqual(frame(0x88, closePayload(4001), false)));
  socket.destroy();
  await nothingLeft();
  expect(asked).toHaveLength(1);
  const [url, ...raw] = asked[0] ?? [];
  expect(url).toBe(target);
  expect(raw.join('|')).toContain('|Authorization|Bearer abc|X-MiXed|one|X-MiXed|two|Sec-WebSocket-Protocol|a, b');
  expect(raw.join('|')).not.toContain('deflate');
  expect(bench.records[0]?.lines.join('\n')).toContain('deflate=pass has no effect here');
});
