/** What a server of fishspeech.live can be made to say (protocol notes B3). Sound is a binary frame, all else JSON in text frames. */
import { toBase64 } from '../../bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import type { MadeFrame, Tongue } from '../tongue.ts';

const event = (value: Record<string, unknown>): MadeFrame => ({
  opcode: 'text',
  bytes: encodeUtf8(JSON.stringify(value)),
});

export const fishspeechTongue: Tongue = {
  dialect: 'fishspeech',
  usualEvent: 'processing',
  usualField: 'text',
  ends: ['done', 'stopped'],
  withAudio: ({ opcode }, bytes) => (opcode === 'binary' ? { opcode, bytes } : null),
  justAudio: (bytes) => ({ opcode: 'binary', bytes }),
  inWrongFrame: ({ opcode, bytes }) =>
    opcode === 'text' ? { opcode: 'binary', bytes } : event({ event: 'audio', audio: toBase64(bytes) }),
  wrongType(frame, field) {
    const value = objectOf(frame);
    if (value === null || !Object.hasOwn(value, field) || field === 'event') return null;
    return event({ ...value, [field]: typeof value[field] === 'string' ? 7 : 'not that' });
  },
  unknownEvent: (name) => event({ event: name, note: 'sent by a fault' }),
  error: (message, text) =>
    event({
      event: 'error',
      message: message === '' ? 'Refused by a fault' : message,
      ...(text === null ? {} : { text }),
    }),
  failedFinish: () => null,
  log: () => null,
  withoutTime: () => null,
  textOf(frame) {
    const text = objectOf(frame)?.text;
    return typeof text === 'string' ? text : null;
  },
};

function objectOf({ opcode, bytes }: { opcode: string; bytes: Uint8Array }): Record<string, unknown> | null {
  if (opcode !== 'text' || bytes.length > 1_048_576) return null;
  try {
    const value: unknown = JSON.parse(decodeUtf8(bytes).text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
