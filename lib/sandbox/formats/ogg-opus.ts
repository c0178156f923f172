/** Opus packets into Ogg pages (RFC 3533, RFC 7845): one stream, mono, granules in samples of 48 kHz. */
import { concatBytes } from '../../bytes/concat.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';

const crcTable = Uint32Array.from({ length: 256 }, (_, i) => {
  let r = i << 24;
  for (let k = 0; k < 8; k++) r = r & 0x80000000 ? (r << 1) ^ 0x04c11db7 : r << 1;
  return r >>> 0;
});

/** The checksum of an Ogg page whose own checksum field is zero. */
export function oggCrc(page: Uint8Array): number {
  let crc = 0;
  for (const byte of page) crc = ((crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] as number)) >>> 0;
  return crc;
}

export type OggOpusMuxer = {
  /** The two header pages. */
  head(): Uint8Array;
  /** One page of whole packets; `granule`: samples of 48 kHz up to its end, pre-skip included. At most 255 lacing values. */
  page(packets: readonly Uint8Array[], granule: number, last: boolean): Uint8Array;
};

export function oggOpusMuxer(preSkip: number, inputRateHz: number, serial: number): OggOpusMuxer {
  let sequence = 0;

  const page = (packets: readonly Uint8Array[], granule: number, flags: number): Uint8Array => {
    const lacing: number[] = [];
    for (const packet of packets) {
      for (let left = packet.length; ; left -= 255) {
        lacing.push(Math.min(left, 255));
        if (left < 255) break;
      }
    }
    if (lacing.length > 255) throw new Error('an Ogg page holds at most 255 lacing values');
    const header = new Uint8Array(27 + lacing.length);
    const view = new DataView(header.buffer);
    header.set(encodeUtf8('OggS'));
    header[5] = flags;
    view.setBigUint64(6, BigInt(granule), true);
    view.setUint32(14, serial, true);
    view.setUint32(18, sequence++, true);
    header[26] = lacing.length;
    header.set(lacing, 27);
    const whole = concatBytes([header, ...packets]);
    new DataView(whole.buffer).setUint32(22, oggCrc(whole), true);
    return whole;
  };

  return {
    head() {
      const id = new Uint8Array(19);
      const view = new DataView(id.buffer);
      id.set(encodeUtf8('OpusHead'));
      id[8] = 1; // version
      id[9] = 1; // channels
      view.setUint16(10, preSkip, true);
      view.setUint32(12, inputRateHz, true);
      const vendor = encodeUtf8('wiretone sandbox');
      const tags = new Uint8Array(16 + vendor.length);
      tags.set(encodeUtf8('OpusTags'));
      new DataView(tags.buffer).setUint32(8, vendor.length, true);
      tags.set(vendor, 12); // then the number of comments, zero
      return concatBytes([page([id], 0, 2), page([tags], 0, 0)]);
    },
    page: (packets, granule, last) => page(packets, granule, last ? 4 : 0),
  };
}
