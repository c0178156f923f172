/** The one-line meaning of a frame. */
import { fieldOf } from '../../bytes/node-field.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import { lengthBytes } from '../../msgpack/header.ts';
import { type Peek, peekEvent, valueAt, valueSpan } from '../../msgpack/peek.ts';
import { scalarAt } from '../../msgpack/scalar.ts';
import type { FrameLike, Reading } from '../dialect.ts';
import { byteCount, listed, quoted, shortened, textWithCount } from '../phrase.ts';
import { unreadableWords } from '../unreadable.ts';
import { hasAlignment, placeOf, readAlignment } from './alignment.ts';
import { readStart } from './start-request.ts';

/** The words below. */
export const fishRowWords = {
  audio: 'B of audio no news words word in s chunk e'.split(' '),
  other: [
    'B empty frame no request mp3 by default latency sample rate bitrate opus chunk length voices references prosody text debug'.split(
      ' ',
    ),
    'char chars speak what is buffered then finish reason time ms max concurrency not an event known here with'.split(
      ' ',
    ),
    // Figures and other values as they are written.
    'true false null undefined Infinity NaN e'.split(' '),
  ].flat(),
};

/** Plain text; characters of the server are kept as they came. */
export function describeFish(frame: FrameLike, reading: Reading): string {
  const { bytes } = frame;
  if (reading.role === 'control') return bytes.length === 0 ? '' : byteCount(bytes.length);
  if (reading.event === 'unreadable') return unreadableWords(frame, reading);
  const peek = peekEvent(bytes);
  switch (reading.event) {
    case 'start':
      return describeStart(bytes);
    case 'text':
      return textField(bytes, peek, 'text') ?? problemWords(reading);
    case 'flush':
      return 'speak what is buffered';
    case 'stop':
      return 'speak what is buffered, then finish';
    case 'audio':
      return describeAudio(bytes, peek, reading);
    case 'finish':
      return (
        listed([named('reason', bytes, peek), shownText(bytes, peek, 'message'), time(bytes, peek)]) ||
        problemWords(reading)
      );
    case 'error':
      return listed([shownText(bytes, peek, 'error') ?? problemWords(reading), named('max_concurrency', bytes, peek)]);
    case 'log':
      return shownText(bytes, peek, 'message') ?? problemWords(reading);
    default:
      return listed([reading.problem?.detail ?? 'not an event known here', otherKeys(bytes, peek)]);
  }
}

function describeStart(bytes: Uint8Array): string {
  const { table, request } = readStart(bytes);
  if (request === undefined) return 'no request';
  const value = (name: string) => fieldOf(table, name, request.id);
  const word = (name: string) => {
    const found = value(name)?.value;
    return typeof found === 'string' ? shortened(found, 40) : undefined;
  };
  const figure = (name: string) => {
    const found = value(name)?.value;
    return typeof found === 'number' ? `${name} ${found}` : undefined;
  };
  const voice = value('reference_id');
  const references = value('references');
  const text = word('text');
  return listed([
    word('format') ?? 'mp3 by default',
    word('latency'),
    ...['sample_rate', 'mp3_bitrate', 'opus_bitrate', 'chunk_length'].map(figure),
    voice?.type === 'array' ? counted(voice.claimed, 'voice') : word('reference_id') && `voice ${word('reference_id')}`,
    references?.type === 'array' && counted(references.claimed, 'reference'),
    value('prosody')?.type === 'map' && 'prosody',
    text !== undefined && text !== '' && `text ${quoted(text)}`,
    fieldOf(table, 'debug')?.value === true && 'debug',
  ]);
}

/** `4,096 B of audio, 3 words in 0.86 s, chunk 1 + 0.46 s`; all but the first on the path with timestamps. */
function describeAudio(bytes: Uint8Array, peek: Peek, reading: Reading): string {
  const { audio } = peek;
  const size = audio === null ? problemWords(reading) : `${byteCount(audio.end - audio.start)} of audio`;
  if (valueAt(bytes, peek, 'chunk_seq') === -1 && valueAt(bytes, peek, 'alignment') === -1) return size;
  const snapshot = hasAlignment(bytes, peek) ? readAlignment(bytes, peek).alignment : null;
  const { chunk, offsetS } = placeOf(bytes, peek);
  const words =
    snapshot === null
      ? 'no news of words'
      : `${counted(snapshot.segments.length, 'word')} in ${grouped(snapshot.durationS)} s`;
  return listed([size, words, `chunk ${grouped(chunk)} + ${grouped(offsetS)} s`]);
}

function time(bytes: Uint8Array, peek: Peek): string | undefined {
  const value = scalarAt(bytes, valueAt(bytes, peek, 'time'));
  return typeof value === 'number' || typeof value === 'bigint' ? `time ${grouped(value)} ms` : undefined;
}

/** `reason stop`. */
function named(name: string, bytes: Uint8Array, peek: Peek): string | undefined {
  const value = scalarAt(bytes, valueAt(bytes, peek, name), 200);
  return value === undefined || value === null
    ? undefined
    : `${name} ${typeof value === 'string' ? value : String(value)}`;
}

function shownText(bytes: Uint8Array, peek: Peek, name: string): string | undefined {
  const value = scalarAt(bytes, valueAt(bytes, peek, name), 800);
  return typeof value === 'string' ? shortened(value, 200) : undefined;
}

function textField(bytes: Uint8Array, peek: Peek, name: string): string | undefined {
  const span = valueSpan(bytes, peek, name);
  if (span === null || typeof scalarAt(bytes, span.start, 8) !== 'string') return undefined;
  const body = span.start + 1 + (lengthBytes[bytes[span.start] as number] as number);
  return textWithCount(bytes, body, span.end);
}

/** Names of the keys beside `event`, for events that mean nothing here. */
function otherKeys(bytes: Uint8Array, peek: Peek): string {
  const names: string[] = [];
  for (let i = 0; i < peek.fields.length && names.length < 6; i += 3) {
    const name = scalarAt(bytes, peek.fields[i] as number, 80);
    if (typeof name === 'string' && name !== 'event') names.push(shortened(name, 20));
  }
  return names.length === 0 ? '' : `with ${names.join(', ')}`;
}

function problemWords(reading: Reading): string {
  return reading.problem?.detail ?? '';
}
