/** The session's sound in a report: its outline as a drawing, and each stream to listen to, inside the file. */

import type { SoundSegment } from '../../audio/session-sound.ts';
import { sniffAudio } from '../../audio/sniff.ts';
import { wavHeader } from '../../audio/wav-file.ts';
import { toBase64 } from '../../bytes/base64.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import type { AudioFormat } from '../../dialects/dialect.ts';
import { foreign } from './escape-html.ts';
import { linkTo } from './link-to.ts';
import type { ReportSource } from './report-source.ts';

const pairs = 600;
const height = 100;
/** Streams beyond are counted, not listed. */
const mostStreams = 200;
/** Frames whose bytes are taken at once. */
const framesAtOnce = 64;

const types: Readonly<Record<AudioFormat, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  pcm: 'audio/wav',
};

type Sound = ReportSource['sound'];

export function* reportSound(sound: Sound, mostBytes: number, shown: number): Generator<string> {
  yield '<section id="sound" aria-labelledby="sound-title">\n<h2 id="sound-title">Sound</h2>\n';
  if (sound.frames === 0) yield '<p>No sound was received.</p>\n';
  else yield* heard(sound, mostBytes, shown);
  yield '</section>\n';
}

function* heard(sound: Sound, mostBytes: number, shown: number): Generator<string> {
  const streams = counted(sound.segmentCount, 'stream');
  const seconds = sound.seconds.toFixed(2);
  yield `<p>${seconds} s in ${counted(sound.frames, 'frame')}, ${streams}. The sound is as it was received, but for bare samples, which got the header of a WAV file.</p>\n`;
  if (sound.seconds > 0) yield waveform(sound);
  yield '<ol class="findings">\n';
  let left = mostBytes;
  for (let index = 0; index < Math.min(sound.segmentCount, mostStreams); index++) {
    const segment = sound.segment(index);
    if (segment === null) continue;
    const fits = segment.bytes <= left;
    if (fits) left -= segment.bytes;
    const first = sound.seqOf(segment.firstFrame);
    yield `<li><h3>${streamWords(segment)} ${linkTo(first, `from entry ${first}`, shown)}</h3>`;
    if (segment.problem !== null) yield `<p class="wrong">${foreign(segment.problem.detail)}</p>`;
    if (fits) yield* player(sound, segment);
    else
      yield `<p>It is not in this file: a report holds ${grouped(mostBytes / 1e6)} MB of sound. Save it by itself.</p>`;
    yield '</li>\n';
  }
  yield '</ol>\n';
  const more = sound.segmentCount - mostStreams;
  if (more > 0) yield `<p>${counted(more, 'more stream')} are left out here.</p>\n`;
}

function streamWords({ index, ask, bytes, seconds, sampleRateHz }: SoundSegment): string {
  const rate = sampleRateHz > 0 ? `, ${grouped(sampleRateHz)} Hz` : '';
  return `Stream ${index + 1}: ${ask.format}${rate}, ${seconds.toFixed(2)} s, ${grouped(bytes)} B`;
}

/** A stream as a data: address, made a piece at a time. */
function* player(sound: Sound, segment: SoundSegment): Generator<string> {
  const { index, firstFrame, frames, bytes, ask } = segment;
  const end = firstFrame + frames;
  const declared = sniffAudio(sound.received(firstFrame, Math.min(end, firstFrame + framesAtOnce) - 1));
  const format = declared ?? ask.format;
  yield `<audio controls preload="metadata" aria-label="Stream ${index + 1}" src="data:${types[format]};base64,`;
  // Three bytes are four characters: what does not come out even goes with the next piece.
  let rest: Uint8Array =
    format === 'pcm'
      ? wavHeader(Math.floor(bytes / 2), segment.sampleRateHz || ask.sampleRateHz || 44_100)
      : new Uint8Array(0);
  for (let at = firstFrame; at < end; at += framesAtOnce) {
    const piece = joined(rest, sound.received(at, Math.min(end, at + framesAtOnce) - 1));
    const even = piece.length - (piece.length % 3);
    yield toBase64(piece.subarray(0, even));
    rest = piece.subarray(even);
  }
  yield `${toBase64(rest)}"></audio>`;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function waveform(sound: Sound): string {
  const peaks = sound.peaks(0, sound.seconds, pairs);
  let path = '';
  let loudest = 0;
  for (let i = 0; i < pairs; i++) {
    const [low, high] = [peaks[2 * i] ?? 0, peaks[2 * i + 1] ?? 0];
    loudest = Math.max(loudest, -low, high);
    path += `M${i + 0.5} ${yOf(high)}V${yOf(low)}`;
  }
  const cuts: string[] = [];
  for (let index = 1; index < Math.min(sound.segmentCount, mostStreams); index++) {
    const x = (((sound.segment(index)?.startS ?? 0) / sound.seconds) * pairs).toFixed(1);
    cuts.push(`<path class="cut" d="M${x} 0V${height}"/>`);
  }
  const words = `Outline of ${sound.seconds.toFixed(2)} s of sound; its loudest sample is at ${Math.round(loudest * 100)} % of full scale`;
  return `<svg viewBox="0 0 ${pairs} ${height}" preserveAspectRatio="none" role="img" aria-label="${words}"><path class="wave" d="${path}"/>${cuts.join('')}</svg>\n`;
}

/** At least a hair high, so that silence is a line. */
function yOf(sample: number): string {
  return (height / 2 - sample * (height / 2 - 1) + (sample < 0 ? 0.3 : -0.3)).toFixed(1);
}
