/** Cuts bytes into Ogg pages (RFC 3533), checks their checksum, and finds the next page after damage. */
import { byteQueue } from './byte-queue.ts';
import type { Framer, StreamNote } from './framer.ts';
import { oggCrc } from './ogg-crc.ts';

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
      const bytes = queue.copy(0, length);
      const start = queue.start;
      const view = new DataView(bytes.buffer);
      if (view.getUint32(22, true) !== oggCrc(bytes)) {
        const detail = `the checksum of page ${view.getUint32(18, true)} does not fit its ${length} bytes`;
        closeJunk();
        items.push({ kind: 'note', code: 'bad_crc', start, end: start + length, detail });
        skip(4);
        continue;
      }
      closeJunk();
      items.push(pageOf(bytes, view, start));
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

function pageOf(bytes: Uint8Array, view: DataView, start: number): OggPage {
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
