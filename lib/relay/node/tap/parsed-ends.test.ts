/** Ends of parsed connections at which something came that could not be passed on: the record says so. */
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { audio, ruleOf, say } from '../../testing/hold-bench.ts';
import {
  bench,
  closePayload,
  firstRecord,
  frame,
  nothingLeft,
  rawClient,
  rawServer,
  tapped,
  until,
} from '../../testing/parsed-peers.ts';

afterEach(async () => {
  await bench.stop();
});

const lines = () => firstRecord().lines.map((line) => line.replace(/^\d+ /, ''));

test('what comes behind a close frame, and a frame that was not whole: not passed on, and told', async () => {
  await tapped(
    rawServer((socket) => {
      socket.on('data', () => {});
      socket.on('end', () => socket.end());
      socket.write(Buffer.concat([frame(0x88, closePayload(1000), false), Buffer.from('12345')]));
    }),
  );
  const { socket, got } = await rawClient('/tap/up');
  await until(() => expect(got()).toEqual(frame(0x88, closePayload(1000), false)));
  socket.write(frame(0x82, say('a'), true).subarray(0, 9));
  socket.end();
  await nothingLeft();
  expect(got()).toEqual(frame(0x88, closePayload(1000), false));
  expect(lines().slice(-3)).toEqual([
    'relay: the client ended inside a frame: what came of it was not passed on',
    'relay: not read, not passed on: 5 bytes of the server, behind what ended its stream',
    'ended client fin',
  ]);
});

test('ended from here while a frame is held: a mark says that it never went on', async () => {
  await tapped(
    rawServer((socket) => {
      socket.on('data', () => {});
      socket.on('end', () => socket.end());
      socket.write(frame(0x82, audio(1), false));
    }),
    [ruleOf({})],
  );
  const { socket, ended } = await rawClient('/tap/up');
  await until(() => expect(bench.board.held()).toHaveLength(1));
  const closing = bench.tap.close();
  await ended();
  socket.end();
  await closing;
  await nothingLeft();
  expect(lines().slice(-2)).toEqual([
    'user: held 0 ms, until the connection was ended here: it never went on about 3',
    'ended us fin',
  ]);
});

test('a server that is gone while its client is not told yet: what the client still says is lost, and a mark says so', async () => {
  await tapped(
    rawServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
      socket.write(frame(0x82, audio(1), false));
    }),
    [ruleOf({ dir: 'received' })],
  );
  const { socket, ended } = await rawClient('/tap/up');
  await until(() => expect(bench.board.held()).toHaveLength(1));
  socket.write(frame(0x82, say('a'), true));
  const untold = 'relay: the server reset its socket without a close frame; the client has not been told yet';
  await until(() => expect(lines()).toContain(untold));
  for (const name of ['b', 'c']) socket.write(frame(0x82, say(name), true));
  await until(() => expect(firstRecord().frames).toHaveLength(4));
  bench.board.set([]);
  await ended();
  socket.destroy();
  await nothingLeft();
  const told = lines().filter((line) => line.includes('is lost'));
  expect(told).toEqual(["relay: the server's socket is over: what is still meant for it is lost"]);
});

test('a server that closes and ends: its client gets neither before what is held', async () => {
  await tapped(
    rawServer((socket) => {
      socket.on('data', () => {});
      socket.end(Buffer.concat([frame(0x82, audio(1), false), frame(0x88, closePayload(1000), false)]));
    }),
    [ruleOf({ dir: 'received' })],
  );
  const { socket, got, ends, ended } = await rawClient('/tap/up');
  const untold = 'relay: the server closed with 1000; the client has not been told yet';
  await until(() => expect(lines()).toContain(untold));
  for (let i = 0; i < 50; i++) await turn();
  expect([got().length, ends]).toEqual([0, []]);
  bench.board.release('s0', 1, 'pass');
  await ended();
  expect(got()).toEqual(Buffer.concat([frame(0x82, audio(1), false), frame(0x88, closePayload(1000), false)]));
  expect(ends).toEqual(['fin']);
  socket.end();
  await nothingLeft();
});

test('a client ends while its upgrade is asked for: the server gets the end', async () => {
  const events: string[] = [];
  const accept = rawServer((socket) => {
    socket.on('data', () => {});
    socket.on('end', () => {
      events.push('end');
      socket.end();
    });
  });
  let answer = () => {};
  await tapped((request, socket, head) => {
    answer = () => accept(request, socket, head);
  });
  const client = connect({ port: bench.port, host: '127.0.0.1', allowHalfOpen: true });
  client.resume();
  client.end(
    'GET /tap/up HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await until(() => expect(bench.sockets()).toBe(2));
  for (let i = 0; i < 50; i++) await turn();
  answer();
  await until(() => expect(events).toEqual(['end']));
  await nothingLeft();
});

test('a client ends: its server may still speak, for as long as it does, and is cut off 5 s after', async () => {
  let server: Socket | null = null;
  await tapped(
    rawServer((socket) => {
      server = socket;
      socket.on('data', () => {});
    }),
  );
  const { socket, got } = await rawClient('/tap/up');
  socket.end();
  await until(() => expect(bench.clock.pending()).toBe(1));
  const one = frame(0x82, audio(1), false);
  for (let i = 1; i <= 3; i++) {
    await bench.clock.advance(4000);
    (server as unknown as Socket).write(one);
    await until(() => expect(got().length).toBe(i * one.length));
  }
  await bench.clock.advance(4000);
  expect(bench.tap.open()).toBe(1);
  await bench.clock.advance(6000);
  await until(() => expect(bench.tap.open()).toBe(0));
  (server as unknown as Socket).destroy();
  await nothingLeft();
  expect(lines().at(-2)).toBe('relay: the upstream was cut off: it had not ended 5 s after the client');
});

test('closed by a fault, and the server ends without a close frame: the client gets the end behind its close', async () => {
  await tapped(
    rawServer((socket) => {
      socket.once('data', () => socket.end());
      socket.write(frame(0x82, audio(1), false));
    }),
  );
  const { socket, got, ended, ends } = await rawClient('/tap/up~fault=close:1011');
  await until(() => expect(got().toString('hex')).toContain('03f3'));
  socket.write(frame(0x88, closePayload(1011), true));
  await ended();
  expect(ends).toEqual(['fin']);
  socket.end();
  await nothingLeft();
});
