/** What an Opus packet says of itself before it is decoded (RFC 6716 section 3), and the header of an Ogg Opus stream (RFC 7845). */

/** Samples at 48 kHz in the packet; 0 when it is none (empty, more than 120 ms, or its count is missing). */
export function opusSamples(packet: Uint8Array): number {
  const toc = packet[0];
  if (toc === undefined) return 0;
  const config = toc >> 3;
  let frame: number;
  if (config < 12) frame = [480, 960, 1920, 2880][config & 3] ?? 0;
  else if (config < 16) frame = [480, 960][config & 1] ?? 0;
  else frame = [120, 240, 480, 960][config & 3] ?? 0;
  const code = toc & 3;
  const count = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0x3f;
  const samples = frame * count;
  return samples > 5760 ? 0 : samples;
}

export type OpusHead = { channels: number; preSkip: number; inputSampleRateHz: number; mapping: number };

/** Reads the identification header; null when the packet is none, or of a future, incompatible version. */
export function opusHead(packet: Uint8Array): OpusHead | null {
  if (packet.length < 19 || !startsWith(packet, 'OpusHead') || (packet[8] ?? 0) >= 16) return null;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  return {
    channels: view.getUint8(9),
    preSkip: view.getUint16(10, true),
    inputSampleRateHz: view.getUint32(12, true),
    mapping: view.getUint8(18),
  };
}

export function isOpusTags(packet: Uint8Array): boolean {
  return startsWith(packet, 'OpusTags');
}

function startsWith(bytes: Uint8Array, ascii: string): boolean {
  for (let i = 0; i < ascii.length; i++) if (bytes[i] !== ascii.charCodeAt(i)) return false;
  return true;
}
