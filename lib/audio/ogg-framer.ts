/** Takes Opus packets out of Ogg pages, with what is to be skipped at the start and cut at the end. */
import { concatBytes } from '../bytes/concat.ts';
import type { Span } from '../bytes/span.ts';
import type { Framer, NoteCode, StreamNote } from './framer.ts';
import { type OggPage, oggPageFramer } from './ogg-page.ts';
import { isOpusTags, type OpusHead, opusHead, opusSamples } from './opus-packet.ts';

export type OggItem =
  | OggPage
  /** A stream begins: the decoder starts afresh and skips `preSkip` samples. */
  | { kind: 'head'; start: number; end: number; head: OpusHead }
  | { kind: 'tags'; start: number; end: number; bytes: Uint8Array }
  /**
   * One packet. `samples` at 48 kHz as it says itself; `keep` is how many of them the end of the stream leaves
   * (fewer than `samples` only on the last page). `start` is where its bytes begin, `end` that and their count; `parts` are where they
   * lie when the packet goes on over pages, else null.
   */
  | {
      kind: 'packet';
      start: number;
      end: number;
      bytes: Uint8Array;
      samples: number;
      keep: number;
      parts: Span[] | null;
    }
  | StreamNote;

/** libopus reads 1275 bytes a frame and 48 frames a packet at most. */
const largestPacketBytes = 61298;

type Part = { bytes: Uint8Array; start: number; parts: Span[] | null };

/** An Ogg Opus framer. Chained streams are followed; other codecs and damaged pages are noted and skipped. */
export function oggFramer(): Framer<OggItem> {
  const pages = oggPageFramer();
  let serial: number | null = null;
  let sequence = -1;
  let expects: 'head' | 'tags' | 'audio' = 'head';
  let streams = 0;
  let preSkip = 0;
  /** Granule at which this stream's samples begin (a stream cut out of a longer one does not begin at 0); null: not known yet. */
  let origin: number | null = null;
  /** Samples in the packets so far, pre-skip included. */
  let total = 0;
  let parts: { bytes: Uint8Array; start: number }[] = [];
  let partBytes = 0;
  const foreign = new Set<number>();

  const reset = () => {
    parts = [];
    partBytes = 0;
  };

  const readPage = (page: OggPage, out: OggItem[]) => {
    const note = (code: NoteCode, detail: string) =>
      out.push({ kind: 'note', code, start: page.start, end: page.end, detail });
    out.push(page);
    if (page.first && opusHead(page.body) !== null) {
      if (streams > 0) note('repeated_header', 'an Ogg Opus stream begins again');
      streams++;
      serial = page.serial;
      expects = 'head';
      origin = null;
      total = 0;
      reset();
    } else if (page.serial !== serial) {
      if (!foreign.has(page.serial) && foreign.size < 32) {
        foreign.add(page.serial);
        note('not_opus', `Ogg stream ${page.serial} does not begin with an Opus header`);
      }
      return;
    } else if (page.sequence !== sequence + 1) {
      note('sequence_gap', `page ${page.sequence} follows page ${sequence}`);
      reset();
      // What was lost cannot be counted: the end is told by the granule again.
      origin = null;
    }
    sequence = page.sequence;
    const whole = packetsOf(page, note);
    if (expects === 'audio') setOrigin(page, whole);
    const before = total;
    const from = out.length;
    for (const packet of whole) emit(packet, note, out);
    if (page.last && expects === 'audio') trimEnd(page, before, out, from, note);
  };

  /** The packets that end on this page. */
  const packetsOf = (page: OggPage, note: (code: NoteCode, detail: string) => void): Part[] => {
    const whole: Part[] = [];
    const bodyAt = page.end - page.body.length;
    let skipping = page.continued && parts.length === 0;
    if (!page.continued && parts.length > 0) {
      note('truncated', 'a packet breaks off at the end of the page before');
      reset();
    }
    let at = 0;
    let from = 0;
    for (const lace of page.lacing) {
      at += lace;
      if (lace === 255) continue;
      if (!skipping) whole.push(join(page.body.subarray(from, at), bodyAt + from));
      skipping = false;
      reset();
      from = at;
    }
    if (at > from && !skipping) {
      partBytes += at - from;
      if (partBytes <= largestPacketBytes) parts.push({ bytes: page.body.subarray(from, at), start: bodyAt + from });
      else {
        note('oversized_packet', `a packet of more than ${largestPacketBytes} bytes`);
        reset();
      }
    }
    return whole;
  };
  const join = (rest: Uint8Array, start: number): Part => {
    if (parts.length === 0) return { bytes: rest, start, parts: null };
    const all = [...parts, { bytes: rest, start }];
    const spans = all.map((part) => ({ start: part.start, end: part.start + part.bytes.length }));
    return { bytes: concatBytes(all.map((part) => part.bytes)), start: spans[0]?.start ?? start, parts: spans };
  };

  const setOrigin = (page: OggPage, whole: Part[]) => {
    if (origin !== null || page.granule < 0 || whole.length === 0) return;
    const here = whole.reduce((sum, part) => sum + opusSamples(part.bytes), 0);
    // On a last page the granule may be smaller than what was decoded: that is the end trim, not an offset.
    origin = page.last && page.granule < total + here ? 0 : Math.max(0, page.granule - total - here);
  };

  const emit = (packet: Part, note: (code: NoteCode, detail: string) => void, out: OggItem[]) => {
    const span = { start: packet.start, end: packet.start + packet.bytes.length };
    if (expects === 'head') {
      const head = opusHead(packet.bytes);
      if (head === null) return;
      preSkip = head.preSkip;
      out.push({ kind: 'head', ...span, head });
      expects = 'tags';
    } else if (expects === 'tags' && isOpusTags(packet.bytes)) {
      out.push({ kind: 'tags', ...span, bytes: packet.bytes });
      expects = 'audio';
    } else {
      expects = 'audio';
      const samples = opusSamples(packet.bytes);
      if (samples === 0) note('codec_error', `a packet of ${packet.bytes.length} bytes is not an Opus packet`);
      else out.push({ kind: 'packet', ...span, bytes: packet.bytes, samples, keep: samples, parts: packet.parts });
      total += samples;
    }
  };

  /** RFC 7845 section 4.4: the last page's granule says where the sound ends. Never cuts more than that page brought. */
  const trimEnd = (
    page: OggPage,
    before: number,
    out: OggItem[],
    from: number,
    note: (code: NoteCode, detail: string) => void,
  ) => {
    if (page.granule < 0) return;
    let extra = total - Math.max(page.granule - (origin ?? 0), preSkip);
    if (extra > total - before) {
      note('truncated', 'the last granule lies before the last page: the end is not trimmed');
      return;
    }
    for (let i = out.length - 1; i >= from && extra > 0; i--) {
      const item = out[i];
      if (item?.kind !== 'packet') continue;
      const cut = Math.min(extra, item.keep);
      item.keep -= cut;
      extra -= cut;
    }
  };

  const read = (items: (OggPage | StreamNote)[]): OggItem[] => {
    const out: OggItem[] = [];
    for (const item of items) {
      if (item.kind === 'page') readPage(item, out);
      else out.push(item);
    }
    return out;
  };
  return { push: (bytes) => read(pages.push(bytes)), end: () => read(pages.end()) };
}
