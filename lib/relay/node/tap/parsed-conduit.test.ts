import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import { audio, event, ruleOf, say } from '../../testing/hold-bench.ts';
import { parsedBench, type UpgradeListener } from '../../testing/parsed-bench.ts';

type Bench = Awaited<ReturnType<typeof parsedBench>>;
let bench: Bench;

/** Opens the bench, and looks afterwards whether anything was left. */
async function tapped(...args: Parameters<typeof parsedBench>): Promise<Bench> {
  bench = await parsedBench(...args);
  return bench;
}
afterEach(async () => {
  await bench.stop();
});

async function nothingLeft() {
  await until(() => expect([bench.tap.open(), bench.sockets()]).toEqual([0, 0]));
  expect(bench.clock.pending()).toBe(0);
  for (const { lines, ended } of bench.records) {
    expect(ended).toBe(true);
    expect(lines.filter((line) => line.includes(' ended '))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/ ended /);
  }
}

/** An upstream of `ws`. */
function server(serve: (ws: WebSocket) => void, options: object = {}): UpgradeListener {
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong: false, ...options });
  return (request, socket, head) => wss.handleUpgrade(request, socket, head, serve);
}

/** An upstream that writes its frames itself. */
function rawServer(serve: (socket: Socket) => void): UpgradeListener {
  return (request, socket) => {
    socket.on('error', () => {});
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Fine\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    serve(socket as Socket);
  };
}

/** `prepare`: frames may come with the answer. */
async function opened(rest = '', prepare: (ws: WebSocket) => void = () => {}): Promise<WebSocket> {
  const ws = new WebSocket(bench.address(rest), { perMessageDeflate: false, autoPong: false });
  prepare(ws);
  await once(ws, 'open');
  return ws;
}

/** A client that writes its frames itself: what it gets is in `got`, behind the head of the answer. */
async function rawClient(target: string, headers = '') {
  const socket = connect({ port: bench.port, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  const ends: string[] = [];
  socket.on('error', () => ends.push('reset'));
  socket.on('end', () => ends.push('fin'));
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${headers}\r\n`,
  );
  const whole = () => Buffer.concat(chunks).toString('latin1');
  await until(() => expect(whole()).toContain('\r\n\r\n'));
  const got = () => Buffer.from(whole().slice(whole().indexOf('\r\n\r\n') + 4), 'latin1');
  return { socket, got, ended: () => until(() => expect(ends).not.toEqual([])), ends };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 2 });

/** Masked with zeros: what is written is what is read. */
function frame(first: number, payload: Uint8Array, masked: boolean): Buffer {
  const head = Buffer.from([first, (masked ? 0x80 : 0) | payload.length]);
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), payload]);
}

function closePayload(code: number, reason = ''): Buffer {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code, 0);
  payload.write(reason, 2);
  return payload;
}

function firstRecord() {
  const [record] = bench.records;
  if (record === undefined) throw new Error('nothing was recorded');
  return record;
}

const hash = (all: readonly Uint8Array[]) => {
  const sum = createHash('sha256');
  for (const bytes of all) sum.update(`${bytes.length} `).update(bytes);
  return sum.digest('hex');
};
const sizes = [0, 1, 125, 126, 4096, 65535, 65536, 1_000_003];
const payload = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) & 255);

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

test('a held frame is edited, and the client gets it edited', async () => {
  await tapped(
    server((ws) => {
      ws.on('message', () => {
        for (const n of [1, 2, 3]) ws.send(audio(n));
        ws.close(1000);
      });
    }),
    [ruleOf({ kind: 'audio', nth: 2, dir: 'received' })],
  );
  const ws = await opened();
  const got: Uint8Array[] = [];
  ws.on('message', (data: Buffer) => got.push(Uint8Array.from(data)));
  ws.send(say('go'));
  await until(() =>
    expect(bench.board.held()).toEqual([{ session: 's0', held: 1, seq: 5, dir: 'received', rule: 'r' }]),
  );
  await until(() => expect(got).toEqual([audio(1)]));
  await bench.clock.advance(1500);
  const put = { opcode: 'binary', bytes: event('log', { message: 'in between' }), holes: [] } as const;
  expect(bench.board.inject('s0', 'client', put)).toBeNull();
  bench.board.release('s0', 1, 'pass', { opcode: 'binary', bytes: audio(99), holes: [] });
  await once(ws, 'close');
  expect(got).toEqual([audio(1), put.bytes, audio(99), audio(3)]);
  await nothingLeft();
  const { frames, lines } = firstRecord();
  expect(frames.map((f) => f.words)).toEqual([
    'sent binary',
    'received binary',
    'received binary upstream',
    'received binary upstream',
    'received binary client injected',
    'received binary client edited of 5',
    'received binary client as-is of 7',
  ]);
  expect(frames[2]?.bytes).toEqual(audio(2));
  expect(frames[5]?.bytes).toEqual(audio(99));
  expect(lines).toContain('8 relay: the server closed with 1000; the client has not been told yet');
  expect(lines).toContain('11 user: held for 1500 ms, then let go changed about 5');
});

test('the client leaves while a frame is held for it', async () => {
  await tapped(
    server((ws) => ws.send(audio(1))),
    [ruleOf({})],
  );
  const ws = await opened();
  await until(() => expect(bench.board.held()).toHaveLength(1));
  ws.terminate();
  await nothingLeft();
  expect(bench.board.held()).toEqual([]);
  expect(bench.records[0]?.lines.join('\n')).toContain('until the client left: it never went on about 3');
});

test('a flood behind a held frame: the server is not read, and its own socket holds it back', async () => {
  let flooded: Socket | null = null;
  const one = frame(0x82, audio(...Array(80).fill(7)), false);
  await tapped(
    rawServer((socket) => {
      flooded = socket;
      const more = () => {
        while (!socket.destroyed && socket.write(Buffer.concat(Array(500).fill(one))));
      };
      socket.on('drain', more);
      more();
    }),
    [ruleOf({ nth: 1 })],
    { waitingFrames: 1000 },
  );
  const { socket } = await rawClient('/tap/up');
  await until(() => expect(bench.records[0]?.lines.join('\n')).toContain('the server is not read until half'));
  for (let i = 0; i < 200; i++) await turn();
  // One chunk more than what was full, at most.
  expect(bench.records[0]?.frames.length).toBeLessThan(1000 + 65536 / one.length + 1);
  expect((flooded as unknown as Socket).writableLength).toBeGreaterThan(0);
  socket.destroy();
  (flooded as unknown as Socket).destroy();
  await nothingLeft();
});

test('a client that takes nothing holds its server back, and gets everything in the end', async () => {
  const total = 400;
  const big = payload(100_000);
  let written = 0;
  await tapped(
    server((ws) => {
      const next = () => {
        if (written === total) return ws.close(1000);
        written++;
        ws.send(big, next);
      };
      next();
    }),
  );
  const ws = new WebSocket(bench.address(''), { perMessageDeflate: false });
  await once(ws, 'open');
  ws.pause();
  let got = 0;
  ws.on('message', () => got++);
  let last = -1;
  // Until nothing moves any more.
  for (let still = 0; still < 200; still = written === last ? still + 1 : 0) {
    last = written;
    await turn();
  }
  expect(written).toBeLessThan(total);
  expect(bench.records[0]?.frames.length).toBeLessThan(total);
  await bench.clock.advance(2500);
  ws.resume();
  await once(ws, 'close');
  expect(got).toBe(total);
  await nothingLeft();
  expect(bench.records[0]?.lines.join('\n')).toContain(
    'the client took nothing for 2500 ms, and the upstream was held back',
  );
}, 30_000);

test('20 at once, each with its own rules’ counts', async () => {
  await tapped(
    server((ws) => {
      ws.on('message', (data: Buffer) => {
        ws.send(data, { binary: true });
      });
    }),
    [ruleOf({ act: 'drop', dir: 'sent', nth: 3 })],
  );
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const ws = await opened(`?n=${n}`);
      const got: number[] = [];
      ws.on('message', (data: Buffer) => {
        got.push(data[1] as number);
        if (got.length === 9) ws.close();
      });
      for (let i = 0; i < 10; i++) ws.send(Uint8Array.of(n, i));
      await once(ws, 'close');
      expect(got).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9]);
    }),
  );
  await nothingLeft();
  expect(bench.records).toHaveLength(20);
});

test.each([
  ['a reserved opcode', Buffer.from([0x83, 0x00]), 1002],
  ['a masked frame', Buffer.from([0x82, 0x80, 0, 0, 0, 0]), 1002],
  ['a claim of 2^62 bytes', Buffer.from([0x82, 0x7f, 0x40, 0, 0, 0, 0, 0, 0, 0]), 1009],
])('%s of the server cannot be passed on: it is told, and the client is cut', async (_name, bytes, code) => {
  const answers: Buffer[] = [];
  await tapped(
    rawServer((socket) => {
      socket.on('data', (chunk) => answers.push(chunk));
      socket.on('end', () => socket.end());
      socket.write(bytes);
    }),
  );
  const { socket, ended } = await rawClient('/tap/up');
  await ended();
  socket.end();
  await nothingLeft();
  const answer = Buffer.concat(answers);
  expect(answer.readUInt16BE(6) ^ answer.readUInt16BE(2)).toBe(code);
  expect(bench.records[0]?.lines[2]).toBe('3 failure');
});

test('closed by us: both sides get 1001', async () => {
  const codes: number[] = [];
  await tapped(server((ws) => void ws.on('close', (code) => codes.push(code))));
  const ws = await opened();
  ws.on('close', (code) => codes.push(code));
  await bench.tap.close();
  await until(() => expect(codes).toEqual([1001, 1001]));
  await nothingLeft();
  expect(bench.records[0]?.lines.at(-1)).toContain('ended us fin');
});

describe('faults of the address', () => {
  test('in place of the upgrade: no dial, the answer is recorded and marked', async () => {
    let asked = 0;
    await tapped(() => void asked++);
    const { socket, got, ended } = await rawClient('/tap/up~fault=402/v1/tts/live');
    await ended();
    expect(got().toString()).toContain('Insufficient API credit');
    socket.end();
    await nothingLeft();
    expect(asked).toBe(0);
    expect(firstRecord().lines.map((line) => line.replace(/^\d+ /, '').slice(0, 45))).toEqual([
      'dial parsed ws://127.0.0.1/v1/tts/live',
      'fault: 402: answered in place of the upstream',
      'answered 402 92 bytes',
      'ended us fin',
    ]);
  });

  test('not understood: 400 with what is wrong, and no dial', async () => {
    let asked = 0;
    await tapped(() => void asked++);
    const { socket, got, ended } = await rawClient('/tap/up~fault=no-such-fault');
    await ended();
    expect(JSON.parse(got().toString()).error).toMatchObject({ code: 'bad_fault', at: { field: 'no-such-fault' } });
    socket.end();
    await nothingLeft();
    expect(asked).toBe(0);
    expect(firstRecord().lines.slice(1)).toEqual(['2 failed bad_fault', '3 ended us fin']);
  });

  test('on frames, behind the rules: what a fault drops no rule sees', async () => {
    await tapped(
      server((ws) => {
        for (const n of [1, 2, 3]) ws.send(audio(n));
        ws.close(1000);
      }),
      [ruleOf({ act: 'duplicate', kind: 'audio', nth: 2 })],
    );
    const got: Uint8Array[] = [];
    const ws = await opened('~fault=drop:audio@1', (client) =>
      client.on('message', (data: Buffer) => got.push(Uint8Array.from(data))),
    );
    if (ws.readyState !== WebSocket.CLOSED) await once(ws, 'close');
    expect(got).toEqual([audio(2), audio(3), audio(3)]);
    await nothingLeft();
    expect(firstRecord().frames[0]?.words).toBe('received binary upstream dropped');
  });

  test('reset: the client is cut without a close frame', async () => {
    await tapped(server((ws) => ws.send(audio(1))));
    const { socket, got, ended } = await rawClient('/tap/up~fault=reset@500ms');
    await until(() => expect(got()).toEqual(frame(0x82, audio(1), false)));
    await bench.clock.advance(500);
    await ended();
    expect(got()).toEqual(frame(0x82, audio(1), false));
    socket.destroy();
    await nothingLeft();
    expect(firstRecord().lines.at(-1)).toContain('ended upstream reset');
  });

  test('close: code and reason reach the client, and the server is closed too', async () => {
    const codes: number[] = [];
    await tapped(
      server((ws) => {
        ws.on('close', (code) => codes.push(code));
        ws.send(audio(1));
      }),
    );
    const closed: string[] = [];
    await opened('~fault=close:1011:oops', (ws) => ws.on('close', (code, reason) => closed.push(`${code} ${reason}`)));
    await until(() => expect(closed).toEqual(['1011 oops']));
    await nothingLeft();
    expect(codes).toEqual([1000]);
    expect(firstRecord().lines.join('\n')).toContain('closing upstream 1011 oops');
  });
});

test('a sandbox inside this process: the same line over a stream pair; a strict one is asked for in its address', async () => {
  const asked: string[] = [];
  const serve = server((ws) => ws.on('message', (data: Buffer) => ws.send(data, { binary: true })));
  await tapped((request, socket, head) => {
    asked.push(request.url ?? '');
    serve(request, socket, head);
  });
  const { socket, got, ended } = await rawClient('/tap/sandbox-fish~fault=strict,seed=5//v1/tts/live');
  socket.write(frame(0x82, say('a'), true));
  await until(() => expect(got()).toEqual(frame(0x82, say('a'), false)));
  socket.write(frame(0x88, closePayload(1000, 'bye'), true));
  await ended();
  socket.end();
  await nothingLeft();
  expect(asked).toEqual(['/sandbox/fish~seed=5,strict=on//v1/tts/live']);
  expect(
    firstRecord()
      .lines.slice(-3)
      .map((line) => line.replace(/^\d+ /, '')),
  ).toEqual(['closing client 1000 bye', 'closing upstream 1000 bye', 'ended upstream fin']);
});
