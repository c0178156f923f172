/** Reads a RIFF / WAVE header that may arrive in pieces and may lie about sizes, then passes the samples on. */
import { grouped } from '../bytes/quantity.ts';
import { byteQueue } from './byte-queue.ts';
import type { Framer, StreamNote } from './framer.ts';

export type WavHeader = {
  sampleRateHz: number;
  channels: number;
  bitsPerSample: number;
  /** Integer samples (format 1) or IEEE floats (format 3). */
  float: boolean;
  /** What the data chunk claims; null when it is a placeholder: the byte count is the truth then. */
  dataBytes: number | null;
};

export type WavItem =
  | { kind: 'header'; start: number; end: number; header: WavHeader }
  /** Whole sample frames, cut nowhere inside a sample. */
  | { kind: 'samples'; start: number; end: number; bytes: Uint8Array<ArrayBuffer> }
  | StreamNote;

/** A header of speech has 44 bytes, or a few hundred with LIST chunks. */
const largestChunkBytes = 1 << 20;

/**
 * A wav framer. Data sizes of 0, 0xFFFFFFFF and of 0xFFFFFF00 and up (what streaming services write, protocol row A54)
 * are placeholders. Bytes beyond a true data size are not played but noted. Anything that is no playable wav ends in a note.
 */
export function wavFramer(): Framer<WavItem> {
  const queue = byteQueue();
  let state: 'riff' | 'chunk' | 'data' | 'after' | 'dead' = 'riff';
  let format: Omit<WavHeader, 'dataBytes'> | null = null;
  let skip = 0;
  let left = Number.POSITIVE_INFINITY;
  let items: WavItem[] = [];
  let after = 0;

  const die = (detail: string) => {
    items.push({ kind: 'note', code: 'unsupported', start: queue.start, end: queue.start + queue.length, detail });
    state = 'dead';
  };
  const u16 = (i: number) => queue.at(i) | (queue.at(i + 1) << 8);
  const u32 = (i: number) => u16(i) + u16(i + 2) * 65536;

  const readFormat = (size: number): void => {
    const extensible = u16(8) === 0xfffe && size >= 26;
    const tag = extensible ? u16(8 + 24) : u16(8);
    const found = { channels: u16(10), sampleRateHz: u32(12), bitsPerSample: u16(22), float: tag === 3 };
    const widths = tag === 3 ? [32] : tag === 1 ? [8, 16, 24, 32] : [];
    if (!widths.includes(found.bitsPerSample)) die(`wav format ${tag} with ${found.bitsPerSample} bits`);
    else if (found.channels < 1 || found.channels > 8) die(`${found.channels} channels`);
    else if (found.sampleRateHz < 1000 || found.sampleRateHz > 384000)
      die(`a rate of ${grouped(found.sampleRateHz)} Hz`);
    else format = found;
  };

  const readChunk = (): boolean => {
    if (queue.length < 8) return false;
    const size = u32(4);
    if (queue.isAt(0, 'data')) {
      if (format === null) {
        die('the samples come before their format');
        return true;
      }
      const placeholder = size === 0 || size >= 0xffffff00;
      const { start } = queue;
      items.push({
        kind: 'header',
        start: 0,
        end: start + 8,
        header: { ...format, dataBytes: placeholder ? null : size },
      });
      if (placeholder) {
        const detail = `the header claims ${size} bytes of samples; the bytes that come are counted instead`;
        items.push({ kind: 'note', code: 'placeholder_size', start: start + 4, end: start + 8, detail });
      } else left = size;
      queue.drop(8);
      state = 'data';
      return true;
    }
    if (size > largestChunkBytes) {
      die(`a chunk before the samples claims ${size} bytes`);
      return true;
    }
    const isFormat = queue.isAt(0, 'fmt ');
    if (isFormat && queue.length < 8 + Math.min(size, 40)) return false;
    if (isFormat && size < 16) die('the format chunk is too short');
    else if (isFormat) readFormat(size);
    queue.drop(8);
    skip = size + (size & 1);
    return true;
  };

  const readData = (): boolean => {
    const frame = format === null ? 2 : (format.channels * format.bitsPerSample) / 8;
    const room = Math.min(queue.length, left);
    const count = room - (room % frame);
    if (count > 0) {
      items.push({ kind: 'samples', start: queue.start, end: queue.start + count, bytes: queue.copy(0, count) });
      queue.drop(count);
      left -= count;
    }
    if (left >= frame) return false;
    queue.drop(Math.min(left, queue.length));
    state = 'after';
    return true;
  };

  const step = (): boolean => {
    if (skip > 0) {
      const now = Math.min(skip, queue.length);
      queue.drop(now);
      skip -= now;
      if (skip > 0) return false;
    }
    if (queue.length === 0) return false;
    if (state === 'riff') {
      if (queue.length < 12) return false;
      if (!queue.isAt(0, 'RIFF') || !queue.isAt(8, 'WAVE')) die('the bytes do not begin with RIFF and WAVE');
      else {
        queue.drop(12);
        state = 'chunk';
      }
      return true;
    }
    if (state === 'chunk') return readChunk();
    if (state === 'data') return readData();
    if (state === 'after') after += queue.length;
    queue.drop(queue.length);
    return false;
  };
  const drain = () => {
    const done = items;
    items = [];
    return done;
  };
  return {
    push(bytes) {
      queue.append(bytes);
      while (step());
      return drain();
    },
    end() {
      const { start, length } = queue;
      if (state !== 'dead' && state !== 'after' && length > 0) {
        const where = state === 'data' ? 'a sample' : 'the header';
        items.push({
          kind: 'note',
          code: 'truncated',
          start,
          end: start + length,
          detail: `the stream ends inside ${where}`,
        });
      }
      if (after > 0) {
        const detail = `${after} bytes follow the end that the header gives`;
        items.push({ kind: 'note', code: 'junk', start: start - after, end: start, detail });
      }
      return drain();
    },
  };
}
