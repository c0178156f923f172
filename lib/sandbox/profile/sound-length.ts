/** How long encoded audio plays, by its container, without decoding it. */
import type { Framer } from '../../audio/framer.ts';
import { mp3Framer } from '../../audio/mp3-framer.ts';
import { oggFramer } from '../../audio/ogg-framer.ts';
import { wavFramer } from '../../audio/wav-framer.ts';
import type { AudioAsk } from '../../dialects/dialect.ts';

export type SoundLength = { add(bytes: Uint8Array): void; ms(): number };

/** Takes the bytes of a stream in any pieces. What cannot be read counts as nothing. */
export function soundLength({ format, sampleRateHz }: AudioAsk): SoundLength {
  if (format === 'pcm') {
    let bytes = 0;
    return { add: (piece) => (bytes += piece.length), ms: () => (bytes * 500) / (sampleRateHz || 44_100) };
  }
  let ms = 0;
  const count = <Item>(framer: Framer<Item>, msOf: (item: Item) => number): SoundLength => ({
    add(piece) {
      for (const item of framer.push(piece)) ms += msOf(item);
    },
    ms: () => ms,
  });
  if (format === 'mp3')
    return count(mp3Framer('places'), (item) =>
      item.kind === 'frame' ? (item.header.samples * 1000) / item.header.sampleRateHz : 0,
    );
  if (format === 'opus') return count(oggFramer(), (item) => (item.kind === 'packet' ? item.keep / 48 : 0));
  let bytesPerMs = Number.POSITIVE_INFINITY;
  return count(wavFramer(), (item) => {
    if (item.kind === 'header')
      bytesPerMs = (item.header.sampleRateHz * item.header.channels * item.header.bitsPerSample) / 8000;
    return item.kind === 'samples' ? item.bytes.length / bytesPerMs : 0;
  });
}
