import { describe, expect, test } from 'vitest';
import { KeyRef } from '@/lib/dialects/dialect.ts';
import { dialects } from '@/lib/dialects/registry.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';
import { tintBytes } from './byte-tints.ts';
import { outlineOf } from './outline.ts';
import { previewOf } from './preview.ts';

const dialect = (id: string) => {
  const found = dialects.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no dialect ${id}`);
  return found;
};
const preview = (id: string, step: unknown, supplies: Partial<Supplies> = {}) => {
  const [first] = outlineOf(`[${typeof step === 'string' ? step : JSON.stringify(step)}]`).steps;
  if (first === undefined) throw new Error('no step');
  return previewOf(first, dialect(id), { files: new Map(), key: null, ...supplies });
};

describe('the bytes before sending', () => {
  test('are those of the wire, with a value for each colour', () => {
    const made = preview('fish', { event: 'stop' });
    expect(made.kind).toBe('frame');
    if (made.kind !== 'frame') return;
    expect([...made.encoded.bytes]).toEqual([0x81, 0xa5, 0x65, 0x76, 0x65, 0x6e, 0x74, 0xa4, 0x73, 0x74, 0x6f, 0x70]);
    expect(made.although).toEqual([]);
    const { byByte } = tintBytes(made.encoded.bytes.length, made.table, []);
    expect([...byByte]).toEqual([0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  });

  test('show the filler where the key goes, with the length of the key', () => {
    const event = { event: 'start', token: { $key: true }, request: { format: 'mp3' } };
    const made = preview('fishspeech', event, { key: new KeyRef('key#1', 20) });
    if (made.kind !== 'frame') throw new Error(made.kind);
    const [hole] = made.encoded.holes;
    expect(hole && hole.end - hole.start).toBe(20);
    expect(new TextDecoder().decode(made.encoded.bytes)).toContain('"key#1...............');
    expect(tintBytes(made.encoded.bytes.length, made.table, made.encoded.holes).byByte[hole?.start ?? -1]).toBe(5);
  });

  test('a step that needs a key says so while there is none', () => {
    const made = preview('fishspeech', { event: 'start', token: { $key: true }, request: {} });
    expect(made.kind === 'unsendable' && made.problem.code).toBe('key_needed');
  });

  test('a chosen file stands where it is named; one that was not chosen is a problem with its place', () => {
    const event = { event: 'start', request: { text: '', references: [{ audio: { $file: 'a.wav' }, text: '' }] } };
    const made = preview('fish', event, { files: new Map([['a.wav', new Uint8Array(300).fill(7)]]) });
    expect(made.kind === 'frame' && made.table?.nodes.some((n) => n.type === 'bin' && n.claimed === 300)).toBe(true);
    const missing = preview('fish', event);
    expect(missing.kind === 'unsendable' && missing.problem.at?.line).toBe(1);
  });

  test('what breaks the schema is encoded all the same, and what is wrong is told', () => {
    const made = preview('fish', { event: 'start', request: { text: '', format: 'flac' } });
    expect(made.kind === 'frame' && made.although.map((p) => p.at?.field)).toEqual(['request.format']);
  });

  test('a frame as it stands is shown as it stands, and read as far as it can be', () => {
    const made = preview('fish', { $raw: { opcode: 'binary', hex: '81a56576656e74a473746f' } });
    if (made.kind !== 'frame') throw new Error(made.kind);
    expect([made.encoded.opcode, made.encoded.bytes.length]).toEqual(['binary', 11]);
    expect(made.table?.ok).toBe(false);
    const keyed = { $raw: { opcode: 'text', text: ['token=', { $key: true }] } };
    expect(preview('fish', keyed).kind).toBe('unsendable');
    const filled = preview('fish', keyed, { key: new KeyRef('key#1', 8) });
    expect(filled.kind === 'frame' && new TextDecoder().decode(filled.encoded.bytes)).toBe('token=key#1...');
  });

  test('a long text is shown in its pieces, with the first frame', () => {
    const made = preview('fishspeech', { $tokens: 'one two three', like: 'words' });
    if (made.kind !== 'pieces' || made.first?.kind !== 'frame') throw new Error(made.kind);
    expect(made.pieces).toEqual(['one ', 'two ', 'three']);
    expect(new TextDecoder().decode(made.first.encoded.bytes)).toBe('{"event":"text","text":"one "}');
    expect(made.totalBytes).toBe(30 + 30 + 31);
    expect(preview('fish', { $tokens: { $file: 'a.txt' }, like: 'lines' }).kind).toBe('unsendable');
    const lines = { files: new Map([['a.txt', new TextEncoder().encode('a\nb')]]) };
    const filed = preview('fish', { $tokens: { $file: 'a.txt' }, like: 'lines' }, lines);
    expect(filed.kind === 'pieces' && filed.pieces.join('')).toBe('a\nb');
  });

  test('a ping and a close are shown with their payload', () => {
    const ping = preview('fish', { $ping: { hex: '0102' } });
    expect(ping.kind === 'control' && [...ping.bytes]).toEqual([1, 2]);
    const close = preview('fish', { $close: { code: 1000, reason: 'so' } });
    expect(close.kind === 'control' && [...close.bytes]).toEqual([3, 232, 115, 111]);
  });

  test('directives send nothing, junk is not sendable', () => {
    expect(preview('fish', { $wait: '200ms' }).kind).toBe('directive');
    expect(preview('fish', '"junk"').kind).toBe('unsendable');
    expect(preview('fish', '{"event": }').kind).toBe('unsendable');
  });

  test.each(dialects.map((each) => [each.id, each] as const))('every template of %s can be sent', (id, each) => {
    const supplies = { key: new KeyRef('key#1', 32), files: new Map([['voice.wav', new Uint8Array(9)]]) };
    const kinds = each.templates.map(({ name, event }) => [name, preview(id, event, supplies).kind]);
    expect(kinds.filter(([, kind]) => kind !== 'frame')).toEqual([]);
  });
});
