/** The one-line meaning of a frame. */
import { fieldOf } from '../../bytes/node-field.ts';
import type { NodeTable } from '../../bytes/node-table.ts';
import { inspectJson } from '../../json/inspect.ts';
import type { FrameLike, Reading } from '../dialect.ts';
import { byteCount, countedText, listed, quoted, shortened } from '../phrase.ts';
import { unreadableWords } from '../unreadable.ts';

/** The words below. */
export const speechRowWords = {
  audio: ['B', 'of', 'audio'],
  other: [
    'B empty frame stop the current processing binary frames follow for stopped as asked not an event known here with'.split(
      ' ',
    ),
    'no request no token format by default voice char chars'.split(' '),
  ].flat(),
};

/** Plain text; characters of the server are kept as they came. */
export function describeSpeech(frame: FrameLike, reading: Reading): string {
  const { bytes } = frame;
  if (reading.role === 'control') return bytes.length === 0 ? '' : byteCount(bytes.length);
  if (reading.audio !== null) return `${byteCount(bytes.length)} of audio`;
  if (reading.event === 'unreadable') return unreadableWords(frame, reading);
  const table = inspectJson(bytes);
  const text = textOf(table, 'text');
  const message = textOf(table, 'message');
  switch (reading.event) {
    case 'start':
      return describeStart(table);
    case 'text':
      return text === undefined ? problemWords(reading) : countedText(text);
    case 'stop':
      return 'stop the current processing';
    case 'audio':
      return listed([textOf(table, 'format'), 'binary frames follow', text !== undefined && `for ${quoted(text)}`]);
    case 'connected':
    case 'ready':
      return message === undefined ? '' : shortened(message, 200);
    case 'error':
      return listed([
        message === undefined ? problemWords(reading) : shortened(message, 200),
        text !== undefined && `for ${quoted(text)}`,
      ]);
    case 'processing':
    case 'done':
      return text === undefined ? problemWords(reading) : quoted(text);
    case 'stopped':
      return 'stopped, as asked';
    default:
      return listed([reading.problem?.detail ?? 'not an event known here', otherKeys(table)]);
  }
}

function describeStart(table: NodeTable): string {
  const request = fieldOf(table, 'request');
  if (request?.type !== 'map') return listed(['no request', fieldOf(table, 'token') === undefined && 'no token']);
  const word = (name: string) => {
    const value = textOf(table, name, request.id);
    return value === undefined ? undefined : shortened(value, 40);
  };
  const voice = word('reference_id');
  return listed([
    word('format') ?? 'format by default',
    word('version'),
    word('latency'),
    voice !== undefined && `voice ${voice}`,
    fieldOf(table, 'token') === undefined && 'no token',
  ]);
}

function textOf(table: NodeTable, name: string, parent = 0): string | undefined {
  const value = fieldOf(table, name, parent)?.value;
  return typeof value === 'string' ? value : undefined;
}

function otherKeys(table: NodeTable): string {
  const names = table.nodes.filter((node) => node.role === 'key' && node.parent === 0 && node.value !== 'event');
  if (names.length === 0) return '';
  return `with ${names
    .slice(0, 6)
    .map((node) => shortened(String(node.value), 20))
    .join(', ')}`;
}

function problemWords(reading: Reading): string {
  return reading.problem?.detail ?? '';
}
