/**
 * Two sockets, joined: what comes from one is written to the other as it is, and told aside. Nothing here knows a frame.
 * An end is passed on as an end, a reset as a reset; a peer that does not take what it is sent holds the other one back.
 */
import type { Duplex } from 'node:stream';
import type { Clock, Timer } from '../../../clock/clock.ts';
import type { Leg } from '../../../session/entry.ts';
import { heldBackWords } from '../../../session/mark-words.ts';
import type { TapRecord } from '../../tap/tap-record.ts';
import { reset } from './answer-client.ts';
import type { ConduitLimits } from './conduit-limits.ts';
import type { Conduit } from './tap-call.ts';

export type SpliceParts = {
  clock: Clock;
  limits: ConduitLimits;
  record: TapRecord;
  client: Duplex;
  upstream: Duplex;
  /** Both sockets have closed. */
  over: () => void;
};

export type Splice = Conduit & {
  /** Bytes that came before the sockets were joined. */
  took(from: Leg, chunk: Buffer): void;
  /** That peer had ended before the sockets were joined. */
  ended(from: Leg): void;
};

type Side = {
  leg: Leg;
  socket: Duplex;
  /** It sends no more. */
  ended: boolean;
  closed: boolean;
  /** Since when the other side is not read, because this one takes nothing; -1 when it is read. */
  heldSince: number;
};

const nothing = Buffer.alloc(0);

export function splice(parts: SpliceParts): Splice {
  return new Joined(parts);
}

class Joined implements Splice {
  private readonly parts: SpliceParts;
  private readonly client: Side;
  private readonly upstream: Side;
  private told = false;
  /** When bytes last moved towards a client that has ended. */
  private movedAt = 0;
  private linger: Timer | undefined;
  private feeler: Timer | undefined;

  constructor(parts: SpliceParts) {
    this.parts = parts;
    this.client = { leg: 'client', socket: parts.client, ended: false, closed: false, heldSince: -1 };
    this.upstream = { leg: 'upstream', socket: parts.upstream, ended: false, closed: false, heldSince: -1 };
    this.listen(this.client, this.upstream);
    this.listen(this.upstream, this.client);
  }

  private listen(from: Side, to: Side): void {
    from.socket.on('data', (chunk: Buffer) => this.pass(from, to, chunk));
    from.socket.on('drain', () => this.drained(from, to));
    from.socket.on('end', () => this.end(from, to));
    from.socket.on('error', () => this.broke(from, to));
    from.socket.on('close', () => this.closed(from, to));
    from.socket.resume();
  }

  took(leg: Leg, chunk: Buffer): void {
    if (leg === 'client') this.pass(this.client, this.upstream, chunk);
    else this.pass(this.upstream, this.client, chunk);
  }

  ended(leg: Leg): void {
    if (leg === 'client') this.end(this.client, this.upstream);
    else this.end(this.upstream, this.client);
  }

  /** The hot path: once for each chunk that a socket gives. */
  private pass(from: Side, to: Side, chunk: Buffer): void {
    if (this.told) return;
    const t = this.parts.clock.now();
    // Told first, which costs next to nothing: a peer inside this process may answer while it is still being written to.
    this.parts.record.bytes(from.leg, chunk, t);
    // Held back as early as a pipe would: little waits, and what is read next comes to memory that was just used.
    if (!to.socket.write(chunk) && to.heldSince < 0) {
      to.heldSince = t;
      from.socket.pause();
      if (from === this.client) this.feelForClient(to.socket.writableLength);
    }
    if (to.ended) this.movedAt = t;
  }

  /**
   * A client that is not read, as its upstream takes nothing at all, does not tell of its reset. Writing nothing to it does: the system
   * answers with the error. An upstream is not asked so: what it sent before its reset is still to be read.
   */
  private feelForClient(waited: number): void {
    this.feeler = this.parts.clock.after(this.parts.limits.lingerMs, () => {
      const { socket } = this.client;
      if (socket.destroyed) return;
      const waits = this.upstream.socket.writableLength;
      if (waits === waited && socket.writableLength === 0 && !socket.writableEnded) socket.write(nothing);
      this.feelForClient(waits);
    });
  }

  /** `slow` has taken what waited for it. */
  private drained(slow: Side, other: Side): void {
    if (slow.heldSince < 0) return;
    this.markHeld(slow);
    this.movedAt = this.parts.clock.now();
    other.socket.resume();
  }

  private markHeld(slow: Side): void {
    if (slow.heldSince < 0) return;
    const ms = Math.round(this.parts.clock.now() - slow.heldSince);
    slow.heldSince = -1;
    if (slow === this.upstream) this.parts.clock.cancel(this.feeler);
    if (ms < this.parts.limits.heldMs || this.told) return;
    this.parts.record.note({ kind: 'mark', by: 'relay', says: heldBackWords(slow.leg, ms) });
  }

  private end(from: Side, to: Side): void {
    if (from.ended) return;
    from.ended = true;
    if (to.ended) this.tell(to.leg, 'fin');
    if (!to.socket.destroyed) to.socket.end();
    if (from === this.client && !to.ended) this.lingerOn();
  }

  /**
   * A client that has left is not told from one that has only ended its side: one that still takes something, or that something waits for,
   * is the latter. Had it left, what is sent to it would come back as a reset.
   */
  private lingerOn(): void {
    const { clock, limits } = this.parts;
    const { socket } = this.client;
    const since = clock.now();
    this.movedAt = since;
    this.linger = clock.after(limits.lingerMs, () => {
      if (this.movedAt !== since || (!socket.destroyed && socket.writableLength > 0)) return this.lingerOn();
      const says = `the upstream was cut off: it had not ended ${limits.lingerMs / 1000} s after the client`;
      if (!this.told) this.parts.record.note({ kind: 'mark', by: 'relay', says });
      this.tell('client', 'fin');
      socket.destroy();
      this.upstream.socket.destroy();
    });
  }

  private broke(from: Side, to: Side): void {
    // Behind an end that both know of, it is no news.
    this.tell(from.leg, 'reset');
    from.socket.destroy();
    if (to.socket.destroyed) return;
    // What it has not taken yet came before the reset.
    if (to.socket.writableLength === 0 || to.socket.writableEnded) reset(to.socket);
    else {
      to.socket.write(nothing, () => reset(to.socket));
      // Nobody is left whom an upstream that takes nothing could keep waiting.
      if (from === this.client && this.linger === undefined) this.lingerOn();
    }
  }

  private closed(from: Side, to: Side): void {
    from.closed = true;
    // Closed without an end or an error: by our own hand, or by a stream that knows no resets.
    if (!from.ended && !this.told) this.broke(from, to);
    if (!to.closed) return;
    this.parts.clock.cancel(this.linger);
    this.tell(from.leg, 'fin');
    this.parts.over();
  }

  private tell(by: Leg | 'us', how: 'fin' | 'reset'): void {
    if (this.told) return;
    this.markHeld(this.client);
    this.markHeld(this.upstream);
    this.told = true;
    this.parts.record.ended(by, how, this.parts.clock.now());
  }

  close(): void {
    this.tell('us', 'fin');
    for (const { socket } of [this.client, this.upstream]) {
      if (!socket.destroyed && !socket.writableEnded) socket.end();
      // Whoever takes nothing does not see an end either.
      const timer = this.parts.clock.after(this.parts.limits.farewellMs, () => socket.destroy());
      socket.once('close', () => this.parts.clock.cancel(timer));
    }
  }
}
