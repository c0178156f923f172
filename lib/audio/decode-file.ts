/** A whole audio file to samples. */
import { type Problem, problem } from '../problem/problem.ts';
import { openAudioStream, type PcmBlock } from './audio-stream.ts';
import { resample } from './resample.ts';
import { sniffAudio } from './sniff.ts';

/** More sound is not decoded: a small file can ask for hours of it. */
export const longestFileS = 300;
const sliceBytes = 16_384;

export type DecodedFile = { samples: Float32Array; sampleRateHz: number };

/**
 * Decodes a file of any format that its first bytes declare (mp3, opus in Ogg, wav), mono, at the rate it begins with. Bare samples
 * declare nothing and are refused, as is what gives no sound, or more than `longestFileS`.
 */
export async function decodeFile(bytes: Uint8Array): Promise<DecodedFile | Problem> {
  const format = sniffAudio(bytes);
  if (format === null) return problem('audio_undecodable', 'its first bytes are of no known format (mp3, opus, wav)');
  const blocks: PcmBlock[] = [];
  let seconds = 0;
  const stream = openAudioStream({
    format,
    sampleRateHz: 0,
    before: { bytes: bytes.length, seconds: 0 },
    onBlock(block) {
      seconds += block.samples.length / block.sampleRateHz;
      if (seconds <= longestFileS) blocks.push(block);
    },
  });
  await stream.ready;
  for (let at = 0; at < bytes.length && seconds <= longestFileS; at += sliceBytes)
    stream.push(bytes.subarray(at, at + sliceBytes));
  stream.end();
  const { sampleRateHz } = stream;
  const trouble = stream.problem;
  stream.close();
  if (seconds > longestFileS) return problem('limit_reached', `the file holds more than ${longestFileS} s of sound`);
  if (blocks.length === 0) return trouble ?? problem('audio_undecodable', 'there is no sound in it');
  return { samples: oneRate(blocks, sampleRateHz), sampleRateHz };
}

/** Blocks one behind the other, those of another rate brought to `sampleRateHz`. */
export function oneRate(
  blocks: readonly { samples: Float32Array; sampleRateHz: number }[],
  sampleRateHz: number,
): Float32Array<ArrayBuffer> {
  const parts = blocks.map((block) =>
    block.sampleRateHz === sampleRateHz ? block.samples : resample(block.samples, block.sampleRateHz, sampleRateHz),
  );
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
