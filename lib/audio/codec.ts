/** One codec frame in, its samples out. */
import type { AudioFormat } from '../dialects/dialect.ts';

export type Codec = {
  /** Mono samples of one whole mp3 frame or Opus packet; null when the codec refuses it (it goes on with the next). */
  decode(frame: Uint8Array): Float32Array<ArrayBuffer> | null;
  free(): void;
};

/**
 * Loads and starts the codec of a compressed format. The modules are reached by a dynamic import of our own files with
 * named imports inside: bundlers keep those out of the first load and do not trip over the packages' namespaces.
 */
export async function openCodec(format: AudioFormat): Promise<Codec | null> {
  if (format === 'mp3') return (await import('./mp3-codec.ts')).openMp3Codec();
  if (format === 'opus') return (await import('./opus-codec.ts')).openOpusCodec();
  return null;
}
