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
  return new Gathered(opcode, compressed, isSkimmed);
}

class Gathered implements GatheredMessage {
  readonly opcode: number;
  readonly compressed: boolean;
  readonly isSkimmed: boolean;
  fragments = 0;
  wireBytes = 0;
  private room: Uint8Array = nothing;
  private size = 0;

  constructor(opcode: number, compressed: boolean, isSkimmed: boolean) {
    this.opcode = opcode;
    this.compressed = compressed;
    this.isSkimmed = isSkimmed;
  }

  length(): number {
    return this.size;
  }

  add(chunk: Uint8Array, at: number, size: number, expected: number, key: Uint8Array | null, turn: number): void {
    const { size: from, isSkimmed } = this;
    const until = from + size;
    if (!isSkimmed && until > this.room.length) {
      const grown = new Uint8Array(
        Math.max(until, Math.min(from + expected, Math.max(firstRoom, 2 * this.room.length))),
      );
      grown.set(this.room.subarray(0, from));
      this.room = grown;
    }
    if (!isSkimmed) {
      this.room.set(chunk.subarray(at, at + size), from);
      if (key !== null) unmask(this.room, from, until, key, turn);
    }
    this.size = until;
  }

  frameEnds(wireBytes: number): void {
    this.fragments++;
    this.wireBytes += wireBytes;
  }

  bytes(): Uint8Array {
    return this.room.subarray(0, this.size);
  }
}

/** Shorter ones are not worth the making of a view. */
const leastByWords = 256;
/** The order of bytes in the words of this machine. */
const isLittle = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** A masked payload, in place (RFC 6455 section 5.3). `turn`: where in the key its first byte stands. */
export function unmask(bytes: Uint8Array, start: number, end: number, key: Uint8Array, turn: number): void {
  let at = start;
  let i = turn;
  if (end - start >= leastByWords) {
    const { buffer, byteOffset } = bytes;
    for (; ((byteOffset + at) & 3) !== 0; at++, i++) bytes[at] = (bytes[at] as number) ^ (key[i & 3] as number);
    const words = new Uint32Array(buffer, byteOffset + at, (end - at) >> 2);
    let word = 0;
    for (let n = 0; n < 4; n++) word |= (key[(i + n) & 3] as number) << (8 * (isLittle ? n : 3 - n));
    for (let w = 0; w < words.length; w++) words[w] = (words[w] as number) ^ word;
    at += words.length * 4;
  }
  // Whole words leave the turn as it is.
  for (; at < end; at++, i++) bytes[at] = (bytes[at] as number) ^ (key[i & 3] as number);
}
