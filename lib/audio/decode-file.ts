/** A whole audio file to samples. */
import { type Problem, problem } from '../problem/problem.ts';
import { openAudioStream, type PcmBlock } from './audio-stream.ts';
import { resample } from './resample.ts';
import { sniffAudio } from './sniff.ts';

export type DecodedFile = { samples: Float32Array; sampleRateHz: number };

/**
 * Decodes a file of any format that its first bytes declare (mp3, opus in Ogg, wav), mono, at the rate it begins with. Bare samples
 * declare nothing and are refused, as is what gives no sound.
 */
export async function decodeFile(bytes: Uint8Array): Promise<DecodedFile | Problem> {
  const format = sniffAudio(bytes);
  if (format === null) return problem('audio_undecodable', 'its first bytes are of no known format (mp3, opus, wav)');
  const blocks: PcmBlock[] = [];
  const stream = openAudioStream({
    format,
    sampleRateHz: 0,
    before: { bytes: bytes.length, seconds: 0 },
    onBlock: (block) => blocks.push(block),
  });
  await stream.ready;
  stream.push(bytes);
  stream.end();
  const { sampleRateHz } = stream;
  const trouble = stream.problem;
  stream.close();
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
