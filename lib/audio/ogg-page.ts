/** Cuts bytes into Ogg pages (RFC 3533), checks their checksum, and finds the next page after damage. */
import { byteQueue } from './byte-queue.ts';
import type { Framer, StreamNote } from './framer.ts';
import { oggCrc } from './ogg-crc.ts';
import { type OverlapCrc, overlapCrc } from './ogg-overlap-crc.ts';

export type OggPage = {
  kind: 'page';
  start: number;
  end: number;
  /** The page begins with the rest of a packet; it begins, ends its stream. */
  continued: boolean;
  first: boolean;
  last: boolean;
  /** Position after this page in the codec's own units (48 kHz samples for Opus); -1 when no packet ends here. */
  granule: number;
  serial: number;
  sequence: number;
  /** Lacing values: runs of 255 and one smaller value make a packet; a run that ends with 255 goes on in the next page. */
  lacing: Uint8Array;
  body: Uint8Array;
};

/** A page framer. A page with a bad checksum is noted and skipped, as libogg does: the search goes on behind its first bytes. */
export function oggPageFramer(): Framer<OggPage | StreamNote> {
  const queue = byteQueue();
  let items: (OggPage | StreamNote)[] = [];
  let junkFrom = -1;
  /** End of what pages that failed have claimed: a page that begins before it lies over one of them. */
  let claimed = 0;
  let overlaps: OverlapCrc | null = null;

  const closeJunk = () => {
    if (junkFrom >= 0 && queue.start > junkFrom) {
      const detail = `${queue.start - junkFrom} bytes that belong to no valid page`;
      items.push({ kind: 'note', code: 'junk', start: junkFrom, end: queue.start, detail });
    }
    junkFrom = -1;
  };
  const skip = (count: number) => {
    if (junkFrom < 0) junkFrom = queue.start;
    queue.drop(count);
  };
  /** Length of the page at the front, 0 when not all of it is there. */
  const pageLength = () => {
    const segments = queue.at(26);
    if (queue.length < 27 + segments) return 0;
    let length = 27 + segments;
    for (let i = 0; i < segments; i++) length += queue.at(27 + i);
    return queue.length < length ? 0 : length;
  };
  const littleEndian = (at: number) =>
    (queue.at(at) | (queue.at(at + 1) << 8) | (queue.at(at + 2) << 16) | (queue.at(at + 3) << 24)) >>> 0;
  /** `bytes`: the page itself, where it lies over no other one. */
  const isSound = (length: number, bytes: Uint8Array | null) => {
    const { start } = queue;
    const stored = littleEndian(22);
    if (bytes !== null) return stored === oggCrc(bytes);
    overlaps ??= overlapCrc();
    const field = queue.at(22) * 0x1000000 + ((queue.at(23) << 16) | (queue.at(24) << 8) | queue.at(25));
    return stored === overlaps.of(start, length, field, (offset) => queue.at(offset - start));
  };
  const work = (ended: boolean) => {
    while (queue.length > 0) {
      const held = Math.min(4, queue.length);
      if (!queue.isAt(0, 'OggS'.slice(0, held))) {
        skip(1);
        continue;
      }
      if (queue.length < 27 && !ended) return;
      if (queue.length >= 5 && queue.at(4) !== 0) {
        skip(4);
        continue;
      }
      const length = queue.length < 27 ? 0 : pageLength();
      if (length === 0) {
        if (!ended) return;
        const { start, length: rest } = queue;
        closeJunk();
        const detail = `the stream ends ${rest} bytes into a page`;
        items.push({ kind: 'note', code: 'truncated', start, end: start + rest, detail });
        // A damaged length may have swallowed good pages: look behind it.
        skip(Math.min(4, queue.length));
        continue;
      }
      const { start } = queue;
      const bytes = start < claimed ? null : queue.copy(0, length);
      if (!isSound(length, bytes)) {
        const detail = `the checksum of page ${littleEndian(18)} does not fit its ${length} bytes`;
        claimed = Math.max(claimed, start + length);
        closeJunk();
        items.push({ kind: 'note', code: 'bad_crc', start, end: start + length, detail });
        skip(4);
        continue;
      }
      closeJunk();
      items.push(pageOf(bytes ?? queue.copy(0, length), start));
      queue.drop(length);
    }
    if (ended) closeJunk();
  };
  const drain = () => {
    const done = items;
    items = [];
    return done;
  };
  return {
    push(bytes) {
      queue.append(bytes);
      work(false);
      return drain();
    },
    end() {
      work(true);
      return drain();
    },
  };
}

function pageOf(bytes: Uint8Array<ArrayBuffer>, start: number): OggPage {
  const view = new DataView(bytes.buffer);
  const flags = view.getUint8(5);
  const segments = view.getUint8(26);
  return {
    kind: 'page',
    start,
    end: start + bytes.length,
    continued: (flags & 1) !== 0,
    first: (flags & 2) !== 0,
    last: (flags & 4) !== 0,
    // Beyond 2^53 only a lie can stand; the loss of precision harms nobody.
    granule: Number(view.getBigInt64(6, true)),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    lacing: bytes.subarray(27, 27 + segments),
    body: bytes.subarray(27 + segments),
  };
}
