import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openWsReader } from '../../tap/ws-frames.ts';
import { writeClose, writeFrame } from './ws-write.ts';

function written(write: (socket: PassThrough) => void): Buffer {
  const socket = new PassThrough({ highWaterMark: 1e6 });
  write(socket);
  return socket.read() as Buffer;
}

test.each([
  [0, [0x82, 0]],
  [125, [0x82, 125]],
  [126, [0x82, 126, 0, 126]],
  [4096, [0x82, 126, 0x10, 0]],
  [4097, [0x82, 126, 0x10, 1]],
  [65535, [0x82, 126, 0xff, 0xff]],
  [65536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])('%i bytes have the shortest head there is, masked or not', (size, head) => {
  const bytes = Uint8Array.from({ length: size }, (_, i) => i & 255);
  const plain = written((socket) => writeFrame(socket, 'binary', bytes, false));
  expect([...plain.subarray(0, head.length)]).toEqual(head);
  expect(plain.subarray(head.length).equals(bytes)).toBe(true);
  const masked = written((socket) => writeFrame(socket, 'binary', bytes, true));
  expect(masked.length).toBe(plain.length + 4);
  const read: Uint8Array[] = [];
  const parts = { masked: true, deflate: false, maxPayload: 1e6, maxFragments: 1, skimmed() {} };
  const reader = openWsReader({
    ...parts,
    message: (message) => read.push(Uint8Array.from(message.bytes)),
    broken: (fault) => expect(fault).toBeNull(),
  });
  reader.add(masked, 0);
  expect(read).toEqual([bytes]);
});

test('masking keys differ from frame to frame, beyond the first pool of them', () => {
  const keys = new Set<string>();
  for (let i = 0; i < 3000; i++)
    keys.add(written((socket) => writeFrame(socket, 'ping', new Uint8Array(1), true)).toString('hex', 2, 6));
  expect(keys.size).toBeGreaterThan(2990);
});

test('close frames: with code and reason, and without', () => {
  const reason = Uint8Array.of(0x6f, 0x6b);
  expect([...written((socket) => writeClose(socket, 4001, reason, false))]).toEqual([0x88, 4, 0x0f, 0xa1, 0x6f, 0x6b]);
  expect([...written((socket) => writeClose(socket, 1005, reason, false))]).toEqual([0x88, 0]);
});
