/**
 * The session as Python over the official SDK (`fish-audio-sdk` 1.3.0, module `fishaudio`). It always sends every field of its
 * request model, so a session of its own kind fits, and hardly any other.
 */
import { pythonEscapes, quotedText } from '../escaped-text.ts';
import type { SendStep, SessionScript, Value } from '../script.ts';
import type { FittingSession, SdkText } from '../sdk-session.ts';
import { sdkSession } from '../sdk-session.ts';
import { writePieces, writeValue } from '../write-value.ts';
import { pythonSettings, pythonTitle } from './python-head.ts';
import { pythonWords, pythonWrites } from './python-words.ts';

/** The fields of its request, in the order of its model (1.3.0, March 2026); `text` is not the caller's to choose. */
const fields: readonly string[] = [
  'text',
  'chunk_length',
  'format',
  'sample_rate',
  'mp3_bitrate',
  'opus_bitrate',
  'references',
  'reference_id',
  'normalize',
  'latency',
  'prosody',
  'top_p',
  'temperature',
  'max_new_tokens',
  'repetition_penalty',
  'min_chunk_length',
  'condition_on_previous_chunks',
  'early_stop_threshold',
];

/** Its model makes floats of these, whatever they are given. */
const floats: readonly string[] = ['top_p', 'temperature', 'repetition_penalty', 'early_stop_threshold'];

export function sdkPython(script: SessionScript): { text: string } | { why: string } {
  // It can flush; the rest is as strict as elsewhere.
  const fits = sdkSession(script, 'fishaudio', pythonWrites, isFlush);
  if ('why' in fits) return fits;
  const why = requestMisfit(fits.request);
  if (why !== null) return { why };
  const lines = body(fits);
  const names = ['FishAudio', 'TTSConfig'];
  const types = ['FlushEvent', 'Prosody', 'ReferenceAudio'].filter((name) =>
    lines.some((line) => line.includes(`${name}(`)),
  );
  const modules = ['base64', 'os', 'sys', 'time'].filter(
    (name) => name === 'os' || name === 'sys' || lines.some((line) => line.includes(`${name}.`)),
  );
  return {
    text: [
      ...pythonTitle(script, 'fish-audio-sdk==1.3.0', [
        'The SDK tells no message of an error: only that there was one.',
      ]),
      ...modules.map((name) => `import ${name}`),
      '',
      `from fishaudio import ${names.join(', ')}`,
      ...(types.length > 0 ? [`from fishaudio.types import ${types.join(', ')}`] : []),
      '',
      // It dials over HTTP, and changes to a WebSocket then.
      ...pythonSettings(script, script.base.replace(/^ws/, 'http')),
      ...lines,
      '',
    ].join('\n'),
  };
}

function requestMisfit({ entries }: Value & { is: 'map' }): string | null {
  const names = entries.map(([name]) => name);
  const missing = fields.filter((name) => !names.includes(name));
  const extra = names.find((name) => !fields.includes(name));
  if (extra !== undefined) return `fishaudio has no field ${quotedText(extra, pythonEscapes)} in its request.`;
  if (missing.length > 0) {
    return `fishaudio always sends all ${fields.length} fields of its request; this start has no ${missing[0]}${missing.length > 1 ? ` and lacks ${missing.length - 1} more` : ''}.`;
  }
  if (names.join() !== fields.join()) return 'fishaudio sends the fields of its request in another order.';
  const whole = entries.find(([name, value]) => (floats.includes(name) && isInteger(value)) || !isModel(name, value));
  if (whole !== undefined) return `fishaudio would write ${whole[0]} in another way.`;
  const text = entries[0]?.[1];
  return text?.is === 'text' && text.pieces.join('') === '' ? null : 'fishaudio sends no text in its start.';
}

function isInteger(value: Value): boolean {
  return value.is === 'number' && !value.float;
}

/** Models within the model have fields of their own. */
function isModel(name: string, value: Value): boolean {
  const has = (item: Value, wanted: string) => item.is === 'map' && item.entries.map(([key]) => key).join() === wanted;
  if (name === 'references') return value.is === 'list' && value.items.every((item) => has(item, 'audio,text'));
  if (name !== 'prosody' || value.is !== 'map') return true;
  return has(value, 'speed,volume') && !value.entries.some(([, number]) => isInteger(number));
}

function isFlush({ value }: SendStep): boolean {
  const [name, event] = value?.is === 'map' && value.entries.length === 1 ? (value.entries[0] ?? []) : [];
  return name === 'event' && event?.is === 'text' && event.pieces.join('') === 'flush';
}

function body({ request, model, texts }: FittingSession): string[] {
  const config = request.entries
    .filter(([name]) => name !== 'text')
    .map(([name, value]) => `    ${name}=${fieldWord(name, value)},`);
  return [
    '',
    'config = TTSConfig(',
    ...config,
    ')',
    '',
    '',
    'def texts():',
    ...texts.flatMap(textLines),
    ...(texts.length === 1 ? ['    yield from ()'] : []),
    '',
    '',
    'client = FishAudio(api_key=API_KEY, base_url=BASE)',
    'audio_bytes = 0',
    "with open(AUDIO_FILE, 'wb') as audio:",
    `    for sound in client.tts.stream_websocket(texts(), config=config, model=${quotedText(model, pythonEscapes)}):`,
    '        audio.write(sound)',
    '        audio_bytes += len(sound)',
    "print(f'{audio_bytes} bytes of sound in {AUDIO_FILE}')",
  ];
}

function textLines({ pauseMs, pieces, end, flush }: SdkText): string[] {
  const pause = pauseMs > 0 ? [`    time.sleep(${pauseMs / 1000})`] : [];
  if (end) return pause;
  return [...pause, flush ? '    yield FlushEvent()' : `    yield ${writePieces(pieces, pythonWords)}`];
}

/** Its models are built by name. */
function fieldWord(name: string, value: Value): string {
  if (name === 'prosody' && value.is === 'map') return `Prosody(${named(value)})`;
  if (name === 'references' && value.is === 'list') {
    return `[${value.items.map((item) => (item.is === 'map' ? `ReferenceAudio(${named(item)})` : writeValue(item, pythonWords))).join(', ')}]`;
  }
  return writeValue(value, pythonWords, '    ');
}

function named({ entries }: Value & { is: 'map' }): string {
  return entries.map(([name, value]) => `${name}=${writeValue(value, pythonWords)}`).join(', ');
}
