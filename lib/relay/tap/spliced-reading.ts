/** What the bytes of a spliced connection say: both directions read into frames and closes, in the order in which their chunks came. */
import type { Leg, Opcode } from '../../session/entry.ts';
import type { FrameWire, Header } from '../../transport/dial.ts';
import { deflateAgreed, type Inflate, type MessageInflater, openMessageInflater } from './message-inflater.ts';
import { openWsReader, type WsFault, type WsMessage, type WsReader } from './ws-frames.ts';

export type SplicedSink = {
  /** `bytes` are not to be written to unless `own`. */
  frame(from: Leg, opcode: Opcode, bytes: Uint8Array, own: boolean, t: number, wire: FrameWire): void;
  closing(from: Leg, code: number, reason: Uint8Array, t: number): void;
  /** That direction cannot be read on. */
  broken(from: Leg, fault: WsFault, t: number): void;
  /** A frame of a skimmed chunk. */
  skimmed(): void;
};

/** Asked for a sink once, when the first bytes are read. */
export type SinkSource = { sink(): SplicedSink };

export type SplicedLimits = { maxPayload: number; maxFragments: number };

const hearsAll = Object.freeze({});
const opcodes: { [code: number]: Opcode } = { 1: 'text', 2: 'binary', 9: 'ping', 10: 'pong' };
/** Of a client, so many messages are read even where they are not kept: keys stand in the first ones, and later ones may repeat them. */
const alwaysRead = 256;
/** Read in one go: of small frames, thousands stand in this; of compressed ones each takes as long as hundreds of others. */
const pieceBytes = { plain: 4 * 1024, compressed: 1024 };
/**
 * What reading compressed messages may cost where they are not kept, counted in bytes that come out: each has so much for itself, and
 * each byte of the wire pays for so many. Else a peer could have the server do nothing else.
 */
const inflating = { each: 20_000, paid: 64, most: 4 * 2 ** 20 };

export class SplicedReading {
  private readonly sinkSource: SinkSource;
  private madeSink: SplicedSink | null = null;
  private readonly limits: SplicedLimits;
  /** Made when that direction's first bytes come: a quiet connection costs little. */
  private clientReader: WsReader | null = null;
  private upstreamReader: WsReader | null = null;
  private readonly inflaters: { [leg in Leg]?: MessageInflater } | null = null;
  private readonly isCompressed: boolean;
  private fromClient = 0;
  /** Of compressed messages that were read and not kept, beyond what is paid for. */
  private owed = 0;
  private isSkimming = false;
  /** Directions whose compressed messages cannot be read on: bytes that came since. */
  private deaf: { [leg in Leg]?: number } = hearsAll;

  /** `headers`: of the upstream's 101. `inflate`: absent where compressed messages cannot be read. */
  constructor(headers: readonly Header[], inflate: Inflate | undefined, limits: SplicedLimits, sink: SinkSource) {
    this.sinkSource = sink;
    this.limits = limits;
    const agreed = deflateAgreed(headers);
    this.isCompressed = agreed !== null;
    if (agreed !== null && inflate !== undefined) {
      this.inflaters = {
        client: openMessageInflater(inflate, agreed.client, limits.maxPayload),
        upstream: openMessageInflater(inflate, agreed.server, limits.maxPayload),
      };
    }
  }

  /** So much is read in one go. */
  get pieceBytes(): number {
    return this.isCompressed ? pieceBytes.compressed : pieceBytes.plain;
  }

  /**
   * `skim`: its frames are counted, not read. What compressed ones say is needed for those after them, as long as that is not dear.
   * `isRest`: more of the chunk before it in that direction.
   */
  add(from: Leg, chunk: Uint8Array, t: number, skim: boolean, isRest = false): void {
    this.at = t;
    this.isSkimming = skim;
    const isDeaf = this.deaf[from];
    if (isDeaf !== undefined) {
      this.deaf = { ...this.deaf, [from]: isDeaf + chunk.length };
      return;
    }
    const mayNot = this.isCompressed || (from === 'client' && this.fromClient < alwaysRead);
    this.readerOf(from).add(chunk, t, skim && !mayNot, isRest);
  }

  /** Bytes of that direction that were not read: behind what broke it, or behind its close frame. */
  unread(from: Leg): number {
    const reader = from === 'client' ? this.clientReader : this.upstreamReader;
    return (reader?.unread() ?? 0) + (this.deaf[from] ?? 0);
  }

  private at = 0;

  private get sink(): SplicedSink {
    this.madeSink ??= this.sinkSource.sink();
    return this.madeSink;
  }

  private readerOf(from: Leg): WsReader {
    if (from === 'client') {
      this.clientReader ??= this.reader(from);
      return this.clientReader;
    }
    this.upstreamReader ??= this.reader(from);
    return this.upstreamReader;
  }

  private reader(from: Leg): WsReader {
    return openWsReader({
      masked: from === 'client',
      deflate: this.isCompressed,
      ...this.limits,
      message: (message) => this.message(from, message),
      skimmed: () => this.sink.skimmed(),
      broken: (fault) => this.sink.broken(from, fault, this.at),
    });
  }

  private message(from: Leg, { opcode, bytes, own, wire, t }: WsMessage): void {
    if (from === 'client') this.fromClient++;
    if (opcode === 8) this.close(from, bytes, t);
    else if (!wire.compressed) this.sink.frame(from, opcodes[opcode] as Opcode, bytes, own, t, wire);
    else this.inflated(from, opcode, bytes, t, wire);
  }

  private inflated(from: Leg, opcode: number, bytes: Uint8Array, t: number, wire: FrameWire): void {
    if (this.deaf[from] !== undefined) return;
    const inflate = this.inflaters?.[from];
    const isDear = this.isSkimming && this.owed > inflating.most;
    const out = isDear ? null : (inflate?.(bytes) ?? null);
    if (this.isSkimming && out !== null)
      this.owed = Math.max(0, this.owed + inflating.each + out.length - wire.bytes * inflating.paid);
    if (out !== null) this.sink.frame(from, opcodes[opcode] as Opcode, out, true, t, wire);
    else {
      this.deaf = { ...this.deaf, [from]: 0 };
      const says =
        inflate === undefined
          ? 'A message is compressed, and compressed messages cannot be read here.'
          : isDear
            ? 'No page takes the compressed messages, and there are too many to read them for nothing.'
            : `A compressed message cannot be read, or has more than ${this.limits.maxPayload} bytes: it is not kept.`;
      this.sink.broken(from, { code: 'too_large', says }, t);
    }
  }

  private close(from: Leg, bytes: Uint8Array, t: number): void {
    if (bytes.length === 0) this.sink.closing(from, 1005, bytes, t);
    else if (bytes.length === 1)
      this.sink.broken(from, { code: 'protocol_error', says: 'A close frame has 1 byte, which is no code.' }, t);
    else {
      const code = ((bytes[0] as number) << 8) | (bytes[1] as number);
      this.sink.closing(from, code, bytes.slice(2), t);
    }
  }
}
