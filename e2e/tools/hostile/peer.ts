/** One connection of the hostile server: what a behaviour has to work with. */
import type { Socket } from 'node:net';
import { deflateRawSync, constants as zlib } from 'node:zlib';
import type { Clock, Timer } from '@/lib/clock/clock.ts';
import { type DialectName, type Speech, speeches } from './speech.ts';
import { type ClientFrame, closeBody, frame, op } from './wire.ts';

export type Ask = {
  head: string;
  headers: ReadonlyMap<string, string>;
  params: URLSearchParams;
  dialect: DialectName;
  /** The answer to the request's `Sec-WebSocket-Key`. */
  accept: string;
  /** The client offered permessage-deflate, and this behaviour takes it. */
  deflate: boolean;
  ports: { own: number; canary: number };
};

export class Peer {
  readonly socket: Socket;
  readonly ask: Ask;
  readonly speech: Speech;
  /** The client's close frame gets no answer. */
  ignoresClose = false;
  answersPings = true;
  /** Frames of text or bytes the client has sent. */
  frames = 0;
  onFrame: (body: Buffer) => void = () => {};
  private readonly clock: Clock;
  /** Those who wait for the client's word, and those who wait unless it leaves. */
  private readonly listening = new Set<() => void>();
  private readonly leaving = new Set<() => void>();
  private closeSent = false;

  constructor(socket: Socket, ask: Ask, clock: Clock) {
    this.socket = socket;
    this.ask = ask;
    this.clock = clock;
    this.speech = speeches[ask.dialect];
    socket.on('close', () => {
      this.wake(this.listening);
      this.wake(this.leaving);
    });
  }

  get gone(): boolean {
    return this.socket.destroyed;
  }

  number(name: string, otherwise: number): number {
    const text = this.ask.params.get(name);
    return text === null ? otherwise : Number(text);
  }

  /** False when the client should be waited for. */
  write(data: Uint8Array | string): boolean {
    return this.gone || !this.socket.writable || this.socket.write(data);
  }

  send(...frames: Buffer[]): boolean {
    return frames.length === 0 || this.write(Buffer.concat(frames));
  }

  /** The same, and waits until the client has taken it. */
  async sendTaken(...frames: Buffer[]): Promise<void> {
    if (!this.send(...frames)) await this.drained();
  }

  /** `chunk` so many times, as fast as the client takes it. */
  async flood(chunk: Buffer, times: number): Promise<void> {
    for (let i = 0; i < times && !this.gone; i++) if (!this.write(chunk)) await this.drained();
  }

  private drained(): Promise<void> {
    return this.until(this.leaving, (go) => this.socket.once('drain', go));
  }

  /** Over sooner when the client leaves. */
  pause(ms: number): Promise<void> {
    return this.timed(ms, this.leaving);
  }

  /** Over when the client has said something, or leaves, or `ms` have passed. */
  firstFrame(ms: number): Promise<void> {
    return this.frames > 0 ? Promise.resolve() : this.timed(ms, this.listening);
  }

  /**
   * A reset in one turn with the bytes before it is taken for an end by readers on libuv: whoever reads in this process has its turn
   * in between, however late the pause is over.
   */
  async resetAfter(ms: number): Promise<void> {
    await this.pause(ms);
    await new Promise((resolve) => setImmediate(resolve));
    if (!this.gone) this.socket.resetAndDestroy();
  }

  private timed(ms: number, among: Set<() => void>): Promise<void> {
    let timer: Timer | undefined;
    const over = this.until(among, (go) => {
      timer = this.clock.after(ms, go);
    });
    return over.then(() => this.clock.cancel(timer));
  }

  private until(among: Set<() => void>, plan: (go: () => void) => void): Promise<void> {
    if (this.gone) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        among.delete(go);
        resolve();
      };
      among.add(go);
      plan(go);
    });
  }

  private wake(among: Set<() => void>): void {
    for (const go of [...among]) go();
  }

  /** The text of a good answer, with these headers more. */
  head101(...headers: string[]): string {
    const { accept } = this.ask;
    const fixed = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`];
    return `HTTP/1.1 101 Switching Protocols\r\n${[...fixed, ...headers].map((line) => `${line}\r\n`).join('')}\r\n`;
  }

  /** A whole HTTP answer, and the end. */
  answer(status: string, body: string, ...headers: string[]): void {
    const own = headers.some((line) => /^content-type:/i.test(line)) ? [] : ['Content-Type: application/json'];
    const lines = [...own, `Content-Length: ${Buffer.byteLength(body)}`, ...headers, 'Connection: close'];
    this.write(`HTTP/1.1 ${status}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}`);
    this.socket.end();
  }

  /** Says goodbye once; the socket ends with the client's answer, or a second later. */
  close(code: number, reason: Uint8Array | string = ''): void {
    if (this.closeSent) return;
    this.sendClose(closeBody(code, reason));
    void this.pause(1000).then(() => this.socket.end());
  }

  /** A close frame that holds just this, and no end of the socket before the client's. */
  sendClose(body: Uint8Array): void {
    this.closeSent = true;
    this.send(frame(op.close, body));
  }

  /** A whole message of zeros, `mb` MiB when inflated. */
  sendBomb(mb: number): void {
    const packed = deflateRawSync(Buffer.alloc(mb * 2 ** 20), { level: 9, finishFlush: zlib.Z_SYNC_FLUSH });
    this.send(frame(op.binary, packed.subarray(0, packed.length - 4), { rsv: 4 }));
  }

  /** What the client sent. True: a frame of text or bytes. */
  took({ opcode, body }: ClientFrame): boolean {
    if (opcode === op.close) this.clientCloses(body);
    else if (opcode === op.ping && this.answersPings) this.send(frame(op.pong, body));
    if (opcode >= 8) return false;
    this.frames++;
    this.wake(this.listening);
    this.onFrame(body);
    return true;
  }

  private clientCloses(body: Buffer): void {
    if (this.ignoresClose) return;
    if (!this.closeSent) this.send(frame(op.close, body));
    this.closeSent = true;
    this.socket.end();
  }
}
