/** What the sandbox says, as samples: for tests that compare what was heard with what was spoken. */
import { concatBytes } from '../../bytes/concat.ts';
import { speakerParts } from '../fish/speaker-tags.ts';
import { samplesOfPcm16 } from '../formats/pcm.ts';
import { speechUnits } from '../sentences.ts';
import { textBuffer } from '../text-buffer.ts';
import { type Speaker, speakerFor, type Voice } from '../voice.ts';
import { localVoice } from './local-voice.ts';

export type ReferenceAsk = {
  /**
   * The text events between two flushes, joined; the last entry is what `stop` drains. Fish Audio's buffer is applied to
   * each, as text events would be; for fishspeech give one entry per text event and `buffered: false`.
   */
  texts: readonly string[];
  sampleRateHz: number;
  /** Default true. */
  buffered?: boolean;
  chunkLength?: number;
  minChunkLength?: number;
  referenceId?: string | null;
  speed?: number;
  volumeDb?: number;
  model?: string;
  voice?: Voice;
};

/**
 * The mono samples in [-1, 1] that the sandbox puts into any format's encoder for these texts (rounded to 16 bits). MP3 and
 * Opus decoders give them back delayed and changed by the codec. Each text must be sent whole: how it is cut into events
 * can move the places where the buffer cuts.
 */
export async function renderReference(ask: ReferenceAsk): Promise<Float32Array> {
  const stream = (ask.voice ?? localVoice()).open({
    format: 'pcm',
    sampleRateHz: ask.sampleRateHz,
    mp3Kbps: 128,
    opusBps: null,
    speed: ask.speed ?? 1,
    volumeDb: ask.volumeDb ?? 0,
    id3: true,
  });
  const speaker: Speaker = speakerFor(ask.referenceId ?? null);
  const parts: Uint8Array[] = [];
  for (const text of ask.texts) {
    const buffer = textBuffer(ask.chunkLength ?? 300, ask.minChunkLength ?? 50);
    const chunks = ask.buffered === false ? [text] : [...buffer.add(text), buffer.take()];
    for (const chunk of chunks) {
      const spoken =
        ask.buffered === false ? [chunk] : speakerParts(chunk, 0, ask.model ?? '').parts.map((p) => p.text);
      for (const unit of spoken.flatMap(speechUnits)) parts.push((await stream.speak(unit, speaker)).bytes);
    }
  }
  parts.push((await stream.end()).bytes);
  return samplesOfPcm16(concatBytes(parts));
}
