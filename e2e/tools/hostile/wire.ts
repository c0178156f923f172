/** Frames of a WebSocket server as bytes (RFC 6455 section 5.2), the forbidden ones too. */

export const op = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** `rsv`: the three reserved bits; `claim`: the length that the header tells, whatever follows. */
export type FrameForm = { fin?: boolean; rsv?: number; mask?: boolean; claim?: bigint };

export function frame(
  opcode: number,
  body: Uint8Array | string = '',
  { fin = true, rsv = 0, mask = false, claim }: FrameForm = {},
): Buffer {
  const payload = Buffer.from(body as Uint8Array);
  const length = claim ?? BigInt(payload.length);
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const head = lengthHead(first, mask ? 0x80 : 0, length);
  if (!mask) return Buffer.concat([head, payload]);
  const key = Buffer.from([1, 2, 3, 4]);
  return Buffer.concat([head, key, payload.map((byte, i) => byte ^ (key[i & 3] as number))]);
}

function lengthHead(first: number, masked: number, length: bigint): Buffer {
  if (length < 126n) return Buffer.from([first, masked | Number(length)]);
  const long = length >= 65_536n;
  const head = Buffer.alloc(long ? 10 : 4);
  head[0] = first;
  head[1] = masked | (long ? 127 : 126);
  if (long) head.writeBigUInt64BE(BigInt.asUintN(64, length), 2);
  else head.writeUInt16BE(Number(length), 2);
  return head;
}

/** What a close frame carries. */
export function closeBody(code: number, reason: Uint8Array | string = ''): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason as Uint8Array)]);
}

export type ClientFrame = { opcode: number; body: Buffer };

/** Reads what a client sends, frame by frame: enough to count, to answer pings and closes. */
export function openClientFrames(take: (frame: ClientFrame) => void): (chunk: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  return (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    for (let next = firstFrame(waiting); next !== null; next = firstFrame(waiting)) {
      waiting = waiting.subarray(next.size);
      take(next.frame);
    }
  };
}

function firstFrame(bytes: Buffer): { size: number; frame: ClientFrame } | null {
  if (bytes.length < 2) return null;
  const [first, second] = [bytes[0] as number, bytes[1] as number];
  const short = second & 127;
  const lengthAt = short === 126 ? 4 : short === 127 ? 10 : 2;
  const masked = (second & 128) !== 0;
  const bodyAt = lengthAt + (masked ? 4 : 0);
  if (bytes.length < bodyAt) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const size = bodyAt + length;
  if (bytes.length < size) return null;
  const body = Buffer.from(bytes.subarray(bodyAt, size));
  if (masked) for (let i = 0; i < length; i++) body[i] = (body[i] as number) ^ (bytes[lengthAt + (i & 3)] as number);
  return { size, frame: { opcode: first & 15, body } };
}
