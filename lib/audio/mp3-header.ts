/** The four bytes in front of every MPEG audio frame (ISO 11172-3 2.4.1.3, 13818-3). Layer III only: that is what mp3 means. */
export type Mp3Header = {
  /** 1, 2 or 2.5. */
  version: number;
  bitrateKbps: number;
  sampleRateHz: number;
  channels: 1 | 2;
  /** Samples per channel in the frame: 1152 or 576. */
  samples: number;
  /** Bytes of the whole frame, header and padding included. */
  sizeBytes: number;
  /** Where a Xing / Info tag would stand, from the frame's start. */
  tagAt: number;
};

const kbpsV1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const kbpsV2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const ratesV1 = [44100, 48000, 32000];

/** Reads the header `a b c d`; null when it is none. Free-format frames (no bitrate) are refused: their size is unknown. */
export function mp3Header(a: number, b: number, c: number, d: number): Mp3Header | null {
  if (a !== 0xff || (b & 0xe0) !== 0xe0) return null;
  const versionBits = (b >> 3) & 3;
  const layerBits = (b >> 1) & 3;
  const rate = ratesV1[(c >> 2) & 3];
  const bitrateKbps = (versionBits === 3 ? kbpsV1 : kbpsV2)[c >> 4];
  // 01: reserved version; layer III is 01; emphasis 10 is reserved.
  if (versionBits === 1 || layerBits !== 1 || !rate || !bitrateKbps || (d & 3) === 2) return null;
  const version = versionBits === 3 ? 1 : versionBits === 2 ? 2 : 2.5;
  const sampleRateHz = rate / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const channels = d >> 6 === 3 ? 1 : 2;
  const samples = version === 1 ? 1152 : 576;
  const sizeBytes = Math.floor((samples / 8) * ((bitrateKbps * 1000) / sampleRateHz)) + ((c >> 1) & 1);
  const crcBytes = (b & 1) === 0 ? 2 : 0;
  const sideBytes = version === 1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  return { version, bitrateKbps, sampleRateHz, channels, samples, sizeBytes, tagAt: 4 + crcBytes + sideBytes };
}

/** Whether two headers may stand in one stream: bitrate and channel mode may vary, version and rate may not. */
export function sameMp3Stream(a: Mp3Header, b: Mp3Header): boolean {
  return a.version === b.version && a.sampleRateHz === b.sampleRateHz;
}
