/** Two ends of an in-process connection: what is written to one is read from the other, with back-pressure both ways. */
import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

class End extends Duplex {
  other: End | null = null;
  /** A write the other side has not asked for yet. */
  private waiting: Done | null = null;

  override _read(): void {
    this.other?.letGo();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    // A copy: the writer may reuse its buffer, and the reader may write to it.
    this.carry(Buffer.from(chunk), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.carry(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  /** As with a socket, nothing is read, let alone answered, while it is still being written. */
  private carry(bytes: Buffer, done: Done): void {
    process.nextTick(() => {
      const { other } = this;
      if (other === null) done(failure('EPIPE'));
      else if (other.push(bytes)) done();
      else this.waiting = done;
    });
  }

  override _final(done: Done): void {
    this.other?.push(null);
    done();
  }

  /** As with TCP: ending in order is an end of file to the other side, ending with an error a reset. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { other } = this;
    this.other = null;
    done(error);
    if (other === null) return;
    other.other = null;
    process.nextTick(() => {
      other.letGo(failure('EPIPE'));
      if (error !== null) other.destroy(failure('ECONNRESET'));
      else if (!other.destroyed && !other.readableEnded) other.push(null);
    });
  }

  resetAndDestroy(): this {
    return this.destroy(failure('ECONNRESET'));
  }

  private letGo(error?: Error): void {
    const go = this.waiting;
    this.waiting = null;
    go?.(error);
  }

  // What HTTP servers and clients ask of a socket; a stream has neither timer nor Nagle's algorithm.
  readonly setTimeout = this.itself;
  readonly setNoDelay = this.itself;
  readonly setKeepAlive = this.itself;
  readonly ref = this.itself;
  readonly unref = this.itself;
  private itself(): this {
    return this;
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

export function streamPair(): [Duplex, Duplex] {
  const a = new End();
  const b = new End();
  a.other = b;
  b.other = a;
  return [a, b];
}
