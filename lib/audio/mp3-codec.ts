/** mp3 frames to samples: mpg123 as WebAssembly, on this thread (its worker variant would need blob: workers). */
import { MPEGDecoder } from 'mpg123-decoder';
import type { Codec } from './codec.ts';
import { mixToMono } from './mono.ts';
import { restartingCodec } from './restarting-codec.ts';

/**
 * Fed one whole, header-checked frame at a time, mpg123 answers each with exactly its samples (20,000 frames of random
 * content under valid headers did), so frames and samples can be matched. Its own gapless trimming is off: it believes
 * Xing tables.
 */
export function openMp3Codec(): Promise<Codec> {
  return restartingCodec(async () => {
    const decoder = new MPEGDecoder({ enableGapless: false });
    await decoder.ready;
    return {
      decode(frame) {
        const { channelData, samplesDecoded } = decoder.decode(frame);
        return samplesDecoded === 0 ? null : mixToMono(channelData);
      },
      free: () => decoder.free(),
    };
  });
}
