/**
 * `start.request` (and the body of `POST /v1/tts`) as the sandbox understands it. Refused is what the REST endpoint was
 * measured to refuse (protocol notes A3); whether the socket does the same is unknown. Everything else is taken, as old
 * clients send it. `strict` refuses all that is out of the documented schema.
 */
import type { AudioFormat } from '../../dialects/dialect.ts';
import { type Field, type Fields, mapField } from '../fields.ts';
import type { Latency } from '../speech-plan.ts';
import { type Speaker, speakerFor, type VoiceAsk } from '../voice.ts';

export type FishRequest = {
  text: string;
  ask: VoiceAsk;
  latency: Latency;
  chunkLength: number;
  minChunkLength: number;
  /** One per speaker of a multi-speaker request; at least one. */
  speakers: Speaker[];
  references: { audioBytes: number; characters: number }[];
};

const rates: Record<AudioFormat, readonly number[]> = {
  wav: [8000, 16000, 24000, 32000, 44100],
  pcm: [8000, 16000, 24000, 32000, 44100],
  mp3: [32000, 44100],
  opus: [48000],
};

/** The sentence of a refused request. */
export class Refused extends Error {}

/** Reads a request. Throws `Refused` with the sentence for the client. */
export function readFishRequest(request: Fields, strict: boolean, id3: boolean): FishRequest {
  if (strict && typeof request.get('text') !== 'string') throw new Refused('missing field `text`');
  const format = oneOf(request, 'format', ['wav', 'pcm', 'mp3', 'opus'] as const, 'mp3');
  const sampleRateHz = number(request, 'sample_rate', 1, 1_000_000) ?? (format === 'opus' ? 48000 : 44100);
  if (!rates[format].includes(sampleRateHz)) {
    throw new Refused(
      `Invalid sample rate ${sampleRateHz} for format ${format}. Supported: ${rates[format].join(', ')}`,
    );
  }
  const mp3Kbps = number(request, 'mp3_bitrate', 0, 1000) ?? 128;
  if (mp3Kbps !== 64 && mp3Kbps !== 128 && mp3Kbps !== 192) throw new Refused('mp3_bitrate must be 64, 128 or 192');
  const prosody = mapField(request, 'prosody');
  const speed = (prosody && number(prosody, 'speed', 0.5, 2)) ?? 1;
  const volumeDb = (prosody && number(prosody, 'volume', ...range(strict, -20, 20))) ?? 0;
  return {
    text: text(request),
    ask: { format, sampleRateHz, mp3Kbps, opusBps: opusBps(request), speed, volumeDb: clamp(volumeDb, -20, 20), id3 },
    latency: oneOf(request, 'latency', ['low', 'normal', 'balanced'] as const, 'normal'),
    chunkLength: clamp(number(request, 'chunk_length', ...range(strict, 100, 300)) ?? 300, 100, 300),
    minChunkLength: clamp(number(request, 'min_chunk_length', ...range(strict, 0, 100)) ?? 50, 0, 100),
    ...voices(request, strict),
  };
}

function text(request: Fields): string {
  const value = request.get('text') ?? '';
  if (typeof value !== 'string') throw new Refused('text must be a string');
  return value;
}

/** Lenient: any number, clamped afterwards; strict: the documented range. */
function range(strict: boolean, low: number, high: number): [number, number] {
  return strict ? [low, high] : [-1e9, 1e9];
}

function number(fields: Fields, name: string, low: number, high: number): number | null {
  const value = fields.get(name) ?? null;
  if (value === null) return null;
  if (typeof value !== 'number' || Number.isNaN(value)) throw new Refused(`${name} must be a number`);
  if (value < low || value > high) throw new Refused(`${name} must be in [${low.toFixed(1)}, ${high.toFixed(1)}]`);
  return value;
}

function oneOf<T extends string>(fields: Fields, name: string, values: readonly T[], initial: T): T {
  const value = fields.get(name) ?? null;
  if (value === null) return initial;
  const found = values.find((v) => v === value);
  if (found !== undefined) return found;
  const shown = typeof value === 'string' ? value : typeof value;
  throw new Refused(
    `${name}: unknown variant \`${shown}\`, expected one of ${values.map((v) => `\`${v}\``).join(', ')}`,
  );
}

/** Today's bits per second, the older kilobits per second (24 to 64), or -1000 for the encoder's choice. */
function opusBps(request: Fields): number | null {
  const value = number(request, 'opus_bitrate', -1000, 1_000_000) ?? -1000;
  if (value === -1000) return null;
  const bps = value < 1000 ? value * 1000 : value;
  if (![24000, 32000, 48000, 64000].includes(bps)) {
    throw new Refused('opus_bitrate must be -1000, 24000, 32000, 48000 or 64000');
  }
  return bps;
}

function voices(request: Fields, strict: boolean): Pick<FishRequest, 'speakers' | 'references'> {
  const id = request.get('reference_id') ?? null;
  const list = request.get('references');
  const items = (Array.isArray(list) ? list : []).flat(1);
  if (strict && !items.every(hasAudio)) throw new Refused('Reference Audio is not valid');
  const references = items.map(reference);
  let ids: (string | null)[];
  if (Array.isArray(id)) ids = id.map((one) => (typeof one === 'string' ? one : null));
  else if (typeof id === 'string') ids = [id];
  else if (id !== null) throw new Refused('reference_id must be a string or a list of strings');
  else if (Array.isArray(list) && list.some(Array.isArray))
    ids = list.map((inner) => clipId([inner].flat().map(reference)));
  else ids = [references.length === 0 ? null : clipId(references)];
  const speakers = ids.map(speakerFor);
  return { speakers: speakers.length === 0 ? ['slt'] : speakers, references };
}

function hasAudio(item: Field): boolean {
  return item instanceof Map && item.get('audio') instanceof Uint8Array;
}

function reference(item: Field): { audioBytes: number; characters: number } {
  const map = item instanceof Map ? item : null;
  const audio = map?.get('audio');
  const words = map?.get('text');
  return {
    audioBytes: audio instanceof Uint8Array ? audio.length : 0,
    characters: typeof words === 'string' ? words.length : 0,
  };
}

/** Clips choose a voice by their lengths: enough for "the same clips, the same voice". */
function clipId(clips: { audioBytes: number; characters: number }[]): string {
  return clips.map((clip) => `${clip.audioBytes}/${clip.characters}`).join(',');
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
