/** Servers that end badly: one that broke the protocol is not listened to any more, and none may keep its socket open for ever. */
import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type FakeClock, fakeClock } from '../../clock/fake.ts';
import { defaultLimits } from '../limits.ts';
import { createNodeDial } from './dial.ts';

const reservedOpcode = Buffer.from([0x83, 0x00]);
/** A frame of 1000 bytes has begun. */
const begun = Buffer.from([0x82, 126, 3, 0xe8, 1, 2, 3]);

let server: Server;
let peer: Socket;
afterEach(() => {
  peer.destroy();
  server.close();
});

/** `says`: what comes with the upgrade. `answer`: what it does when our close frame has come. */
async function dialled(clock: FakeClock, says: Buffer, answer: (socket: Socket) => void) {
  // Our end of the socket does not end its own.
  server = createServer({ allowHalfOpen: true }, (socket) => {
    peer = socket;
    socket.on('error', () => {});
    socket.once('data', (request) => {
      const key = /sec-websocket-key: (\S+)/i.exec(request.toString('latin1'))?.[1];
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const fields = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`];
      socket.write(`HTTP/1.1 101 Fine\r\n${fields.join('\r\n')}\r\n\r\n`);
      socket.write(says);
      socket.once('data', () => answer(socket));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const told: string[] = [];
  const dial = createNodeDial({ clock, limits: defaultLimits, guard: () => null });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const nothing = () => {};
  const connection = dial(
    { url, headers: [], protocols: [] },
    {
      request: nothing,
      upgraded: nothing,
      answering: nothing,
      refused: nothing,
      frame: () => told.push('frame'),
      mark: (says) => told.push(says),
      failed: ({ code }) => told.push(code),
      closed: ({ by, code, clean }) => told.push(`closed by ${by} ${code} ${clean}`),
    },
  );
  return { connection, told };
}

test('broken protocol: what comes afterwards is read past, frame or not', async () => {
  const { connection, told } = await dialled(fakeClock(), reservedOpcode, (socket) => socket.end(begun));
  await expect.poll(() => told).toEqual(['protocol_error', 'closed by us 1002 false']);
  expect(connection.unfinished?.()).toBe(0);
});

test('broken protocol, and no answer to our close: it is cut', async () => {
  const clock = fakeClock();
  let asked = false;
  const { told } = await dialled(clock, reservedOpcode, () => {
    asked = true;
  });
  await expect.poll(() => asked).toBe(true);
  await clock.advance(defaultLimits.closeAckMs - 1);
  expect(told).toEqual(['protocol_error']);
  await clock.advance(1);
  await expect
    .poll(() => told.slice(1))
    .toEqual(['no answer to our close within 3000 ms: the socket was cut', 'closed by us 1002 false']);
  expect(clock.pending()).toBe(0);
});

test('a server that says goodbye and keeps its socket open: cut, and its goodbye stands', async () => {
  const clock = fakeClock();
  let answered = false;
  const goodbye = Buffer.from([0x88, 2, 3, 0xe8]);
  const { told } = await dialled(clock, goodbye, () => {
    answered = true;
  });
  await expect.poll(() => answered).toBe(true);
  await clock.advance(defaultLimits.closeAckMs - 1);
  expect(told).toEqual([]);
  await clock.advance(1);
  await expect
    .poll(() => told)
    .toEqual([
      'the server kept its socket open for 3000 ms after the close frames: the socket was cut',
      'closed by peer 1000 true',
    ]);
  expect(clock.pending()).toBe(0);
});
