/** Ogg pages, Opus headers and packets as items (RFC 3533 section 6, RFC 7845 section 5, RFC 6716 section 3). */
import { counted, grouped } from '../../bytes/quantity.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { oggCrc } from '../ogg-crc.ts';
import type { OggItem } from '../ogg-framer.ts';
import type { OggPage } from '../ogg-page.ts';
import { type ContainerItem, itemField as field, type ItemField, milliseconds, seconds } from './container-item.ts';
import { opusTocWords } from './opus-toc.ts';

/** Comments listed; the rest is counted. */
const mostComments = 20;

type Framed = Exclude<OggItem, { kind: 'note' }>;

/** `bytes` are the item's own as they stand in the stream; empty when no longer held. */
export function oggItem(item: Framed, bytes: Uint8Array): ContainerItem {
  if (item.kind === 'page') return pageItem(item, bytes);
  const { start, end } = item;
  if (item.kind === 'head') return headItem(item);
  if (item.kind === 'tags') {
    const { vendor, fields } = comments(item.bytes, start);
    return { kind: 'tags', title: 'OpusTags', says: `Written by ${vendor}.`, start, end, fields };
  }
  const toc = opusTocWords(item.bytes[0] ?? 0);
  const title = `Opus packet, ${milliseconds(item.samples, 48000)}, ${toc.mode} ${toc.bandwidth}`;
  const trimmed = item.samples - item.keep;
  const says =
    trimmed === 0
      ? `${counted(item.bytes.length, 'byte')} that last ${milliseconds(item.samples, 48000)}.`
      : `The last granule cuts ${grouped(trimmed)} of its ${grouped(item.samples)} samples off.`;
  const fields = [
    field('mode', toc.mode, start, 1),
    field('bandwidth', toc.bandwidth, start, 1),
    field('frame', `${toc.frameMs} ms`, start, 1),
    field('channels', toc.stereo ? 'stereo' : 'mono', start, 1),
    field('frames', item.samples / (toc.frameMs * 48), start, 1),
    field('samples', grouped(item.samples), start, end - start, 'At 48 kHz, as Opus always counts.'),
  ];
  return { kind: 'packet', title, says, start, end, fields };
}

/** A page that failed its checksum: its fields as they stand, none of them to be trusted. Null when it is no page at all. */
export function badPageItem(bytes: Uint8Array, start: number, end: number, detail: string): ContainerItem | null {
  if (bytes.length < 27) return null;
  const says = `${detail}; players skip the page.`;
  const fields = pageFields(bytes, start);
  return { kind: 'damage', title: 'Ogg page with a wrong checksum', says, start, end, fields };
}

function pageItem(page: OggPage, bytes: Uint8Array): ContainerItem {
  const { start, end } = page;
  const words = [page.first && 'first', page.last && 'last', page.continued && 'continued'].filter(Boolean);
  const title = `Ogg page ${page.sequence}${words.length === 0 ? '' : ` (${words.join(', ')})`}`;
  const ending = page.lacing.filter((lace) => lace < 255).length;
  const reach = page.granule <= 0 ? '' : ` The stream reaches ${seconds(page.granule, 48000)} with it.`;
  const says = `${counted(ending, 'packet')} ${ending === 1 ? 'ends' : 'end'} here; the checksum fits.${reach}`;
  return { kind: 'page', title, says, start, end, fields: bytes.length < 27 ? [] : pageFields(bytes, start) };
}

function pageFields(bytes: Uint8Array, start: number): ItemField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const flags = view.getUint8(5);
  const names = ['continued packet', 'first page', 'last page'].filter((_, bit) => (flags & (1 << bit)) !== 0);
  const granule = view.getBigInt64(6, true);
  const stored = view.getUint32(22, true);
  const real = oggCrc(bytes);
  const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;
  const verdict = stored === real ? 'Fits the bytes of the page.' : `Wrong: the bytes of the page give ${hex(real)}.`;
  const granuleSays =
    granule === -1n ? 'No packet ends on this page.' : 'Samples at 48 kHz up to the end of this page.';
  const segments = view.getUint8(26);
  return [
    field('magic', 'OggS', start, 4),
    field('version', view.getUint8(4), start + 4, 1),
    field('flags', names.length === 0 ? 'none' : names.join(', '), start + 5, 1),
    field('granule', grouped(granule), start + 6, 8, granuleSays),
    field('serial', hex(view.getUint32(14, true)), start + 14, 4, 'Names the stream; a new one begins another.'),
    field('sequence', view.getUint32(18, true), start + 18, 4, 'Counts the pages of the stream.'),
    field('checksum', hex(stored), start + 22, 4, verdict),
    field('segments', segments, start + 26, 1),
    field('lacing', counted(segments, 'length'), start + 27, segments, 'A length below 255 ends a packet.'),
  ];
}

function headItem({ start, end, head }: Extract<Framed, { kind: 'head' }>): ContainerItem {
  const fields = [
    field('magic', 'OpusHead', start, 8),
    field('channels', head.channels, start + 9, 1),
    field('pre-skip', head.preSkip, start + 10, 2, `${milliseconds(head.preSkip, 48000)} to skip at the start.`),
    field(
      'input rate',
      `${grouped(head.inputSampleRateHz)} Hz`,
      start + 12,
      4,
      'Of the source; decoding is always 48 kHz.',
    ),
    field('mapping', head.mapping, start + 18, 1),
  ];
  const channels = head.channels === 1 ? 'mono' : `${head.channels} channels`;
  const says = `The stream begins: ${channels}, from a source of ${grouped(head.inputSampleRateHz)} Hz.`;
  return { kind: 'head', title: 'OpusHead', says, start, end, fields };
}

function comments(bytes: Uint8Array, start: number): { vendor: string; fields: ItemField[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields: ItemField[] = [field('magic', 'OpusTags', start, 8)];
  let at = 8;
  /** The next length-prefixed text; null when it runs past the packet. */
  const text = (): { value: string; from: number; length: number } | null => {
    if (at + 4 > bytes.length) return null;
    const length = view.getUint32(at, true);
    if (at + 4 + length > bytes.length) return null;
    const from = at;
    at += 4 + length;
    return { value: decodeUtf8(bytes, from + 4, at).text, from, length: 4 + length };
  };
  const vendor = text();
  if (vendor === null) return { vendor: 'nobody who says so', fields };
  fields.push(field('vendor', vendor.value, start + vendor.from, vendor.length));
  if (at + 4 <= bytes.length) {
    const count = view.getUint32(at, true);
    fields.push(field('comments', count, start + at, 4));
    at += 4;
    for (let i = 0; i < Math.min(count, mostComments); i++) {
      const one = text();
      if (one === null) break;
      fields.push(field(`comment ${i + 1}`, one.value, start + one.from, one.length));
    }
  }
  return { vendor: vendor.value === '' ? 'nobody who says so' : vendor.value, fields };
}
