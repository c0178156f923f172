/** Makes Ogg Opus pages for tests, every field at will. */
import { concatBytes } from '../../bytes/concat.ts';
import { oggCrc } from '../ogg-crc.ts';

export type PageFields = {
  packets?: Uint8Array[];
  /** Instead of `packets`: lacing and body as given, for packets that span pages. */
  lacing?: number[];
  body?: Uint8Array;
  flags?: number;
  granule?: number;
  serial?: number;
  sequence?: number;
};

export const continued = 1;
export const first = 2;
export const last = 4;

export function oggPage(fields: PageFields): Uint8Array {
  const packets = fields.packets ?? [];
  const laces = (length: number) => [...new Array<number>(Math.floor(length / 255)).fill(255), length % 255];
  const lacing = fields.lacing ?? packets.flatMap((packet) => laces(packet.length));
  const page = concatBytes([new Uint8Array(27), Uint8Array.from(lacing), fields.body ?? concatBytes(packets)]);
  const view = new DataView(page.buffer);
  page.set(new TextEncoder().encode('OggS'));
  view.setUint8(5, fields.flags ?? 0);
  view.setBigInt64(6, BigInt(fields.granule ?? 0), true);
  view.setUint32(14, fields.serial ?? 1, true);
  view.setUint32(18, fields.sequence ?? 0, true);
  view.setUint8(26, lacing.length);
  view.setUint32(22, oggCrc(page), true);
  return page;
}

/** The two header pages, sequence 0 and 1. */
export function opusHeaders(preSkip: number, serial = 1, mapping = 0): Uint8Array {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode('OpusHead'));
  const view = new DataView(head.buffer);
  head[8] = 1;
  head[9] = 1;
  view.setUint16(10, preSkip, true);
  view.setUint32(12, 48000, true);
  head[18] = mapping;
  const tags = concatBytes([new TextEncoder().encode('OpusTags'), new Uint8Array(8)]);
  return concatBytes([
    oggPage({ packets: [head], flags: first, serial }),
    oggPage({ packets: [tags], serial, sequence: 1 }),
  ]);
}

/** A 20 ms CELT packet of `length` bytes (960 samples); its sound does not matter. */
export const packet20ms = (length = 40) => Uint8Array.from({ length }, (_, i) => (i === 0 ? 0xf8 : i & 0xff));

/** One byte a packet, 60 ms of silence each: 255 packets on a page of 537 bytes. */
export function dtxBomb(pages: number): Uint8Array {
  const packets = Array.from({ length: 255 }, () => Uint8Array.of(0x18));
  const page = (i: number) => oggPage({ packets, sequence: i + 2, granule: (i + 1) * 255 * 2880 });
  return concatBytes([opusHeaders(312), ...Array.from({ length: pages }, (_, i) => page(i))]);
}
