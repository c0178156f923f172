/** A message that comes in pieces: its payload put together as it comes, in memory that grows with what came, not with what is claimed. */

export type GatheredMessage = {
  readonly opcode: number;
  readonly compressed: boolean;
  /** Only counted: its bytes are not kept. */
  readonly isSkimmed: boolean;
  fragments: number;
  wireBytes: number;
  length(): number;
  /** Takes `size` bytes of the chunk; `expected`: what its frame has still to give, these among them. `key`: of a masked frame. */
  add(chunk: Uint8Array, at: number, size: number, expected: number, key: Uint8Array | null, turn: number): void;
  frameEnds(wireBytes: number): void;
  /** What came; no copy. */
  bytes(): Uint8Array;
};

/** Frames up to this size are copied once. */
const firstRoom = 64 * 1024;
const nothing = new Uint8Array(0);

export function openGather(opcode: number, compressed: boolean, isSkimmed: boolean): GatheredMessage {
  let room: Uint8Array = nothing;
  let length = 0;
  return {
    opcode,
    compressed,
    isSkimmed,
    fragments: 0,
    wireBytes: 0,
    length: () => length,
    add(chunk, at, size, expected, key, turn) {
      const until = length + size;
      if (!isSkimmed && until > room.length) {
        const grown = new Uint8Array(
          Math.max(until, Math.min(length + expected, Math.max(firstRoom, 2 * room.length))),
        );
        grown.set(room.subarray(0, length));
        room = grown;
      }
      if (!isSkimmed) {
        room.set(chunk.subarray(at, at + size), length);
        if (key !== null) unmask(room, length, until, key, turn);
      }
      length = until;
    },
    frameEnds(wireBytes) {
      this.fragments++;
      this.wireBytes += wireBytes;
    },
    bytes: () => room.subarray(0, length),
  };
}

/** A masked payload, in place (RFC 6455 section 5.3). `turn`: where in the key its first byte stands. */
export function unmask(bytes: Uint8Array, start: number, end: number, key: Uint8Array, turn: number): void {
  for (let at = start, i = turn; at < end; at++, i++) bytes[at] = (bytes[at] as number) ^ (key[i & 3] as number);
}
