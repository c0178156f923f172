/** Writes WebSocket frames (RFC 6455 section 5.2) onto a raw socket: each message is one frame. */
import { randomFillSync } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Opcode } from '../../../session/entry.ts';
import { unmask } from '../../tap/gather.ts';

const codes: Record<Opcode | 'close', number> = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 };
/** Payloads up to this size are copied behind their head: one write, one segment. */
const copiedBytes = 4096;

const keys = Buffer.alloc(4096);
let keyAt = keys.length;

function maskingKey(): Uint8Array {
  if (keyAt === keys.length) {
    randomFillSync(keys);
    keyAt = 0;
  }
  keyAt += 4;
  return keys.subarray(keyAt - 4, keyAt);
}

/** `masked`: towards a server. `bytes` are not changed, and must not be by others until they have left. */
export function writeFrame(socket: Duplex, opcode: Opcode | 'close', bytes: Uint8Array, masked: boolean): void {
  const { length } = bytes;
  const sizeBytes = length < 126 ? 0 : length < 65536 ? 2 : 8;
  const headBytes = 2 + sizeBytes + (masked ? 4 : 0);
  const whole = masked || length <= copiedBytes;
  const out = Buffer.allocUnsafe(headBytes + (whole ? length : 0));
  out[0] = 0x80 | codes[opcode];
  out[1] = (masked ? 0x80 : 0) | (sizeBytes === 0 ? length : sizeBytes === 2 ? 126 : 127);
  if (sizeBytes === 2) out.writeUInt16BE(length, 2);
  if (sizeBytes === 8) out.writeBigUInt64BE(BigInt(length), 2);
  if (whole) out.set(bytes, headBytes);
  if (masked) {
    const key = maskingKey();
    out.set(key, headBytes - 4);
    unmask(out, headBytes, headBytes + length, key, 0);
  }
  if (whole) {
    socket.write(out);
    return;
  }
  socket.cork();
  socket.write(out);
  socket.write(bytes);
  socket.uncork();
}

/** 1005: a close frame without a code. */
export function writeClose(socket: Duplex, code: number, reason: Uint8Array, masked: boolean): void {
  const payload = Buffer.alloc(code === 1005 ? 0 : 2 + reason.length);
  if (code !== 1005) {
    payload.writeUInt16BE(code, 0);
    payload.set(reason, 2);
  }
  writeFrame(socket, 'close', payload, masked);
}
