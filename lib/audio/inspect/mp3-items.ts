/** mp3 tags and frames as items (ISO 11172-3 2.4.1, 13818-3; ID3v2.4; the Xing and LAME tables by common use). */
import { counted, grouped } from '../../bytes/quantity.ts';
import type { Mp3Item } from '../mp3-framer.ts';
import type { Mp3Header } from '../mp3-header.ts';
import { type ContainerItem, itemField as field, type ItemField, milliseconds } from './container-item.ts';

const modes = ['stereo', 'joint stereo', 'two channels', 'mono'];

type Framed = Exclude<Mp3Item, { kind: 'note' }>;

/** `bytes` are the item's own, from its start; empty when no longer held. */
export function mp3Item(item: Framed, bytes: Uint8Array): ContainerItem {
  if (item.kind === 'tag') return tagItem(item, bytes);
  const { start, end, header } = item;
  const fields = bytes.length < 4 ? [] : headerFields(header, bytes, start);
  if (item.kind === 'info') {
    const table = tableFields(header, bytes, start, item.startDelay);
    const says = 'A frame without sound: it tells a player how long the stream is and what to skip.';
    return { kind: 'info', title: `${table.name} table`, says, start, end, fields: [...fields, ...table.fields] };
  }
  const { bitrateKbps, sampleRateHz, samples } = header;
  const title = `MPEG ${header.version} layer III, ${bitrateKbps} kbps, ${grouped(sampleRateHz)} Hz`;
  const back = reservoir(header, bytes);
  const says =
    back === 0
      ? `${milliseconds(samples, sampleRateHz)} of sound that can be decoded without the frames before.`
      : `${milliseconds(samples, sampleRateHz)} of sound; its data begins ${counted(back, 'byte')} back, in the frames before.`;
  return { kind: 'frame', title, says, start, end, fields };
}

/** main_data_begin: 9 bits behind the header (and its checksum) in MPEG 1, 8 bits in MPEG 2 and 2.5. */
function reservoir(header: Mp3Header, bytes: Uint8Array): number {
  const at = sideInfoAt(bytes);
  const first = bytes[at] ?? 0;
  return header.version === 1 ? (first << 1) | ((bytes[at + 1] ?? 0) >> 7) : first;
}

function sideInfoAt(bytes: Uint8Array): number {
  return ((bytes[1] ?? 0) & 1) === 0 ? 6 : 4;
}

function headerFields(header: Mp3Header, bytes: Uint8Array, start: number): ItemField[] {
  const [, b = 0, c = 0, d = 0] = bytes;
  const protectedFrame = (b & 1) === 0;
  const padded = ((c >> 1) & 1) === 1;
  const back = reservoir(header, bytes);
  const words = back === 0 ? 'This frame brings all of its own data.' : 'Bit reservoir: data kept in earlier frames.';
  return [
    field('sync', '0x7ff', start, 2, 'Eleven set bits begin every frame.'),
    field('version', `MPEG ${header.version}`, start + 1, 1),
    field('layer', 'III', start + 1, 1),
    field('protection', protectedFrame ? '16-bit checksum follows' : 'none', start + 1, 1),
    field('bitrate', `${header.bitrateKbps} kbps`, start + 2, 1),
    field('sample rate', `${grouped(header.sampleRateHz)} Hz`, start + 2, 1),
    field('padding', padded ? '1 byte' : 'none', start + 2, 1, 'Keeps the average bitrate exact.'),
    field('channels', modes[d >> 6] ?? '', start + 3, 1),
    field('main_data_begin', counted(back, 'byte'), start + sideInfoAt(bytes), header.version === 1 ? 2 : 1, words),
    field(
      'size',
      counted(header.sizeBytes, 'byte'),
      start,
      header.sizeBytes,
      'Follows from bitrate, rate and padding.',
    ),
    field('samples', header.samples, start, header.sizeBytes, milliseconds(header.samples, header.sampleRateHz)),
  ];
}

function tagItem(item: Extract<Framed, { kind: 'tag' }>, bytes: Uint8Array): ContainerItem {
  const { what, start, end } = item;
  const at = { kind: 'tag', title: `${what} tag`, start, end } as const;
  if (what === 'ID3v1') return { ...at, says: 'A tag of the first kind, at the end of a file; 128 bytes.', fields: [] };
  const size = end - start - 10;
  const says = size === 0 ? 'An empty tag: only its header.' : `${counted(size, 'byte')} of tag, skipped by players.`;
  if (bytes.length < 10) return { ...at, says, fields: [] };
  const fields = [
    field('magic', 'ID3', start, 3),
    field('version', `2.${bytes[3]}.${bytes[4]}`, start + 3, 2),
    field('flags', `0x${(bytes[5] ?? 0).toString(16).padStart(2, '0')}`, start + 5, 1),
    field('size', counted(size, 'byte'), start + 6, 4, 'Seven bits a byte; the header is not counted.'),
  ];
  return { ...at, says, fields };
}

function tableFields(
  header: Mp3Header,
  bytes: Uint8Array,
  start: number,
  startDelay: number,
): { name: string; fields: ItemField[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < header.tagAt + 8) return { name: 'Xing', fields: [] };
  if (name(36) === 'VBRI') return { name: 'VBRI', fields: [field('magic', 'VBRI', start + 36, 4)] };
  const magic = name(header.tagAt);
  const fields = [field('magic', magic, start + header.tagAt, 4)];
  const flags = view.getUint32(header.tagAt + 4);
  fields.push(
    field('flags', flags, start + header.tagAt + 4, 4, 'Which of frames, bytes, seek table, quality follow.'),
  );
  let at = header.tagAt + 8;
  for (const [bit, what, length] of [
    [1, 'frames', 4],
    [2, 'bytes', 4],
    [4, 'seek table', 100],
    [8, 'quality', 4],
  ] as const) {
    if ((flags & bit) === 0 || at + length > bytes.length) continue;
    fields.push(field(what, length === 4 ? grouped(view.getUint32(at)) : '100 points', start + at, length));
    at += length;
  }
  if (startDelay > 0 && at + 24 <= bytes.length) {
    const encoder = String.fromCharCode(...bytes.subarray(at, at + 9)).trim();
    const says = 'Samples a player skips at the start, the decoder delay of 529 included.';
    fields.push(field('encoder', encoder, start + at, 9), field('start delay', startDelay, start + at + 21, 2, says));
  }
  return { name: magic, fields };
}
