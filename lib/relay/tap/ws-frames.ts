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
  const { masked, deflate, maxPayload, maxFragments } = options;
  const head = new Uint8Array(longestHead);
  const headView = new DataView(head.buffer);
  let headHas = 0;
  let chunkNumber = 0;
  let unread = 0;
  let over = false;

  /** The frame whose payload is being read. */
  let inPayload = false;
  let opcode = 0;
  let final = false;
  let rsv1 = false;
  let left = 0;
  let frameWire = 0;
  const key = new Uint8Array(4);
  /** Where in the masking key the next payload byte stands. */
  let turn = 0;

  /** The data message whose fragments are being gathered. */
  let message: GatheredMessage | null = null;
  /** Of a control frame that stands in more than one chunk. */
  let control: GatheredMessage | null = null;

  const fail = (code: WsFault['code'], says: string) => {
    over = true;
    message = null;
    control = null;
    options.broken({ code, says });
  };

  /** Reads a complete head of `size` bytes at `at`; false when it breaks the protocol. */
  const takeHead = (bytes: Uint8Array, view: DataView, at: number, size: number): boolean => {
    const first = bytes[at] as number;
    const second = bytes[at + 1] as number;
    const short = second & 0x7f;
    opcode = first & 15;
    final = (first & 0x80) !== 0;
    rsv1 = (first & 0x40) !== 0;
    const isControl = opcode >= 8;
    if ((first & 0x30) !== 0 || (rsv1 && (!deflate || isControl || opcode === 0))) {
      fail('protocol_error', 'A reserved bit of a frame is set, and nothing gives it a meaning.');
      return false;
    }
    if ((opcode > 2 && opcode < 8) || opcode > 10) {
      fail('protocol_error', `A frame has the opcode ${opcode}, which has no meaning.`);
      return false;
    }
    if (((second & 0x80) !== 0) !== masked) {
      fail('protocol_error', masked ? 'A frame of the client is not masked.' : 'A frame of the server is masked.');
      return false;
    }
    const claim = short === 126 ? view.getUint16(at + 2) : short === 127 ? Number(view.getBigUint64(at + 2)) : short;
    if (isControl && (!final || claim > 125)) {
      fail(
        'protocol_error',
        `A control frame has ${claim} bytes${final ? '' : ' and is a fragment'}: at most 125, whole.`,
      );
      return false;
    }
    if (!isControl && (opcode === 0) !== (message !== null)) {
      const says =
        opcode === 0 ? 'A frame continues a message that was not begun.' : 'A message begins inside another.';
      fail('protocol_error', says);
      return false;
    }
    if (!isControl && claim + (message?.length() ?? 0) > maxPayload) {
      fail('too_large', `A message has more than ${maxPayload} bytes (${claim} in one frame): it is not kept.`);
      return false;
    }
    if (masked) key.set(bytes.subarray(at + size - 4, at + size));
    turn = 0;
    left = claim;
    frameWire = size + claim;
    inPayload = true;
    return true;
  };

  const headSize = (second: number): number => {
    const short = second & 0x7f;
    return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + ((second & 0x80) !== 0 ? 4 : 0);
  };

  const emit = (
    code: number,
    bytes: Uint8Array,
    own: boolean,
    wireBytes: number,
    fragments: number,
    flate: boolean,
    t: number,
  ) => {
    if (code === 8) over = true;
    options.message({
      opcode: code,
      bytes,
      own,
      wire: { bytes: wireBytes, fragments, compressed: flate, chunk: chunkNumber },
      t,
    });
  };

  /** The whole payload stands in this chunk, and the frame is a message by itself. */
  const takeWhole = (chunk: Uint8Array, at: number, skim: boolean, t: number) => {
    if (skim && opcode !== 8) options.skimmed();
    else {
      const view = chunk.subarray(at, at + left);
      const bytes = masked ? unmasked(view, key) : view;
      emit(opcode, bytes, masked, frameWire, 1, rsv1, t);
    }
    inPayload = false;
  };

  /** Some of the payload, or none of it: a message of more than one frame or chunk. */
  const takePart = (chunk: Uint8Array, at: number, size: number, skim: boolean, t: number) => {
    const isControl = opcode >= 8;
    const isNew = isControl ? control === null : message === null;
    if (isNew) {
      const gather = openGather(opcode, rsv1, skim && opcode !== 8);
      if (isControl) control = gather;
      else message = gather;
    }
    const into = (isControl ? control : message) as GatheredMessage;
    into.add(chunk, at, size, left, masked ? key : null, turn);
    turn = (turn + size) & 3;
    left -= size;
    if (left > 0) return;
    inPayload = false;
    into.frameEnds(frameWire);
    if (!isControl && into.fragments > maxFragments) {
      fail('too_large', `A message has more than ${maxFragments} fragments: it is not kept.`);
      return;
    }
    if (!final) return;
    if (isControl) control = null;
    else message = null;
    if (into.isSkimmed) options.skimmed();
    else emit(into.opcode, into.bytes(), true, into.wireBytes, into.fragments, into.compressed, t);
  };

  return {
    add(chunk, t, skim = false, isRest = false) {
      if (!isRest) chunkNumber++;
      let at = 0;
      const end = chunk.length;
      let view: DataView | null = null;
      while (at < end && !over) {
        if (inPayload) {
          const size = Math.min(left, end - at);
          takePart(chunk, at, size, skim, t);
          at += size;
          continue;
        }
        if (headHas === 0 && end - at >= longestHead) {
          const size = headSize(chunk[at + 1] as number);
          view ??= new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
          if (!takeHead(chunk, view, at, size)) break;
          at += size;
        } else {
          head[headHas++] = chunk[at++] as number;
          if (headHas < 2 || headHas < headSize(head[1] as number)) continue;
          const size = headHas;
          headHas = 0;
          if (!takeHead(head, headView, 0, size)) break;
        }
        const isAlone = opcode >= 8 || (final && message === null);
        if (isAlone && left <= end - at) {
          const size = left;
          takeWhole(chunk, at, skim, t);
          at += size;
        } else if (left === 0) takePart(chunk, at, 0, skim, t);
      }
      unread += end - at;
    },
    unread: () => unread,
    isInside: () => !over && (headHas > 0 || inPayload || message !== null),
  };
}

function unmasked(view: Uint8Array, key: Uint8Array): Uint8Array {
  const out = Uint8Array.from(view);
  unmask(out, 0, out.length, key, 0);
  return out;
}
