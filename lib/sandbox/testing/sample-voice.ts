/** A voice that speaks one recorded sentence, whatever it is given: real files of every format, without an engine. Half of it for each text. */
import { readFileSync } from 'node:fs';
import type { AudioFormat } from '../../dialects/dialect.ts';
import { silentSpoken, type Voice } from '../voice.ts';

const files: Readonly<Record<AudioFormat, { name: string }>> = {
  mp3: { name: 'fox.44100.64k.mp3' },
  opus: { name: 'fox.48000.64k.opus' },
  wav: { name: 'fox.44100.stream.wav' },
  pcm: { name: 'fox.16000.pcm' },
};
/** The sentence is as long in every format, but for what encoders add. */
export const sampleSeconds = 2.8;
const held = new Map<AudioFormat, Uint8Array>();

export function sampleBytes(format: AudioFormat): Uint8Array {
  const known = held.get(format);
  if (known !== undefined) return known;
  const url = new URL(`../../audio/samples/${files[format].name}`, import.meta.url);
  const bytes = new Uint8Array(readFileSync(url));
  held.set(format, bytes);
  return bytes;
}

export function sampleVoice(): Voice {
  return {
    open({ format }) {
      const bytes = sampleBytes(format);
      const half = (bytes.length >> 2) * 2;
      let spoken = 0;
      return {
        async speak(text) {
          if (text.trim() === '' || spoken === 2) return silentSpoken;
          spoken++;
          const part = spoken === 1 ? bytes.subarray(0, half) : bytes.subarray(half);
          return { bytes: part.slice(), audioMs: (sampleSeconds * 1000) / 2 };
        },
        end: async () => silentSpoken,
        drop() {},
      };
    },
  };
}
