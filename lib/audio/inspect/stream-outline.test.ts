import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { AudioAsk, AudioFormat } from '../../dialects/dialect.ts';
import { continued, oggPage, opusHeaders, packet20ms } from '../testing/ogg-writer.ts';
import type { ContainerItem } from './container-item.ts';
import { inspectAudio } from './inspect-audio.ts';
import { pagePackets } from './item-again.ts';
import { openOutline, type StreamOutline } from './stream-outline.ts';

const ask = (format: AudioFormat, sampleRateHz = 0): AudioAsk => ({ format, sampleRateHz });
const sample = (name: string) => new Uint8Array(readFileSync(new URL(`../samples/${name}`, import.meta.url)));
const manifest = JSON.parse(new TextDecoder().decode(sample('manifest.json'))) as {
  files: { file: string; format: AudioFormat; sampleRate: number; samples?: number }[];
};

function outlineOf(asked: AudioAsk, bytes: Uint8Array, size: number): StreamOutline {
  const outline = openOutline(asked);
  for (let at = 0; at < bytes.length; at += size) outline.push(bytes.subarray(at, at + size));
  outline.end();
  return outline;
}
const itemsOf = (outline: StreamOutline, bytes: Uint8Array): ContainerItem[] =>
  Array.from({ length: outline.count }, (_, i) => outline.item(i, (start, end) => bytes.subarray(start, end)));
const byPlace = (items: readonly ContainerItem[]) =>
  [...items].filter(({ kind }) => kind !== 'packet' && kind !== 'samples').sort((a, b) => a.start - b.start);

describe.each(manifest.files.map((one) => [one.file, one] as const))('%s', (file, { format, sampleRate }) => {
  const bytes = sample(file);

  test('the items are those of the inspector, made again from their bytes', () => {
    const direct = byPlace(inspectAudio(ask(format, sampleRate), bytes));
    for (const size of [bytes.length, 1000]) {
      const again = byPlace(itemsOf(outlineOf(ask(format, sampleRate), bytes, size), bytes));
      expect(again.map(({ kind, title, start, end, fields }) => ({ kind, title, start, end, fields }))).toEqual(
        direct.map(({ kind, title, start, end, fields }) => ({ kind, title, start, end, fields })),
      );
    }
  });

  test('is 2.97 s long, whole, and every byte of it belongs to an item', () => {
    const outline = outlineOf(ask(format, sampleRate), bytes, 1000);
    const { seconds, junkBytes, damage } = outline.totals();
    expect(seconds).toBeGreaterThan(2.9);
    expect(seconds).toBeLessThan(3.1);
    expect([junkBytes, damage]).toEqual([0, 0]);
    let at = 0;
    for (let i = 0; i < outline.count; i++) {
      expect(outline.startOf(i)).toBeLessThanOrEqual(at);
      at = Math.max(at, outline.endOf(i));
    }
    expect(at).toBe(bytes.length);
  });
});

test('the items at a place, and those of a stretch', () => {
  const bytes = sample('fox.44100.128k.mp3');
  const outline = outlineOf(ask('mp3'), bytes, 700);
  for (const [start, end] of [
    [0, 1],
    [417, 418],
    [416, 418],
    [5000, 9000],
    [bytes.length - 1, bytes.length],
  ] as const) {
    const { from, to } = outline.between(start, end);
    const wanted = Array.from({ length: outline.count }, (_, i) => i).filter(
      (i) => outline.startOf(i) < end && outline.endOf(i) > start,
    );
    expect([from, to - 1]).toEqual([wanted[0], wanted.at(-1)]);
  }
  expect(outline.between(bytes.length, bytes.length)).toEqual({ from: outline.count, to: outline.count });
});

test('junk, a wrong checksum and a cut end are counted and told', () => {
  const mp3 = sample('fox.44100.128k.mp3');
  const bytes = concatBytes([mp3.subarray(0, 4179), new Uint8Array(100).fill(0x81), mp3.subarray(4179, 9000)]);
  const outline = outlineOf(ask('mp3'), bytes, 333);
  const { junkBytes, damage } = outline.totals();
  expect(damage).toBe(2);
  expect(junkBytes).toBe(100);
  expect(
    itemsOf(outline, bytes)
      .filter(({ kind }) => kind === 'damage')
      .map(({ title }) => title),
  ).toEqual(['Bytes that belong to nothing', 'Cut off']);
});

test('items stand in the order of their start, also a header over several pages', () => {
  const tags = concatBytes([encodeUtf8('OpusTags'), Uint8Array.of(0, 2, 0, 0), new Uint8Array(516)]);
  const bytes = concatBytes([
    opusHeaders(0).slice(0, 47),
    oggPage({ lacing: [255], body: tags.slice(0, 255), sequence: 1, granule: -1 }),
    oggPage({ lacing: [255], body: tags.slice(255, 510), sequence: 2, granule: -1, flags: continued }),
    oggPage({ lacing: [tags.length - 510], body: tags.slice(510), sequence: 3, granule: 0, flags: continued }),
    oggPage({ packets: [packet20ms(), packet20ms()], sequence: 4, granule: 1920 }),
  ]);
  const outline = outlineOf(ask('opus'), bytes, 50);
  const kinds = Array.from({ length: outline.count }, (_, i) => outline.kindOf(i));
  expect(kinds).toEqual(['page', 'head', 'page', 'tags', 'page', 'page', 'page']);
  const last = outline.item(outline.count - 1, (start, end) => bytes.subarray(start, end));
  expect(last.says).toMatch(/^2 packets end here; the checksum fits\. .* 0\.04 s of sound end with it\.$/);
  const packets = pagePackets(last.start, bytes.subarray(last.start, last.end));
  expect(packets.map(({ title, end }) => [title.slice(0, 18), end])).toEqual([
    ['Opus packet, 20 ms', last.end - packet20ms().length],
    ['Opus packet, 20 ms', last.end],
  ]);
});

describe('items are the same however a piece is sliced', () => {
  const mp3 = sample('fox.44100.128k.mp3');
  const ogg = sample('fox.48000.32k.opus');
  const wav = sample(manifest.files.find(({ format }) => format === 'wav')?.file ?? '');
  const cases: [string, AudioAsk, Uint8Array][] = [
    ['pcm', ask('pcm', 24000), new Uint8Array(45_691)],
    ['wav', ask('wav'), wav.subarray(0, 60_001)],
    [
      'mp3 with junk',
      ask('mp3'),
      concatBytes([mp3.subarray(0, 4179), new Uint8Array(9000), mp3.subarray(4179, 20_000)]),
    ],
    ['opus with junk', ask('opus'), concatBytes([ogg.subarray(0, 4000), new Uint8Array(3000), ogg.subarray(4000)])],
    ['no wav at all', ask('wav'), new Uint8Array(50_000).fill(0x81)],
    ['no opus at all', ask('opus'), new Uint8Array(50_000).fill(0x81)],
    ['no mp3 at all', ask('mp3'), new Uint8Array(50_000).fill(0x81)],
  ];
  const spans = (asked: AudioAsk, pieces: readonly Uint8Array[], slice: number) => {
    const outline = openOutline(asked);
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += slice) outline.push(piece.subarray(at, at + slice), at > 0);
    }
    outline.end();
    const { count, kindOf, startOf, endOf } = outline;
    return Array.from({ length: count }, (_, i) => [kindOf(i), startOf(i), endOf(i)]).slice(0, 400);
  };
  test.each(cases)('%s', (_, asked, bytes) => {
    // Cut where a server might: a whole frame, and then an odd one.
    const pieces = [bytes.subarray(0, 22_345), bytes.subarray(22_345, 22_346), bytes.subarray(22_346)];
    const whole = spans(asked, pieces, bytes.length);
    for (const slice of [1, 3, 44, 1000, 16_384]) expect(spans(asked, pieces, slice)).toEqual(whole);
  });
  test('samples are one item for each piece', () => {
    expect(spans(ask('pcm', 24000), [new Uint8Array(45_688)], 32_768)).toEqual([['samples', 0, 45_688]]);
    expect(spans(ask('pcm', 24000), [new Uint8Array(400), new Uint8Array(400)], 32)).toHaveLength(2);
  });
});

test('bare samples: an odd piece carries its last byte to the next item', () => {
  const outline = openOutline(ask('pcm', 16000));
  outline.push(new Uint8Array(257));
  outline.push(new Uint8Array(255));
  expect([outline.startOf(0), outline.endOf(0), outline.startOf(1), outline.endOf(1)]).toEqual([0, 256, 256, 512]);
  expect(outline.totals()).toMatchObject({ items: 2, units: 256, seconds: 0.016 });
  const unknown = openOutline(ask('pcm'));
  unknown.push(new Uint8Array(10));
  expect(unknown.totals().seconds).toBeNull();
});
