import { expect, test } from 'vitest';
import { toHex } from '@/lib/bytes/hex.ts';
import { decodeUtf8 } from '@/lib/bytes/utf8.ts';
import { type Dialect, KeyRef } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { asHex, asStep, stepText, writtenFrame } from './written-frame.ts';

const fish = dialectOf('fish') as Dialect;
const speech = dialectOf('fishspeech') as Dialect;
const supplies = { files: new Map(), key: new KeyRef('key#2', 12) };
const step = (text: string) => ({ as: 'step' as const, text, opcode: 'text' as const });

test('an event of the server, changed, is encoded by the dialect and read as what it is', () => {
  const frame = writtenFrame(step('{ "event": "done", "text": "Changed" }'), 'client', speech, supplies);
  if ('code' in frame) throw new Error(frame.detail);
  expect(frame).toMatchObject({ event: 'done', although: [], encoded: { opcode: 'text', holes: [] } });
  expect(decodeUtf8(frame.encoded.bytes).text).toBe('{"event":"done","text":"Changed"}');
  const audio = writtenFrame(step('{ "event": "audio", "audio": { "$bin": "AAH/" } }'), 'client', fish, supplies);
  expect('code' in audio ? audio : toHex(audio.encoded.bytes)).toContain('c4030001ff');
});

test('every template of either side can be sent as it stands', () => {
  for (const dialect of [fish, speech]) {
    const files = new Map([['voice.wav', Uint8Array.of(1)]]);
    for (const { event } of dialect.templates)
      expect(writtenFrame(step(stepText(event)), 'upstream', dialect, { ...supplies, files })).toMatchObject({
        although: [],
      });
    for (const { event } of dialect.serverTemplates)
      expect(writtenFrame(step(stepText(event)), 'client', dialect, supplies)).toMatchObject({ although: [] });
  }
});

test('the key is a hole with its filler', () => {
  const frame = writtenFrame(step('{ "event": "start", "token": { "$key": true } }'), 'upstream', speech, supplies);
  if ('code' in frame) throw new Error(frame.detail);
  const [hole] = frame.encoded.holes;
  expect(decodeUtf8(frame.encoded.bytes, hole?.start, hole?.end).text).toBe('key#2.......');
  // As hex it stays one, as long as the filler stands there.
  const { bytes, holes, opcode } = frame.encoded;
  const hex = (of: Uint8Array) =>
    writtenFrame({ as: 'hex', text: toHex(of, ' '), opcode, holes }, 'upstream', speech, supplies);
  expect(hex(bytes)).toMatchObject({ encoded: { bytes, holes } });
  expect(hex(bytes.map((byte, at) => (at === hole?.start ? 0x58 : byte)))).toMatchObject({ encoded: { holes: [] } });
});

test('hex goes as it stands, whatever it means; what is odd about it is said', () => {
  const frame = writtenFrame({ as: 'hex', text: '81 a5\n65', opcode: 'binary' }, 'client', fish, supplies);
  expect(frame).toMatchObject({ encoded: { opcode: 'binary', bytes: Uint8Array.of(0x81, 0xa5, 0x65) } });
  expect(frame).toMatchObject({ event: 'unreadable', although: [{ code: 'E_TRUNCATED' }] });
  expect(writtenFrame({ as: 'hex', text: '81 a', opcode: 'text' }, 'client', fish, supplies)).toMatchObject({
    code: 'bad_value',
  });
});

test('an event seen as hex is the same event again, as long as nothing of it is changed', () => {
  const event = step('{ "event": "done", // why\n "text": "Hi" }');
  const frame = writtenFrame(event, 'client', speech, supplies);
  if ('code' in frame) throw new Error(frame.detail);
  const hex = asHex(event, frame.encoded);
  expect(asStep(hex)).toEqual(event);
  expect(asStep({ ...hex, text: hex.text.toUpperCase().replaceAll(' ', '\n') })).toEqual(event);
  const raw = (as: typeof hex) => asStep(as).text;
  expect(raw({ ...hex, text: `${hex.text} 20` })).toMatch(/^\{ "\$raw": \{ "opcode": "text", "hex": "7b .* 20" \} \}$/);
  expect(raw({ ...hex, opcode: 'binary' })).toContain('"opcode": "binary"');
  expect(raw({ ...hex, text: '7' })).toContain('"hex": "7"');
  expect(asStep({ as: 'hex', text: ' ', opcode: 'text' })).toMatchObject({ as: 'step', text: '' });
});

test('what is no frame is a problem, at its line and column', () => {
  const at = (text: string) => {
    const made = writtenFrame(step(text), 'upstream', speech, { ...supplies, key: null });
    return 'code' in made ? [made.code, made.at?.line, made.at?.column] : [];
  };
  expect(at('')).toEqual(['bad_step', undefined, undefined]);
  expect(at('{ "event": ')).toEqual(['bad_jsonc', 1, 12]);
  expect(at('{ "event": "stop" }, { "event": "stop" }')).toEqual(['bad_step', undefined, undefined]);
  expect(at('{ "$wait": "1s" }')).toEqual(['bad_step', undefined, undefined]);
  expect(at('{ "event": "start", "token": { "$key": true } }')).toEqual(['key_needed', 1, 30]);
  expect(at('{ "event": "text", "text": { "$bin": "AA==" } }')[0]).toBe('bad_value');
});
