import { base64Into, nativeBase64 } from './base64.ts';

/** Text and bytes one behind the other in one growing buffer: without a buffer for each, of which a flood would need a hundred thousand a second. */
const encoder = new TextEncoder();

export class ByteSink {
  length = 0;
  private buffer: Uint8Array<ArrayBuffer>;

  /** `room`: bytes it holds before it has to grow. */
  constructor(room = 1024) {
    this.buffer = new Uint8Array(Math.max(16, room));
  }

  /** Adds text as UTF-8; lone surrogates become U+FFFD. */
  addText(text: string): void {
    // The most that UTF-16 takes in UTF-8.
    this.reserve(text.length * 3);
    this.length += encoder.encodeInto(text, this.buffer.subarray(this.length)).written;
  }

  addBytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Adds bytes as standard base64 with padding. */
  addBase64(bytes: Uint8Array): void {
    const size = Math.ceil(bytes.length / 3) * 4;
    this.reserve(size);
    // The platform's own writes a string, which is quicker all the same.
    if (nativeBase64 === undefined) base64Into(bytes, this.buffer, this.length);
    else encoder.encodeInto(nativeBase64.call(bytes), this.buffer.subarray(this.length));
    this.length += size;
  }

  /** Takes what stands behind the first `length` bytes back. */
  cut(length: number): void {
    this.length = Math.min(this.length, length);
  }

  /** What was added from `from` on, as it stands: good until the next addition. */
  view(from = 0): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(from, this.length);
  }

  /** All that was added, for keeps. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }

  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.view());
    this.buffer = grown;
  }
}
