import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { samplesToMono } from './mono.ts';
import { pcmFramer } from './pcm-framer.ts';
import { sniffAudio } from './sniff.ts';
import { type WavItem, wavFramer } from './wav-framer.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const u32 = (value: number) => Uint8Array.from([value, value >>> 8, value >>> 16, value >>> 24]);
const chunk = (name: string, body: Uint8Array, size = body.length) => concatBytes([ascii(name), u32(size), body]);
const fmt = (tag = 1, channels = 1, rate = 24000, bits = 16) =>
  chunk(
    'fmt ',
    concatBytes([
      Uint8Array.from([tag, 0, channels, 0]),
      u32(rate),
      u32((rate * channels * bits) / 8),
      Uint8Array.from([(channels * bits) / 8, 0, bits, 0]),
    ]),
  );
const wav = (...chunks: Uint8Array[]) => concatBytes([ascii('RIFF'), u32(0xffffff24), ascii('WAVE'), ...chunks]);
const sound = Uint8Array.from({ length: 20 }, (_, i) => i);

function frame(bytes: Uint8Array, size = bytes.length): WavItem[] {
  const framer = wavFramer();
  const items: WavItem[] = [];
  for (let at = 0; at < bytes.length; at += size) items.push(...framer.push(bytes.subarray(at, at + size)));
  return [...items, ...framer.end()];
}
const header = (items: WavItem[]) => items.find((item) => item.kind === 'header')?.header;
const heard = (items: WavItem[]) => concatBytes(items.flatMap((item) => (item.kind === 'samples' ? [item.bytes] : [])));
const notes = (items: WavItem[]) => items.flatMap((item) => (item.kind === 'note' ? [item.code] : []));

describe('wavFramer', () => {
  test.each([0, 0xffffffff, 0xffffff00, 0xffffff24])(
    'data size %i is a placeholder: all bytes that come are sound',
    (size) => {
      const items = frame(wav(fmt(), chunk('data', sound, size)), 3);
      expect(header(items)).toMatchObject({ sampleRateHz: 24000, channels: 1, bitsPerSample: 16, dataBytes: null });
      expect(heard(items)).toEqual(sound);
      expect(notes(items)).toEqual(['placeholder_size']);
    },
  );

  test('a true size ends the sound; what follows is noted, not played', () => {
    const items = frame(wav(fmt(), chunk('LIST', new Uint8Array(26)), chunk('data', sound), ascii('LISTxxxx')), 5);
    expect(header(items)?.dataBytes).toBe(20);
    expect(heard(items)).toEqual(sound);
    expect(notes(items)).toEqual(['junk']);
    expect(items.at(-1)).toMatchObject({ start: 12 + 24 + 34 + 28, end: 12 + 24 + 34 + 28 + 8 });
  });

  test('samples are never cut: stereo frames of four bytes', () => {
    const items = frame(wav(fmt(1, 2), chunk('data', sound, 0)), 7);
    for (const item of items) if (item.kind === 'samples') expect(item.bytes.length % 4).toBe(0);
    expect(heard(items)).toEqual(sound);
  });

  test.each([
    ['not RIFF', ascii('{"event":"error"}')],
    ['compressed sound', wav(fmt(2), chunk('data', sound))],
    ['an impossible rate', wav(fmt(1, 1, 1), chunk('data', sound))],
    ['no format before the data', wav(chunk('data', sound))],
    ['a chunk that claims gigabytes', wav(chunk('LIST', sound, 0x7fffffff))],
  ])('%s is not played, and says so once', (_, bytes) => {
    const items = frame(concatBytes([bytes, sound, sound]), 1);
    expect(heard(items).length).toBe(0);
    expect(notes(items)).toEqual(['unsupported']);
  });

  test('an end inside the header, or inside a sample', () => {
    expect(notes(frame(wav(fmt()).subarray(0, 30)))).toEqual(['truncated']);
    expect(notes(frame(wav(fmt(), chunk('data', sound.subarray(0, 7), 20))))).toEqual(['truncated']);
  });
});

describe('pcmFramer', () => {
  test('carries the odd byte', () => {
    const framer = pcmFramer();
    const spans = [[1], [2, 3], [4], [5]].flatMap((bytes) => framer.push(Uint8Array.from(bytes)));
    expect(spans.map((item) => [item.start, item.end])).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(framer.end()).toMatchObject([{ code: 'truncated', start: 4, end: 5 }]);
  });
});

describe('samplesToMono', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const float = new Uint8Array(Float32Array.from([0.25, Number.NaN]).buffer);
  test.each([
    ['8 bits', bytes(128, 255, 0), 8, 1, false, [0, 127 / 128, -1]],
    ['16 bits', bytes(0, 0x40, 0, 0x80), 16, 1, false, [0.5, -1]],
    ['24 bits', bytes(0, 0, 0x40, 0, 0, 0x80), 24, 1, false, [0.5, -1]],
    ['32 bits', bytes(0, 0, 0, 0x40), 32, 1, false, [0.5]],
    ['floats, what is no number is silent', float, 32, 1, true, [0.25, 0]],
    ['stereo is mixed', bytes(0, 0x40, 0, 0xc0, 0, 0x40, 0, 0x40), 16, 2, false, [0, 0.5]],
  ])('%s', (_, raw, bits, channels, isFloat, want) => {
    expect([...samplesToMono(raw, bits, channels, isFloat)]).toEqual(want);
  });
});

describe('sniffAudio', () => {
  test.each([
    ['wav', wav(fmt()), 'wav'],
    ['ogg', ascii('OggS\0'), 'opus'],
    ['a tag', ascii('ID3\x04\0'), 'mp3'],
    ['RIFF of another kind', ascii('RIFF....AVI '), null],
    ['a page of text', ascii('<!doctype html>'), null],
    ['nothing', new Uint8Array(0), null],
    ['a lone mp3 header', Uint8Array.from([0xff, 0xfb, 0x90, 0xc4, 1, 2, 3, 4]), null],
  ])('%s', (_, bytes, want) => expect(sniffAudio(bytes)).toBe(want));
});
