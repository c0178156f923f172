/** mp3 frames to samples: mpg123 as WebAssembly, on this thread (its worker variant would need blob: workers). */
import { MPEGDecoder } from 'mpg123-decoder';
import type { Codec } from './codec.ts';
import { mixToMono } from './mono.ts';

/**
 * Fed one whole, header-checked frame at a time, mpg123 answers each with exactly its samples (seen with damaged and
 * missing frames too), so frames and samples can be matched. Its own gapless trimming is off: it believes Xing tables.
 */
export async function openMp3Codec(): Promise<Codec> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  return {
    decode(frame) {
      const { channelData, samplesDecoded } = decoder.decode(frame);
      return samplesDecoded === 0 ? null : mixToMono(channelData);
    },
    free: () => decoder.free(),
  };
}
