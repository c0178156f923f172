/** What a server of Fish Audio's live protocol can be made to say (protocol notes A4). */
import { toBase64 } from '../../bytes/base64.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { peekEvent, valueAt, valueSpan } from '../../msgpack/peek.ts';
import { scalarAt } from '../../msgpack/scalar.ts';
import type { MadeFrame, Tongue } from '../tongue.ts';
import { binOf, editMap } from './map-edit.ts';

const event = (value: Record<string, unknown>): MadeFrame => ({ opcode: 'binary', bytes: encodeMsgpack(value) });
const made = (bytes: Uint8Array | null): MadeFrame | null => (bytes === null ? null : { opcode: 'binary', bytes });

export const fishTongue: Tongue = {
  dialect: 'fish',
  usualEvent: 'audio',
  usualField: 'audio',
  ends: ['finish'],
  withAudio: ({ bytes }, audio) =>
    peekEvent(bytes).audio === null
      ? null
      : made(editMap(bytes, (key) => (key === 'audio' ? binOf(audio) : undefined))),
  justAudio: (audio) => event({ event: 'audio', audio }),
  inWrongFrame({ bytes }) {
    const fields: Record<string, unknown> = {};
    editMap(bytes, (key, at) => {
      const value = key === 'audio' ? undefined : scalarAt(bytes, at);
      if (typeof key === 'string' && value !== undefined)
        fields[key] = typeof value === 'bigint' ? Number(value) : value;
      return undefined;
    });
    const { audio } = peekEvent(bytes);
    if (audio !== null) fields.audio = toBase64(bytes.subarray(audio.start, audio.end));
    return { opcode: 'text', bytes: encodeUtf8(JSON.stringify(fields)) };
  },
  wrongType({ bytes }, field) {
    const span = valueSpan(bytes, peekEvent(bytes), field);
    if (span === null) return null;
    const was = scalarAt(bytes, span.start);
    const other = typeof was === 'string' ? 7 : typeof was === 'number' ? String(was) : 'not bytes';
    return made(editMap(bytes, (key) => (key === field ? encodeMsgpack(other) : undefined)));
  },
  unknownEvent: (name) => event({ event: name, note: 'sent by a fault' }),
  error: (message) => event({ event: 'error', error: message === '' ? 'Refused by a fault' : message }),
  failedFinish: (message) => event({ event: 'finish', reason: 'error', message }),
  log: (message) => event({ event: 'log', message }),
  withoutTime({ bytes }) {
    const peek = peekEvent(bytes);
    return valueAt(bytes, peek, 'time') === -1
      ? null
      : made(editMap(bytes, (key) => (key === 'time' ? null : undefined)));
  },
  textOf: () => null,
};
