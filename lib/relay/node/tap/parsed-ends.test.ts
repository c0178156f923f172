/** Ends of parsed connections at which something came that could not be passed on: the record says so. */
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
