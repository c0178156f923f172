/** Opus packets to samples at 48 kHz: libopus as WebAssembly, on this thread. */
import { OpusDecoder } from 'opus-decoder';
import type { Codec } from './codec.ts';
import { mixToMono } from './mono.ts';

/** The decoder's input buffer for two channels; it throws on more. */
const largestPacketBytes = 7680;

/** Two channels always: libopus turns mono packets into two equal ones, and a chained stream may change its mind. */
export async function openOpusCodec(): Promise<Codec> {
  const decoder = new OpusDecoder({ channels: 2, streamCount: 1, coupledStreamCount: 1, channelMappingTable: [0, 1] });
  await decoder.ready;
  return {
    decode(packet) {
      if (packet.length > largestPacketBytes) return null;
      const { channelData, samplesDecoded } = decoder.decodeFrame(packet);
      return samplesDecoded === 0 ? null : mixToMono(channelData);
    },
    free: () => decoder.free(),
  };
}
