/**
 * Two sockets of one WebSocket with a line between them: frames are read whole from either, and written whole to the other when the line
 * says so. Pings, pongs and close frames pass like all others; nothing here answers for a peer, and no deadline ends a client.
 */
import type { Duplex } from 'node:stream';
import type { Clock, Timer } from '../../../clock/clock.ts';
import { type Line, openLine } from '../../../faults/line.ts';
import { otherLeg } from '../../../faults/line-acts.ts';
import type { OpenStage } from '../../../faults/stage.ts';
import { problem } from '../../../problem/problem.ts';
import type { Leg, Opcode } from '../../../session/entry.ts';
import { heldBackWords } from '../../../session/mark-words.ts';
import { peerWords } from '../../tap/hold-words.ts';
import type { RuleStage } from '../../tap/rules.ts';
import type { TapRecord } from '../../tap/tap-record.ts';
import { openWsReader, type WsFault, type WsMessage, type WsReader } from '../../tap/ws-frames.ts';
import { reset } from './answer-client.ts';
import type { ConduitLimits } from './conduit-limits.ts';
import { lineRecord } from './line-record.ts';
import type { Conduit } from './tap-call.ts';
import { writeClose, writeFrame } from './ws-write.ts';

export type WiresParts = {
  clock: Clock;
  limits: ConduitLimits & { maxPayload: number; maxFragments: number };
  record: TapRecord;
  client: Duplex;
  upstream: Duplex;
  /** The rules' stage stands next to the client, these behind it. `full` of its asking is `hold` here. */
  rules: RuleStage;
  faults: readonly OpenStage[];
  /** Both sockets have closed. */
  over: () => void;
};

type Side = {
  leg: Leg;
  socket: Duplex;
  reader: WsReader;
  /** Why it is not read. `slow`: the other one takes nothing. `full`: too much of it waits. */
  unread: Set<'slow' | 'full'>;
  /** Since when the other one is not read because this one takes nothing; -1 when it is. */
  slowSince: number;
  /** It sends no more, and how that came. */
  ended: boolean;
  how: 'fin' | 'reset';
  closed: boolean;
  /** A close frame came from it; one was written to it. */
  closeCame: boolean;
  closeWent: boolean;
  /** Ended by us without a close frame: its other peer ended so, or something stands for such an end. */
  cut: boolean;
  /** Something was meant for it that it cannot get any more. */
  missed: boolean;
};

const nothing = new Uint8Array(0);
const opcodes: Record<number, Opcode> = { 1: 'text', 2: 'binary', 9: 'ping', 10: 'pong' };

export class ParsedWires implements Conduit {
  private readonly parts: WiresParts;
  private readonly sides: Record<Leg, Side>;
  private readonly line: Line;
  private first: { by: Leg | 'us'; how: 'fin' | 'reset' } | null = null;
  private told = false;
  private movedAt = 0;
  private linger: Timer | undefined;

  constructor(parts: WiresParts) {
    this.parts = parts;
    this.sides = { client: this.side('client', parts.client), upstream: this.side('upstream', parts.upstream) };
    this.line = openLine({
      clock: parts.clock,
      stages: [parts.rules.open, ...parts.faults],
      record: lineRecord(parts.record, parts.clock),
      deliver: {
        frame: (to, opcode, bytes) => this.write(this.sides[to], opcode, bytes),
        close: (to, code, reason) => this.sendClose(this.sides[to], code, reason),
        cut: (to, how) => {
          // A fault's mark stands in the record: neither peer has done it.
          this.first ??= { by: 'us', how };
          this.cut(this.sides[to], how);
        },
      },
    });
  }

  private side(leg: Leg, socket: Duplex): Side {
    const { maxPayload, maxFragments } = this.parts.limits;
    const reader = openWsReader({
      masked: leg === 'client',
      deflate: false,
      maxPayload,
      maxFragments,
      message: (message) => this.message(this.sides[leg], message),
      skimmed: () => {},
      broken: (fault) => this.broken(this.sides[leg], fault),
    });
    const closes = { closeCame: false, closeWent: false, cut: false };
    const flags = { ended: false, closed: false, missed: false, how: 'fin', ...closes } as const;
    return { leg, socket, reader, unread: new Set(), slowSince: -1, ...flags };
  }

  /** Begins to read. `early`: what came before. */
  start(early: Record<Leg, readonly Buffer[]>, clientEnded: boolean): void {
    for (const side of [this.sides.upstream, this.sides.client]) {
      const { socket } = side;
      socket.on('data', (chunk: Buffer) => this.took(side, chunk));
      socket.on('drain', () => this.drained(side));
      socket.on('end', () => this.end(side));
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.closed(side));
      for (const chunk of early[side.leg]) this.took(side, chunk);
      if (side.unread.size === 0) socket.resume();
    }
    if (clientEnded) this.end(this.sides.client);
  }

  private took(side: Side, chunk: Buffer): void {
    if (this.told) return;
    const { socket } = this.sides[otherLeg(side.leg)];
    // What came in one chunk leaves in one.
    socket.cork();
    side.reader.add(chunk, this.parts.clock.now());
    socket.uncork();
  }

  private message(from: Side, { opcode, bytes, own, wire, t }: WsMessage): void {
    // Held frames may live long: not in a chunk of which they are a small part.
    const data = own ? bytes : Uint8Array.from(bytes);
    const name = opcodes[opcode];
    if (name !== undefined) this.line.frame(from.leg, name, data, { t, wire });
    else this.closeCame(from, data);
  }

  private closeCame(from: Side, payload: Uint8Array): void {
    from.closeCame = true;
    const code = payload.length < 2 ? 1005 : ((payload[0] as number) << 8) | (payload[1] as number);
    const reason = payload.subarray(2);
    if (from.leg === 'client') this.parts.record.closing('client', code, reason, this.parts.clock.now());
    this.line.closing(from.leg, code, reason);
    this.markUntold(from, `closed with ${code}`);
    this.endBehind(from);
  }

  private markUntold(from: Side, did: string): void {
    const to = this.sides[otherLeg(from.leg)];
    // A peer in this process answers while the line is still at work.
    queueMicrotask(() => {
      if (to.closeWent || to.cut || to.ended) return;
      this.mark(`the ${peerWords[from.leg]} ${did}; the ${peerWords[to.leg]} has not been told yet`);
    });
  }

  private write(to: Side, opcode: Opcode, bytes: Uint8Array): void {
    if (!to.socket.writable) {
      if (!to.missed) this.mark(`the ${peerWords[to.leg]}'s socket is over: what is still meant for it is lost`);
      to.missed = true;
      return;
    }
    writeFrame(to.socket, opcode, bytes, to.leg === 'upstream');
    this.movedAt = this.parts.clock.now();
    if (to.socket.writableLength <= this.parts.limits.waitingBytes || to.slowSince >= 0) return;
    to.slowSince = this.parts.clock.now();
    this.hold(otherLeg(to.leg), 'slow', true);
  }

  /** That peer is not read, or is again. */
  hold(from: Leg, why: 'slow' | 'full', isHeld: boolean): void {
    const { unread, socket } = this.sides[from];
    if (isHeld) unread.add(why);
    else unread.delete(why);
    if (unread.size > 0) socket.pause();
    else socket.resume();
  }

  /** `slow` has taken what waited for it. */
  private drained(slow: Side): void {
    if (slow.slowSince < 0) return;
    this.markSlow(slow);
    this.movedAt = this.parts.clock.now();
    this.hold(otherLeg(slow.leg), 'slow', false);
  }

  private markSlow(slow: Side): void {
    if (slow.slowSince < 0) return;
    const { clock, limits, record } = this.parts;
    const ms = Math.round(clock.now() - slow.slowSince);
    slow.slowSince = -1;
    if (ms >= limits.heldMs && !this.told)
      record.note({ kind: 'mark', by: 'relay', says: heldBackWords(slow.leg, ms) });
  }

  private sendClose(to: Side, code: number, reason: Uint8Array): void {
    const other = this.sides[otherLeg(to.leg)];
    // No close frame came; else it really has this code, which none may have.
    if (code === 1006 && !other.closeCame) {
      this.cut(to, other.how);
      return;
    }
    to.closeWent = true;
    if (!to.socket.writable) return;
    // As the client sees it: this is how its server closed.
    if (to.leg === 'client') this.parts.record.closing('upstream', code, reason, this.parts.clock.now());
    writeClose(to.socket, code, reason, to.leg === 'upstream');
    this.endBehind(other);
  }

  private cut(to: Side, how: 'fin' | 'reset'): void {
    this.first ??= { by: otherLeg(to.leg), how };
    to.cut = true;
    const { socket } = to;
    if (socket.destroyed) return;
    if (how === 'fin') socket.end();
    // What it has not taken yet came before the reset.
    else if (socket.writableLength === 0 || socket.writableEnded) reset(socket);
    else socket.write(Buffer.alloc(0), () => reset(socket));
  }

  /** A peer's end goes on behind its close frame, or one that stands in its place. */
  private endBehind(from: Side): void {
    const to = this.sides[otherLeg(from.leg)];
    if (from.ended && to.closeWent && !to.socket.destroyed) to.socket.end();
  }

  private end(side: Side, did?: string): void {
    if (side.ended) return;
    side.ended = true;
    this.first ??= { by: side.leg, how: side.how };
    this.parts.rules.left(side.leg);
    if (!side.closeCame) {
      this.line.closing(side.leg, 1006, nothing);
      this.markUntold(side, did ?? `${side.how === 'fin' ? 'ended' : 'reset'} its socket without a close frame`);
    }
    this.endBehind(side);
    if (side.leg !== 'client') return;
    // It may have ended its side only: what its server still says goes on, as long as it says something.
    this.movedAt = this.parts.clock.now();
    this.lingerOn();
  }

  private lingerOn(): void {
    const { clock, limits } = this.parts;
    const since = this.movedAt;
    const { socket } = this.sides.client;
    this.linger = clock.after(limits.lingerMs, () => {
      // As in a splice: a client that has left would answer what waits for it with a reset.
      if (this.movedAt !== since || (!socket.destroyed && socket.writableLength > 0)) return this.lingerOn();
      if (!this.sides.upstream.closed)
        this.mark(`the upstream was cut off: it had not ended ${limits.lingerMs / 1000} s after the client`);
      this.tell();
      this.sides.client.socket.destroy();
      this.sides.upstream.socket.destroy();
    });
  }

  private closed(side: Side): void {
    side.closed = true;
    const other = this.sides[otherLeg(side.leg)];
    // Without an end before it: a reset, or our own hand.
    if (!side.ended) side.how = 'reset';
    this.end(side);
    // It takes nothing any more, and holds nobody back.
    this.drained(side);
    if (!other.closed) return;
    this.parts.clock.cancel(this.linger);
    this.tell();
    this.parts.over();
  }

  /** Bytes that are no frames cannot go on: they are told, and that side is closed as a client or server would. */
  private broken(side: Side, { code, says }: WsFault): void {
    this.parts.record.note({ kind: 'failure', problem: problem(code, `${says} It came from the ${side.leg}.`) });
    if (side.socket.writable) {
      writeClose(side.socket, code === 'too_large' ? 1009 : 1002, nothing, side.leg === 'upstream');
      side.socket.end();
    }
    // What still comes is nobody's.
    side.unread.clear();
    side.socket.resume();
    // Not its own end: it might have gone on.
    this.first ??= { by: 'us', how: 'fin' };
    this.end(side, 'sent what is no frame, and was closed from here');
  }

  /** What came and could not go on, because it was no frame, or not a whole one. */
  private markUnread({ leg, reader }: Side): void {
    const bytes = reader.unread();
    if (bytes > 0)
      this.mark(`not read, not passed on: ${bytes} bytes of the ${peerWords[leg]}, behind what ended its stream`);
    if (reader.isInside()) this.mark(`the ${peerWords[leg]} ended inside a frame: what came of it was not passed on`);
  }

  private mark(says: string): void {
    if (!this.told) this.parts.record.note({ kind: 'mark', by: 'relay', says });
  }

  private tell(by?: 'us'): void {
    if (this.told) return;
    this.markSlow(this.sides.client);
    this.markSlow(this.sides.upstream);
    for (const side of [this.sides.client, this.sides.upstream]) this.markUnread(side);
    this.told = true;
    const { by: who, how } = by === undefined ? (this.first ?? { by: 'us', how: 'fin' }) : { by, how: 'fin' as const };
    this.parts.record.ended(who, how, this.parts.clock.now());
    // Timers of stages stop; nothing is passed on any more.
    this.line.gone();
  }

  close(): void {
    if (this.told) return;
    this.parts.rules.left('us');
    this.tell('us');
    this.parts.clock.cancel(this.linger);
    const { clock, limits } = this.parts;
    for (const { socket, leg, closeWent } of [this.sides.client, this.sides.upstream]) {
      if (socket.writable && !closeWent) writeClose(socket, 1001, nothing, leg === 'upstream');
      if (!socket.destroyed && !socket.writableEnded) socket.end();
      socket.resume();
      const timer = clock.after(limits.farewellMs, () => socket.destroy());
      socket.once('close', () => clock.cancel(timer));
    }
  }
}
