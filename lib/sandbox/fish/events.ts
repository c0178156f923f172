/** What the Fish Audio sandbox says (protocol notes A4). Key order as the documents print it. */
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { Piece } from '../speech-plan.ts';
import type { Stamp } from './stamps.ts';

/** `time` in planned milliseconds since the session's start; left out with the switch `time=off`. */
export function audioEvent(piece: Piece, time: boolean): Uint8Array {
  return encodeMsgpack({ event: 'audio', audio: piece.bytes, ...(time ? { time: piece.timeMs } : {}) });
}

export function finishEvent(timeMs: number, time: boolean): Uint8Array {
  return encodeMsgpack({ event: 'finish', reason: 'stop', ...(time ? { time: timeMs } : {}) });
}

export function failedEvent(message: string): Uint8Array {
  return encodeMsgpack({ event: 'finish', reason: 'error', message });
}

/** The same on the path with timestamps. */
export function stampedAudioEvent(audio: Uint8Array, stamp: Stamp, timeMs: number, time: boolean): Uint8Array {
  return encodeMsgpack({ event: 'audio', audio, ...stamp, ...(time ? { time: timeMs } : {}) });
}

export function errorEvent(error: string): Uint8Array {
  return encodeMsgpack({ event: 'error', error });
}

export function crowdedEvent(maxConcurrency: number): Uint8Array {
  return encodeMsgpack({ event: 'error', error: 'Concurrency limit exceeded', max_concurrency: maxConcurrency });
}

export function logEvent(message: string): Uint8Array {
  return encodeMsgpack({ event: 'log', message });
}

// {event: "log", message: ...} up to the header of the message's string.
const logHead = Uint8Array.of(
  0x82,
  ...[0xa5, 0x65, 0x76, 0x65, 0x6e, 0x74],
  ...[0xa3, 0x6c, 0x6f, 0x67],
  ...[0xa7, 0x6d, 0x65, 0x73, 0x73, 0x61, 0x67, 0x65],
);

/** A `log` event of exactly `bytes` bytes (64 or more); `text(length)` fills it. Where no shortest form fits, the next longer one does. */
export function logEventOf(bytes: number, text: (length: number) => Uint8Array): Uint8Array {
  const room = bytes - logHead.length;
  const header = stringHeader(room);
  const frame = new Uint8Array(bytes);
  frame.set(logHead);
  frame.set(header, logHead.length);
  frame.set(text(room - header.length), logHead.length + header.length);
  return frame;
}

/** The string header that, with its payload, takes `room` bytes. */
function stringHeader(room: number): number[] {
  if (room - 1 <= 31) return [0xa0 | (room - 1)];
  if (room - 2 <= 0xff) return [0xd9, room - 2];
  if (room - 3 <= 0xffff) return [0xda, (room - 3) >> 8, (room - 3) & 0xff];
  const length = room - 5;
  return [0xdb, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}
