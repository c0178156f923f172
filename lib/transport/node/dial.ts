/** Dials with `ws`: the only client that tells status, headers and body of a refused upgrade. */
import type { ClientRequest, IncomingMessage } from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import WebSocket from 'ws';
import type { Clock, Timer } from '../../clock/clock.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Dial, DialEvents, Dialled, DialPlan, Header } from '../dial.ts';
import { openFrameWalk } from '../frame-walk.ts';
import { type Limits, noCloseAckWords } from '../limits.ts';
import { connectSocket, type Stopwatch } from './connect.ts';
import { dialProblem, openProblem } from './dial-problem.ts';
import { type Guard, guardedLookup, type Resolve } from './guarded-lookup.ts';

export type NodeDialParts = {
  clock: Clock;
  limits: Limits;
  guard: Guard;
  resolve?: Resolve;
  /** Instead of a socket: the client's end of an in-process stream, for addresses that are no addresses (the sandbox). */
  inProcess?: () => Duplex;
  /** Offers permessage-deflate with the upgrade; not unless told to, so that frames are on the wire as they are shown. */
  deflate?: boolean;
};

export function createNodeDial(parts: NodeDialParts): Dial {
  return (plan, on) => {
    // Never `new WebSocket(text)`: its error for a bad URL holds the URL.
    const url = URL.canParse(plan.url) ? new URL(plan.url) : null;
    if (url === null) return failedAtOnce(on, problem('internal', 'The address of this upstream is not a URL.'));
    const secure = url.protocol === 'wss:';
    const port = Number(url.port) || (secure ? 443 : 80);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const refusal = parts.inProcess === undefined && net.isIP(host) !== 0 ? parts.guard(host, port) : null;
    if (refusal !== null) return failedAtOnce(on, refusal, plan.headers);
    return new NodeDialled(parts, plan, url, { secure, port }, on);
  };
}

function failedAtOnce(
  on: DialEvents,
  why: Parameters<DialEvents['failed']>[0],
  headers: readonly Header[] = [],
): Dialled {
  on.request(headers);
  on.failed(why);
  const nothing = () => {};
  return { send: nothing, close: nothing, terminate: nothing, pause: nothing, resume: nothing, buffered: () => 0 };
}

const longWords = 'the frame before tells its length in more bytes than needed, which RFC 6455 forbids (said once)';

class NodeDialled implements Dialled {
  private readonly parts: NodeDialParts;
  private readonly on: DialEvents;
  private readonly host: string;
  private readonly walk = openFrameWalk();
  private readonly watch: Stopwatch = { timings: {}, ready: 0 };
  private readonly ws: WebSocket;
  private settled = false;
  private open = false;
  /** Code of our close frame, when ours was first. */
  private closing: number | null = null;
  private lost = false;
  private longTold = false;
  private broken = false;
  /** Until when the peer may end its socket: it broke the protocol, or said goodbye. */
  private cut: Timer | undefined;

  constructor(
    parts: NodeDialParts,
    plan: DialPlan,
    url: URL,
    target: { secure: boolean; port: number },
    on: DialEvents,
  ) {
    this.parts = parts;
    this.on = on;
    this.host = url.host;
    const { limits, clock } = parts;
    const options = {
      headers: Object.fromEntries(plan.headers.map((h) => [h.name, h.value])),
      perMessageDeflate: parts.deflate ?? false,
      followRedirects: false,
      maxPayload: limits.maxPayload,
      maxFragments: limits.maxFragments,
      maxBufferedChunks: 65_536,
      // The recorder answers pings: each pong is an entry.
      autoPong: false,
      // Checked by the recorder: here a bad frame's bytes would be lost.
      skipUTF8Validation: true,
      lookup: guardedLookup(parts.guard, target.port, parts.resolve),
      createConnection: (socketOptions: net.NetConnectOpts) => {
        this.watch.ready = clock.now();
        return parts.inProcess?.() ?? connectSocket(target.secure, socketOptions, clock, this.watch);
      },
      finishRequest: (request: ClientRequest) => {
        const headers = request.getRawHeaderNames().map((name) => ({ name, value: String(request.getHeader(name)) }));
        on.request(headers);
        request.end();
      },
    };
    this.ws = new WebSocket(url, [...plan.protocols], options as unknown as WebSocket.ClientOptions);
    this.listen();
  }

  private listen(): void {
    const { ws, parts } = this;
    ws.on('upgrade', (response) => this.upgraded(response));
    ws.on('unexpected-response', (request, response) => this.refused(request, response));
    ws.on('message', (data: Buffer, isBinary) => this.frame(isBinary ? 'binary' : 'text', data));
    ws.on('ping', (data) => this.frame('ping', data));
    ws.on('pong', (data) => this.frame('pong', data));
    ws.on('error', (error) => this.failed(error));
    ws.on('close', (code, reason) => this.closed(code, reason));
    ws.binaryType = 'nodebuffer';
    this.watch.ready = parts.clock.now();
  }

  private answer(response: IncomingMessage) {
    const t = this.parts.clock.now();
    const timings = { ...this.watch.timings, upgrade: t - this.watch.ready };
    return {
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? '',
      headers: pairs(response.rawHeaders),
      timings,
      t,
    };
  }

  private upgraded(response: IncomingMessage): void {
    // Before the listener of `ws`, so that each chunk is stamped and walked before its frames are handed out; but not before `ws`
    // listens at all, or what came in one segment with the answer would reach nobody else.
    const { socket } = response;
    const walk = (chunk: Buffer) => {
      // Behind what broke the protocol there is nobody who would take it.
      if (this.broken) return;
      this.walk.add(chunk, this.parts.clock.now());
      const ms = this.parts.limits.closeAckMs;
      if (!this.walk.closeSeen() || this.cut !== undefined) return;
      this.on.goodbye?.();
      this.cutLater(`the server kept its socket open for ${ms} ms after the close frames: the socket was cut`);
    };
    this.ws.once('open', () => socket.prependListener('data', walk));
    this.open = true;
    this.on.upgraded(this.answer(response));
  }

  private refused(request: ClientRequest, response: IncomingMessage): void {
    if (this.settled) return;
    this.settled = true;
    if (response.statusCode === 101) {
      this.fitsNot(problem('bad_upgrade', 'The answer is 101, but does not say "Upgrade: websocket".'), response);
      request.destroy();
      return;
    }
    this.on.answering();
    const { limits, clock } = this.parts;
    const answer = this.answer(response);
    const kept: Buffer[] = [];
    let size = 0;
    let over = false;
    const finish = (bodyCut: boolean) => {
      if (over) return;
      over = true;
      clock.cancel(timer);
      this.on.refused({ ...answer, body: Uint8Array.from(Buffer.concat(kept)), bodyCut });
      request.destroy();
    };
    const timer = clock.after(limits.bodyMs, () => finish(true));
    response.on('data', (chunk: Buffer) => {
      const room = limits.bodyBytes - size;
      kept.push(chunk.subarray(0, room));
      size += Math.min(room, chunk.length);
      if (chunk.length > room) finish(true);
    });
    response.on('end', () => finish(false));
    response.on('error', () => finish(true));
    response.on('close', () => finish(!response.complete));
    request.on('error', () => finish(true));
  }

  private frame(opcode: 'text' | 'binary' | 'ping' | 'pong', data: Buffer): void {
    if (this.settled) return;
    const walked = this.walk.take();
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
    if (walked === undefined) this.on.frame(opcode, bytes, this.parts.clock.now());
    else {
      const { t, opcode: _opcode, longLength, ...wire } = walked;
      this.on.frame(opcode, bytes, t, wire);
      if (longLength && !this.longTold) this.on.mark?.(longWords);
      this.longTold ||= longLength;
    }
  }

  private failed(error: Error): void {
    if (this.settled) return;
    if (this.ws.readyState === WebSocket.CONNECTING || !this.open) {
      this.settled = true;
      this.on.failed(dialProblem(error, this.host));
      return;
    }
    const handshake = dialProblem(error, this.host);
    if (handshake.code === 'bad_upgrade') {
      this.settled = true;
      this.fitsNot(handshake);
      return;
    }
    const { why, closes } = openProblem(error);
    this.lost = closes === null;
    if (closes !== null) {
      this.broken = true;
      this.closing ??= closes;
      this.cutLater(noCloseAckWords(this.parts.limits.closeAckMs));
    }
    this.on.failed(why);
  }

  /** Our close frame is out. `ws` would wait for half a minute, and the peer could say what it likes meanwhile. */
  private cutLater(says: string): void {
    const { clock, limits } = this.parts;
    this.cut ??= clock.after(limits.closeAckMs, () => {
      this.on.mark?.(says);
      this.ws.terminate();
    });
  }

  /** The answer was 101, told already or told here, and something in it does not fit. */
  private fitsNot(why: Problem, response?: IncomingMessage): void {
    if (response !== undefined) this.on.upgraded(this.answer(response));
    this.on.failed(why);
    this.on.closed({ by: 'us', code: 1006, reason: new Uint8Array(0), clean: false, t: this.parts.clock.now() });
  }

  private closed(code: number, data: Buffer): void {
    this.parts.clock.cancel(this.cut);
    if (this.settled) return;
    this.settled = true;
    const t = this.parts.clock.now();
    const reason = Uint8Array.from(data);
    if (!this.open) {
      this.on.failed(problem('connection_lost', `${this.host} closed the connection without answering the upgrade.`));
      return;
    }
    const unread = this.walk.afterClose();
    if (unread > 0) this.on.mark?.(`${unread} bytes came after the close frame of the server: not read`);
    // 1006 from `ws` means that no close frame came; 1005, that one came without a code.
    const came = code !== 1006;
    if (this.closing !== null) this.on.closed({ by: 'us', code: came ? code : this.closing, reason, clean: came, t });
    else if (came) this.on.closed({ by: 'peer', code, reason, clean: true, t });
    else {
      if (!this.lost)
        this.on.failed(problem('connection_lost', `${this.host} ended the socket without a close frame.`));
      this.on.closed({ by: 'network', code: 1006, reason, clean: false, t });
    }
  }

  send(opcode: 'text' | 'binary' | 'ping' | 'pong', bytes: Uint8Array, done: () => void = () => {}): void {
    if (this.ws.readyState !== WebSocket.OPEN) done();
    else if (opcode === 'ping') this.ws.ping(bytes, true, done);
    else if (opcode === 'pong') this.ws.pong(bytes, true, done);
    else this.ws.send(bytes, { binary: opcode === 'binary', compress: false }, done);
  }

  close(code: number, reason: Uint8Array): void {
    if (this.ws.readyState !== WebSocket.OPEN) return;
    // The peer's close frame may be here already, behind what is still being read.
    if (!this.walk.closeSeen()) this.closing ??= code;
    // Paused sockets would never see the answer.
    this.ws.resume();
    if (code === 1005) this.ws.close();
    else this.ws.close(code, Buffer.from(reason));
  }

  terminate(): void {
    this.settled = true;
    this.parts.clock.cancel(this.cut);
    this.ws.terminate();
  }

  pause(): void {
    this.ws.pause();
  }
  resume(): void {
    this.ws.resume();
  }
  buffered(): number {
    return this.ws.bufferedAmount;
  }
  unfinished(): number {
    return this.walk.unfinished();
  }
}

function pairs(raw: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push({ name: raw[i] as string, value: raw[i + 1] as string });
  return headers;
}
