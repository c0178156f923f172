/** Opus packets to samples at 48 kHz: libopus as WebAssembly, on this thread. */
import { OpusDecoder } from 'opus-decoder';
import type { Codec } from './codec.ts';
import { mixToMono } from './mono.ts';
import { restartingCodec } from './restarting-codec.ts';

/** The decoder's input buffer for one channel; it throws on more. */
const largestPacketBytes = 3840;

/**
 * One channel always: libopus mixes stereo packets down itself. With two channels opus-decoder 0.7.12 traps on one
 * random packet in forty (division by zero, access out of bounds) and is dead afterwards; with one, on none in 200,000.
 */
export function openOpusCodec(): Promise<Codec> {
  return restartingCodec(async () => {
    const decoder = new OpusDecoder({ channels: 1, streamCount: 1, coupledStreamCount: 0, channelMappingTable: [0] });
    await decoder.ready;
    return {
      decode(packet) {
        if (packet.length > largestPacketBytes) return null;
        const { channelData, samplesDecoded } = decoder.decodeFrame(packet);
        return samplesDecoded === 0 ? null : mixToMono(channelData);
      },
      free: () => decoder.free(),
    };
  });
}
