/** What a server of each dialect says, as frames. Written without the product's own encoders: a hostile server knows none of them. */
import { frame, op } from './wire.ts';

export type Speech = {
  /** What comes before anything was asked for. */
  hello: Buffer[];
  audio(bytes: Uint8Array, time?: number): Buffer[];
  log(says: string): Buffer[];
  /** `stop` ends in order; any other reason is an error. */
  finish(reason?: string): Buffer[];
};

export type DialectName = 'fish' | 'fishspeech';

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  const { length } = bytes;
  const head = length < 32 ? [0xa0 | length] : length < 256 ? [0xd9, length] : [0xda, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** A MessagePack `bin 32`; `claim`: the length it tells. */
export function bin32(bytes: Uint8Array, claim = bytes.length): Buffer {
  const head = Buffer.alloc(5);
  head[0] = 0xc6;
  head.writeUInt32BE(claim, 1);
  return Buffer.concat([head, bytes]);
}

function float(number: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xcb;
  bytes.writeDoubleBE(number, 1);
  return bytes;
}

/** A MessagePack map of names and values in turn; bytes are values written already. */
export function map(...parts: (string | Buffer)[]): Buffer {
  const head = Buffer.from([0x80 | (parts.length / 2)]);
  return Buffer.concat([head, ...parts.map((part) => (typeof part === 'string' ? string(part) : part))]);
}

export function audioEvent(bytes: Uint8Array, time = 0): Buffer {
  return map('event', 'audio', 'audio', bin32(bytes), 'time', float(time));
}

/** A tone of 16-bit samples. */
export function pcm(ms: number, hz = 440, rate = 16_000): Buffer {
  const samples = Math.round((ms * rate) / 1000);
  const bytes = Buffer.alloc(samples * 2);
  for (let i = 0; i < samples; i++)
    bytes.writeInt16LE(Math.round(9000 * Math.sin((2 * Math.PI * hz * i) / rate)), i * 2);
  return bytes;
}

const json = (value: unknown) => frame(op.text, JSON.stringify(value));

export const speeches: Record<DialectName, Speech> = {
  fish: {
    hello: [],
    audio: (bytes, time) => [frame(op.binary, audioEvent(bytes, time))],
    log: (says) => [frame(op.binary, map('event', 'log', 'message', says))],
    finish: (reason = 'stop') => [frame(op.binary, map('event', 'finish', 'reason', reason))],
  },
  fishspeech: {
    hello: [
      json({ event: 'connected', message: 'WebSocket connection established' }),
      json({ event: 'ready', message: 'TTS service ready' }),
    ],
    audio: (bytes) => [json({ event: 'audio', format: 'wav', text: 'x' }), frame(op.binary, bytes)],
    log: (says) => [json({ event: 'processing', text: says })],
    finish: (reason = 'stop') => [
      json(reason === 'stop' ? { event: 'done', text: 'x' } : { event: 'error', message: reason }),
    ],
  },
};
