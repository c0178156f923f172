/** WebSocket frames as bytes (RFC 6455 section 5.2), whatever they are: also those no peer should send. For tests only. */
export type WsBytes = {
  opcode: number;
  payload?: Uint8Array;
  /** False for a fragment that others follow. */
  fin?: boolean;
  rsv?: number;
  /** The masking key; absent for a frame that is not masked. */
  key?: readonly [number, number, number, number];
  /** What the head claims, where that is not the payload's size. */
  claim?: bigint;
};

export function wsBytes({ opcode, payload = new Uint8Array(0), fin = true, rsv = 0, key, claim }: WsBytes): Uint8Array {
  const size = claim ?? BigInt(payload.length);
  const extra = size < 126n ? 0 : size < 65_536n ? 2 : 8;
  const head = 2 + extra + (key === undefined ? 0 : 4);
  const out = new Uint8Array(head + payload.length);
  const view = new DataView(out.buffer);
  out[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  out[1] = (key === undefined ? 0 : 0x80) | (extra === 0 ? Number(size) : extra === 2 ? 126 : 127);
  if (extra === 2) view.setUint16(2, Number(size));
  if (extra === 8) view.setBigUint64(2, size);
  if (key !== undefined) out.set(key, head - 4);
  for (let i = 0; i < payload.length; i++) out[head + i] = (payload[i] as number) ^ (key?.[i & 3] ?? 0);
  return out;
}

export function closePayload(code: number, reason = ''): Uint8Array {
  const text = new TextEncoder().encode(reason);
  return Uint8Array.of(code >> 8, code & 255, ...text);
}
