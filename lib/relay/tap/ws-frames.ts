/**
 * Reads one direction of a WebSocket (RFC 6455 section 5) from its bytes, cut anywhere: messages whole, unmasked, joined. Never throws:
 * what breaks the protocol is told once, and the rest of that direction is counted as not read. Nothing is allocated from a claim.
 */
import { type GatheredMessage, openGather, unmask } from './gather.ts';

export type WsMessage = {
  /** 1 text, 2 binary, 8 close, 9 ping, 10 pong. */
  opcode: number;
  /** Compressed as it came, where `compressed`. Of the reader's own memory where `own`: else a view of the chunk, not to be written to. */
  bytes: Uint8Array;
  own: boolean;
  wire: { bytes: number; fragments: number; compressed: boolean; chunk: number };
  /** Of the chunk in which it ended. */
  t: number;
};

export type WsFault = { code: 'protocol_error' | 'too_large'; says: string };

export type WsReader = {
  /** The next chunk. `skim`: its messages are only counted (what is left of one goes on as it began). `isRest`: more of the last one. */
  add(chunk: Uint8Array, t: number, skim?: boolean, isRest?: boolean): void;
  /** Bytes that came behind what broke the protocol, or behind a close frame. */
  unread(): number;
  /** True inside a message, a frame, or the head of one. */
  isInside(): boolean;
};

export type WsReaderOptions = {
  /** Frames of a client are masked, those of a server are not. */
  masked: boolean;
  /** permessage-deflate was agreed upon: the first reserved bit has a meaning. */
  deflate: boolean;
  maxPayload: number;
  maxFragments: number;
  message(message: WsMessage): void;
  /** A message or control frame of a skimmed chunk. */
  skimmed(): void;
  broken(fault: WsFault): void;
};

const longestHead = 14;

export function openWsReader(options: WsReaderOptions): WsReader {
  return new Reader(options);
}

/** Methods, not closures: every quiet connection has two of these. */
class Reader implements WsReader {
  private readonly options: WsReaderOptions;
  private readonly head = new Uint8Array(longestHead);
  private headHas = 0;
  private chunkNumber = 0;
  private notRead = 0;
  private over = false;

  /** The frame whose payload is being read. */
  private inPayload = false;
  private opcode = 0;
  private final = false;
  private rsv1 = false;
  private left = 0;
  private frameWire = 0;
  private readonly key = new Uint8Array(4);
  /** Where in the masking key the next payload byte stands. */
  private turn = 0;

  /** The data message whose fragments are being gathered. */
  private gathering: GatheredMessage | null = null;
  /** Of a control frame that stands in more than one chunk. */
  private control: GatheredMessage | null = null;

  constructor(options: WsReaderOptions) {
    this.options = options;
  }

  unread(): number {
    return this.notRead;
  }

  isInside(): boolean {
    return !this.over && (this.headHas > 0 || this.inPayload || this.gathering !== null);
  }

  add(chunk: Uint8Array, t: number, skim = false, isRest = false): void {
    if (!isRest) this.chunkNumber++;
    let at = 0;
    const end = chunk.length;
    let view: DataView | null = null;
    while (at < end && !this.over) {
      if (this.inPayload) {
        const size = Math.min(this.left, end - at);
        this.takePart(chunk, at, size, skim, t);
        at += size;
        continue;
      }
      if (this.headHas === 0 && end - at >= longestHead) {
        const size = headSize(chunk[at + 1] as number);
        view ??= new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        if (!this.takeHead(chunk, view, at, size)) break;
        at += size;
      } else {
        const { head } = this;
        head[this.headHas++] = chunk[at++] as number;
        if (this.headHas < 2 || this.headHas < headSize(head[1] as number)) continue;
        const size = this.headHas;
        this.headHas = 0;
        if (!this.takeHead(head, new DataView(head.buffer), 0, size)) break;
      }
      const isAlone = this.opcode >= 8 || (this.final && this.gathering === null);
      if (isAlone && this.left <= end - at) {
        const size = this.left;
        this.takeWhole(chunk, at, skim, t);
        at += size;
      } else if (this.left === 0) this.takePart(chunk, at, 0, skim, t);
    }
    this.notRead += end - at;
  }

  private fail(code: WsFault['code'], says: string): false {
    this.over = true;
    this.gathering = null;
    this.control = null;
    this.options.broken({ code, says });
    return false;
  }

  /** Reads a complete head of `size` bytes at `at`; false when it breaks the protocol. */
  private takeHead(bytes: Uint8Array, view: DataView, at: number, size: number): boolean {
    const { masked, deflate, maxPayload } = this.options;
    const first = bytes[at] as number;
    const second = bytes[at + 1] as number;
    const short = second & 0x7f;
    const opcode = first & 15;
    const final = (first & 0x80) !== 0;
    const rsv1 = (first & 0x40) !== 0;
    const isControl = opcode >= 8;
    this.opcode = opcode;
    this.final = final;
    this.rsv1 = rsv1;
    if ((first & 0x30) !== 0 || (rsv1 && (!deflate || isControl || opcode === 0)))
      return this.fail('protocol_error', 'A reserved bit of a frame is set, and nothing gives it a meaning.');
    if ((opcode > 2 && opcode < 8) || opcode > 10)
      return this.fail('protocol_error', `A frame has the opcode ${opcode}, which has no meaning.`);
    if (((second & 0x80) !== 0) !== masked) {
      const says = masked ? 'A frame of the client is not masked.' : 'A frame of the server is masked.';
      return this.fail('protocol_error', says);
    }
    const claim = short === 126 ? view.getUint16(at + 2) : short === 127 ? Number(view.getBigUint64(at + 2)) : short;
    if (isControl && (!final || claim > 125)) {
      const what = `${claim} bytes${final ? '' : ' and is a fragment'}`;
      return this.fail('protocol_error', `A control frame has ${what}: at most 125, whole.`);
    }
    if (!isControl && (opcode === 0) !== (this.gathering !== null)) {
      const says =
        opcode === 0 ? 'A frame continues a message that was not begun.' : 'A message begins inside another.';
      return this.fail('protocol_error', says);
    }
    if (!isControl && claim + (this.gathering?.length() ?? 0) > maxPayload) {
      const says = `A message has more than ${maxPayload} bytes (${claim} in one frame): it is not kept.`;
      return this.fail('too_large', says);
    }
    if (masked) this.key.set(bytes.subarray(at + size - 4, at + size));
    this.turn = 0;
    this.left = claim;
    this.frameWire = size + claim;
    this.inPayload = true;
    return true;
  }

  private emit(
    opcode: number,
    bytes: Uint8Array,
    own: boolean,
    wireBytes: number,
    fragments: number,
    compressed: boolean,
    t: number,
  ): void {
    if (opcode === 8) this.over = true;
    const wire = { bytes: wireBytes, fragments, compressed, chunk: this.chunkNumber };
    this.options.message({ opcode, bytes, own, wire, t });
  }

  /** The whole payload stands in this chunk, and the frame is a message by itself. */
  private takeWhole(chunk: Uint8Array, at: number, skim: boolean, t: number): void {
    const { opcode } = this;
    if (skim && opcode !== 8) this.options.skimmed();
    else {
      const { masked } = this.options;
      const view = chunk.subarray(at, at + this.left);
      this.emit(opcode, masked ? unmasked(view, this.key) : view, masked, this.frameWire, 1, this.rsv1, t);
    }
    this.inPayload = false;
  }

  /** Some of the payload, or none of it: a message of more than one frame or chunk. */
  private takePart(chunk: Uint8Array, at: number, size: number, skim: boolean, t: number): void {
    const isControl = this.opcode >= 8;
    const known = isControl ? this.control : this.gathering;
    const into = known ?? openGather(this.opcode, this.rsv1, skim && this.opcode !== 8);
    if (isControl) this.control = into;
    else this.gathering = into;
    into.add(chunk, at, size, this.left, this.options.masked ? this.key : null, this.turn);
    this.turn = (this.turn + size) & 3;
    this.left -= size;
    if (this.left > 0) return;
    this.inPayload = false;
    into.frameEnds(this.frameWire);
    const { maxFragments } = this.options;
    if (!isControl && into.fragments > maxFragments) {
      this.fail('too_large', `A message has more than ${maxFragments} fragments: it is not kept.`);
      return;
    }
    if (!this.final) return;
    if (isControl) this.control = null;
    else this.gathering = null;
    if (into.isSkimmed) this.options.skimmed();
    else this.emit(into.opcode, into.bytes(), true, into.wireBytes, into.fragments, into.compressed, t);
  }
}

function headSize(second: number): number {
  const short = second & 0x7f;
  return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + ((second & 0x80) !== 0 ? 4 : 0);
}

function unmasked(view: Uint8Array, key: Uint8Array): Uint8Array {
  const out = Uint8Array.from(view);
  unmask(out, 0, out.length, key, 0);
  return out;
}
