/**
 * A voice without a speech engine: a tone per character, so that a word lasts as long as its letters. For tests of behaviours
 * and hosts; always 16-bit samples, whatever format is asked.
 */
import { pcm16 } from './formats/pcm.ts';
import { type SpokenWord, silentSpoken, type Voice } from './voice.ts';

const characterMs = 50;

/** `fails`: a text that contains it cannot be spoken. */
export function toneVoice(fails = '\0'): Voice {
  return {
    open: ({ sampleRateHz, words: timed }) => ({
      async speak(text) {
        if (text.includes(fails)) throw new Error('synthesis failed');
        const words = text.trim();
        if (words === '') return silentSpoken;
        const perCharacter = Math.round((sampleRateHz * characterMs) / 1000);
        const samples = new Float32Array(words.length * perCharacter);
        for (let i = 0; i < samples.length; i++) {
          const hz = 200 + 4 * (words.charCodeAt(Math.floor(i / perCharacter)) % 128);
          samples[i] = 0.4 * Math.sin((2 * Math.PI * hz * (i % perCharacter)) / sampleRateHz);
        }
        const audioMs = words.length * characterMs;
        return { bytes: pcm16(samples), audioMs, ...(timed === true ? { words: tonesOf(words) } : {}) };
      },
      end: async () => silentSpoken,
      drop() {},
    }),
  };
}

function tonesOf(text: string): SpokenWord[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    startMs: index * characterMs,
    endMs: (index + word.length) * characterMs,
  }));
}
