/** Expectations about the sound of a session: that it decodes, how long it is, its bytes, its format, what it sounds like. */
import { correlate } from '../audio/correlate.ts';
import { decodeFile } from '../audio/decode-file.ts';
import { sniffAudio } from '../audio/sniff.ts';
import { concatBytes } from '../bytes/concat.ts';
import { sha256 } from '../bytes/sha256.ts';
import type { Evidence, HeardSound } from './evidence.ts';
import { isWithin, rangeWords } from './expect-value.ts';
import type { Expectation, Miss } from './expectation.ts';

type Of<What extends Expectation['what']> = Extract<Expectation, { what: What }>;

/** Enough bytes for two frames of any format. */
const sniffedBytes = 8192;
/** The sound of a session may begin so much earlier or later than the file's. */
const mostLagS = 0.2;

export async function missOfAudio(
  { seconds, decodes, sha256: wanted, format }: Of<'audio'>,
  evidence: Evidence,
): Promise<Miss | null> {
  const sound = evidence.sound();
  const encoded = [...sound.encoded()];
  const none = encoded.every((piece) => piece.length === 0);
  if (decodes !== undefined) {
    const trouble = none ? 'no audio' : sound.troubles[0];
    if (decodes && trouble !== undefined) return { expected: 'audio that decodes', got: trouble };
    if (!decodes && trouble === undefined) return { expected: 'audio that does not decode', got: 'no trouble with it' };
  }
  if (seconds !== undefined && !isWithin(seconds, sound.seconds)) {
    return { expected: `${rangeWords(seconds, 's')} of sound`, got: `${Math.round(sound.seconds * 1000) / 1000} s` };
  }
  if (format !== undefined) {
    const found = none ? 'no audio' : sniffed(encoded);
    if (found !== format) return { expected: `audio in ${format}`, got: found };
  }
  if (wanted === undefined) return null;
  const hash = (await sha256())(...encoded);
  return hash === wanted.toLowerCase() ? null : { expected: `audio with SHA-256 ${wanted}`, got: hash };
}

/** Bare samples have no sign: what begins like nothing else is called pcm. */
function sniffed(pieces: readonly Uint8Array[]): string {
  const head: Uint8Array[] = [];
  for (let bytes = 0, at = 0; at < pieces.length && bytes < sniffedBytes; at++) {
    const piece = pieces[at] as Uint8Array;
    bytes += piece.length;
    head.push(piece);
  }
  return sniffAudio(concatBytes(head)) ?? 'pcm';
}

export async function missOfLikeness(
  { file, atLeast }: Of<'sounds-like'>,
  evidence: Evidence,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Miss | null> {
  const expected = `sound that is ${file}, at least to ${atLeast}`;
  const bytes = files.get(file);
  if (bytes === undefined) return { expected, got: `no file "${file}"` };
  const wanted = await decodeFile(bytes);
  if ('code' in wanted) return { expected, got: `a file that cannot be decoded: ${wanted.detail}` };
  const sound = evidence.sound();
  if (sound.seconds === 0) return { expected, got: 'no sound' };
  const found = await likeness(sound, wanted);
  return found >= atLeast ? null : { expected, got: String(Math.floor(found * 1000) / 1000) };
}

/** The correlation at its best lag; what is heard before and after the file's sound counts against it as what is missing does. */
async function likeness(sound: HeardSound, wanted: { samples: Float32Array; sampleRateHz: number }): Promise<number> {
  const heard = await sound.samples();
  const rates = { heardHz: sound.sampleRateHz, referenceHz: wanted.sampleRateHz };
  const { peak, lag, overlap } = correlate(heard, wanted.samples, { ...rates, mostLagS });
  const from = Math.max(0, lag);
  const all = energyOf(heard);
  return all === 0 ? 0 : peak * Math.sqrt(energyOf(heard.subarray(from, from + overlap)) / all);
}

function energyOf(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return sum;
}
