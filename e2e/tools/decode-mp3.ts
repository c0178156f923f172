/** An mp3 file to samples, with the decoder the product ships, but none of the product's own code around it. */
import { MPEGDecoder } from 'mpg123-decoder';

export async function decodeMp3(bytes: Uint8Array): Promise<{ samples: Float32Array; sampleRateHz: number }> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  const { channelData, sampleRate } = decoder.decode(bytes);
  decoder.free();
  return { samples: channelData[0] ?? new Float32Array(), sampleRateHz: sampleRate };
}
