/** Rules and faults at work on real sockets, and what they leave behind. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { audio, event, ruleOf, say } from '../../testing/hold-bench.ts';
import {
  bench,
  closePayload,
  firstRecord,
  frame,
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
  const { lines = [] } = bench.records[0] ?? {};
  expect(lines[2]).toBe('3 failure');
  // It was not the server who ended it.
  expect(lines.at(-1)).toContain('ended us fin');
  expect(lines.join('\n')).not.toContain('ended its socket');
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
    expect(firstRecord().lines.at(-1)).toContain('ended us reset');
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

test("the sandbox's own seed decides what is drawn, where the faults name none", async () => {
  const serve = server((ws) => ws.on('message', (data: Buffer) => ws.send(data, { binary: true })));
  await tapped(serve);
  const told = async (seed: string) => {
    const { socket, got, ended } = await rawClient(`/tap/sandbox-fish~fault=flip:40@1${seed}//v1/tts/live`);
    socket.write(frame(0x82, audio(1), true));
    await until(() => expect(got().length).toBe(frame(0x82, audio(1), false).length));
    const bytes = got().toString('hex');
    socket.write(frame(0x88, closePayload(1000, 'bye'), true));
    await ended();
    socket.end();
    return bytes;
  };
  const [five, again, six] = [await told(',seed=5'), await told('+seed:5'), await told(',seed=6')];
  expect(again).toBe(five);
  expect(six).not.toBe(five);
  await nothingLeft();
});
