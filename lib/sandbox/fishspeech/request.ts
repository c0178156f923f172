/** `start.request` of fishspeech.live as the sandbox understands it (protocol notes B2). Sample rates are unknown: 44.1 kHz mono here. */
import type { Fields } from '../fields.ts';
import type { Latency } from '../speech-plan.ts';
import { type Speaker, speakerFor, type VoiceAsk } from '../voice.ts';

export type FishspeechRequest = { ask: VoiceAsk; latency: Latency; speaker: Speaker };

/** Reads a request; a string is the sentence for the client. Absent: mp3, balanced (the real defaults are unknown). */
export function readFishspeechRequest(request: Fields, strict: boolean, id3: boolean): FishspeechRequest | string {
  const format = request.get('format') ?? 'mp3';
  if (format !== 'mp3' && format !== 'wav') return 'format must be mp3 or wav';
  const latency = request.get('latency') ?? 'balanced';
  if (latency !== 'normal' && latency !== 'balanced') return 'latency must be normal or balanced';
  const version = request.get('version') ?? 's1';
  if (strict && !['v1', 'v2', 's1'].some((known) => known === version)) return 'version must be v1, v2 or s1';
  const reference = request.get('reference_id') ?? null;
  if (reference !== null && typeof reference !== 'string') return 'reference_id must be a string';
  return {
    ask: { format, sampleRateHz: 44100, mp3Kbps: 128, opusBps: null, speed: 1, volumeDb: 0, id3 },
    latency,
    speaker: speakerFor(reference),
  };
}
