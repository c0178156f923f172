/** Cuts an mp3 stream into tags, frames and junk, whatever the pieces it comes in. */
import { grouped } from '../bytes/quantity.ts';
import { type ByteQueue, byteQueue } from './byte-queue.ts';
import type { Framer, NoteCode, StreamNote } from './framer.ts';
import { type Mp3Header, mp3Header, sameMp3Stream } from './mp3-header.ts';

export type Mp3Item =
  /** An ID3 tag. `end` is what it claims; its bytes are skipped. */
  | { kind: 'tag'; what: 'ID3v2' | 'ID3v1'; start: number; end: number }
  /** A frame that carries a Xing, Info or VBRI table instead of sound. `startDelay`: samples a LAME tag says to skip. */
  | { kind: 'info'; start: number; end: number; header: Mp3Header; startDelay: number }
  | { kind: 'frame'; start: number; end: number; header: Mp3Header; bytes: Uint8Array<ArrayBuffer> }
  | StreamNote;

/** A tag of speech holds a few hundred bytes; one that claims more than this would swallow the sound behind it. */
const largestTagBytes = 1 << 20;
const none = new Uint8Array(0);
/** What every decoder adds to the encoder's delay (LAME tag specification). */
const decoderDelay = 529;

/**
 * An mp3 framer. A first frame, and one after junk, counts only when another fitting header follows it (or the stream ends
 * there), since eleven bits are quickly met by chance. Tags may come again, mid-stream; that is noted. Who only asks where frames
 * stand takes them without their bytes (`places`), which saves a copy of all sound.
 */
export function mp3Framer(want: 'bytes' | 'places' = 'bytes'): Framer<Mp3Item> {
  const queue = byteQueue();
  let items: Mp3Item[] = [];
  let skip = 0;
  let searched = 0;
  let last: Mp3Header | null = null;
  let synced = false;
  let tags = 0;
  let frames = 0;
  let ended = false;

  const note = (code: NoteCode, start: number, end: number, detail: string) =>
    items.push({ kind: 'note', code, start, end, detail });
  const headerAt = (i: number) => mp3Header(queue.at(i), queue.at(i + 1), queue.at(i + 2), queue.at(i + 3));
  const closeJunk = () => {
    if (searched === 0) return;
    note('junk', queue.start, queue.start + searched, `${searched} bytes that belong to no mp3 frame`);
    queue.drop(searched);
    searched = 0;
  };

  /** 'more': wait for bytes; 'yes': something was taken; 'no': nothing of the kind stands here. */
  const takeTag = (): 'more' | 'yes' | 'no' => {
    const at = searched;
    const couldGrow = !ended && queue.length - at < 10;
    const v2 = startsLike(queue, at, 'ID3');
    if (v2 === 'yes' && !couldGrow) {
      const size = synchsafe(queue, at + 6);
      if (queue.length - at < 10 || size === null || queue.at(at + 3) === 0xff) return 'no';
      closeJunk();
      const footer = (queue.at(5) & 0x10) !== 0 ? 10 : 0;
      const start = queue.start;
      if (tags + frames > 0)
        note('repeated_header', start, start + 10, 'an ID3 tag stands in the middle of the stream');
      tags++;
      if (size + footer > largestTagBytes) {
        note('lying_tag', start, start + 10, `an ID3 tag claims ${size} bytes; only its header is skipped`);
        items.push({ kind: 'tag', what: 'ID3v2', start, end: start + 10 });
        skip = 10;
        synced = false;
        return 'yes';
      }
      items.push({ kind: 'tag', what: 'ID3v2', start, end: start + 10 + size + footer });
      skip = 10 + size + footer;
      return 'yes';
    }
    // The tag of the first generation: 128 bytes at the very end of a file; only believed where a frame was due.
    const v1 = synced ? startsLike(queue, at, 'TAG') : 'no';
    if (v1 === 'yes' && queue.length - at >= 128) {
      const start = queue.start;
      items.push({ kind: 'tag', what: 'ID3v1', start, end: start + 128 });
      skip = 128;
      return 'yes';
    }
    if (v1 === 'yes' && ended) return 'no';
    return !ended && (v1 !== 'no' || v2 === 'maybe' || (v2 === 'yes' && couldGrow)) ? 'more' : 'no';
  };

  const takeFrame = (): 'more' | 'yes' | 'no' => {
    const at = searched;
    if (queue.length - at < 4) return ended ? 'no' : 'more';
    const header = headerAt(at);
    if (header === null) return 'no';
    const room = queue.length - at;
    const fits = last !== null && sameMp3Stream(last, header);
    if (!(synced && fits)) {
      if (room < header.sizeBytes + 4 && !ended) return 'more';
      if (room < header.sizeBytes) return 'no';
      const next = headerAt(at + header.sizeBytes);
      const atEnd = room === header.sizeBytes;
      const followed = atEnd || (next !== null && sameMp3Stream(header, next)) || isTagAt(queue, at + header.sizeBytes);
      if (!followed) return 'no';
    } else if (room < header.sizeBytes) return ended ? 'no' : 'more';
    closeJunk();
    if (last !== null && !fits) {
      const words = `from ${grouped(last.sampleRateHz)} to ${grouped(header.sampleRateHz)} Hz`;
      note('format_change', queue.start, queue.start + 4, `the frames change ${words}`);
    }
    pushFrame(header);
    return 'yes';
  };

  const pushFrame = (header: Mp3Header) => {
    const start = queue.start;
    const end = start + header.sizeBytes;
    if (isInfo(queue, header)) {
      if (frames > 0) note('repeated_header', start, end, 'a Xing or Info frame stands in the middle of the stream');
      items.push({ kind: 'info', start, end, header, startDelay: frames === 0 ? lameDelay(queue, header) : 0 });
    } else
      items.push({
        kind: 'frame',
        start,
        end,
        header,
        bytes: want === 'bytes' ? queue.copy(0, header.sizeBytes) : none,
      });
    frames++;
    queue.drop(header.sizeBytes);
    synced = true;
    last = header;
  };

  const work = () => {
    for (;;) {
      if (skip > 0) {
        const now = Math.min(skip, queue.length);
        queue.drop(now);
        skip -= now;
        if (skip > 0) return;
      }
      if (queue.length <= searched) return;
      const tag = takeTag();
      if (tag === 'more') return;
      if (tag === 'yes') continue;
      const frame = takeFrame();
      if (frame === 'more') return;
      if (frame === 'yes') continue;
      synced = false;
      searched++;
      // Long junk is told in pieces, so that the queue stays small.
      if (searched >= 65536) closeJunk();
    }
  };

  const drain = () => {
    const done = items;
    items = [];
    return done;
  };
  return {
    push(bytes) {
      queue.append(bytes);
      work();
      return drain();
    },
    end() {
      if (ended) return [];
      const cutFrame = synced && searched === 0 && queue.length >= 4 && headerAt(0) !== null;
      ended = true;
      if (cutFrame && queue.length < (headerAt(0)?.sizeBytes ?? 0)) {
        const { start, length } = queue;
        note('truncated', start, start + length, `the stream ends ${length} bytes into a frame`);
        queue.drop(length);
      }
      work();
      closeJunk();
      if (skip > 0)
        note('truncated', queue.start, queue.start, `the stream ends inside a tag: ${skip} bytes are missing`);
      skip = 0;
      return drain();
    },
  };
}

/** 'maybe': what is held is a proper beginning of `ascii`. */
function startsLike(queue: ByteQueue, at: number, ascii: string): 'yes' | 'maybe' | 'no' {
  const held = Math.min(ascii.length, queue.length - at);
  if (!queue.isAt(at, ascii.slice(0, held))) return 'no';
  return held === ascii.length ? 'yes' : 'maybe';
}

function isTagAt(queue: ByteQueue, at: number): boolean {
  return queue.isAt(at, 'TAG') || queue.isAt(at, 'ID3');
}

/** ID3v2 lengths: four bytes of seven bits; null when a high bit is set. */
function synchsafe(queue: ByteQueue, at: number): number | null {
  let size = 0;
  for (let i = 0; i < 4; i++) {
    const byte = queue.at(at + i);
    if (byte > 0x7f) return null;
    size = size * 128 + byte;
  }
  return size;
}

function isInfo(queue: ByteQueue, header: Mp3Header): boolean {
  return queue.isAt(header.tagAt, 'Xing') || queue.isAt(header.tagAt, 'Info') || queue.isAt(36, 'VBRI');
}

/** Samples to skip at the start, by a LAME tag inside the Xing table; 0 without one. */
function lameDelay(queue: ByteQueue, header: Mp3Header): number {
  if (queue.isAt(36, 'VBRI')) return 0;
  const flags = queue.at(header.tagAt + 7);
  let at = header.tagAt + 8;
  if ((flags & 1) !== 0) at += 4;
  if ((flags & 2) !== 0) at += 4;
  if ((flags & 4) !== 0) at += 100;
  if ((flags & 8) !== 0) at += 4;
  const known = queue.isAt(at, 'LAME') || queue.isAt(at, 'Lavc') || queue.isAt(at, 'Lavf');
  if (!known || at + 24 > header.sizeBytes) return 0;
  return ((queue.at(at + 21) << 4) | (queue.at(at + 22) >> 4)) + decoderDelay;
}
