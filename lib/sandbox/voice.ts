/** Text to bytes of an audio stream, behind an interface: speech in Node, tones in tests. */

import { hash32 } from '../bytes/seeded-random.ts';
import type { AudioFormat } from '../dialects/dialect.ts';

/** The speakers of the speech engine: a woman, a man, a robot. */
export const speakers = ['slt', 'rms', 'kal16'] as const;
export type Speaker = (typeof speakers)[number];

export type VoiceAsk = {
  format: AudioFormat;
  sampleRateHz: number;
  mp3Kbps: 64 | 128 | 192;
  /** Bits per second, or null for the encoder's own choice. */
  opusBps: number | null;
  /** 1 = as it is, 2 = twice as fast. */
  speed: number;
  /** Gain in decibels. */
  volumeDb: number;
  /** Start an mp3 stream with an empty ID3v2.4 tag. */
  id3: boolean;
  /** When each word is heard is wanted too; it costs the engine a second, quicker run. */
  words?: boolean;
};

/** A word of the text as it was given, its punctuation with it, and when it is heard: ms from the beginning of what was spoken. */
export type SpokenWord = { text: string; startMs: number; endMs: number };

/** What one call added to the stream. Container headers count as bytes and not as time. `words` where they were asked for. */
export type Spoken = { bytes: Uint8Array; audioMs: number; words?: readonly SpokenWord[] };

/** One audio stream: header once, then whatever is spoken, as one continuous file. Calls are answered in order. */
export type VoiceStream = {
  /** Speaks one sentence or so. Rejects when synthesis fails. Nothing speakable gives no bytes. */
  speak(text: string, speaker: Speaker): Promise<Spoken>;
  /** What the encoder still held back, and the container's end. Once, last. */
  end(): Promise<Spoken>;
  /** Gives the stream up. */
  drop(): void;
};

export type Voice = { open(ask: VoiceAsk): VoiceStream };

/** A speaker for a voice id: always the same for the same id; no id is the default voice. */
export function speakerFor(reference: string | null): Speaker {
  if (reference === null || reference === '') return 'slt';
  return speakers[hash32(reference) % speakers.length] as Speaker;
}

export const silentSpoken: Spoken = { bytes: new Uint8Array(0), audioMs: 0 };
