import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { AudioAsk, AudioFormat } from '../../dialects/dialect.ts';
import { oggPage } from '../testing/ogg-writer.ts';
import { type ContainerItem, itemsIn } from './container-item.ts';
import { inspectAudio, openInspector } from './inspect-audio.ts';
import { opusTocWords } from './opus-toc.ts';

const ask = (format: AudioFormat, sampleRateHz = 0): AudioAsk => ({ format, sampleRateHz });
const sample = (name: string) => new Uint8Array(readFileSync(new URL(`../samples/${name}`, import.meta.url)));
const of = (items: readonly ContainerItem[], kind: string) => items.filter((item) => item.kind === kind);
const value = (item: ContainerItem | undefined, name: string) => item?.fields.find((one) => one.name === name)?.value;

type Listed = { file: string; format: AudioFormat; bytes: number; frames?: number; pages?: number };
const manifest = JSON.parse(new TextDecoder().decode(sample('manifest.json'))) as { files: Listed[] };

describe.each(manifest.files.map((one) => [one.file, one] as const))('%s', (file, { format, frames, pages }) => {
  const bytes = sample(file);
  const items = inspectAudio(ask(format), bytes);

  test('is whole, and every field lies inside its item', () => {
    expect(of(items, 'damage')).toEqual([]);
    for (const item of items) {
      expect(item.end).toBeLessThanOrEqual(bytes.length);
      for (const one of item.fields) {
        expect(one.start, `${item.title} ${one.name}`).toBeGreaterThanOrEqual(item.start);
        expect(one.end, `${item.title} ${one.name}`).toBeLessThanOrEqual(item.end);
      }
    }
    if (frames !== undefined) expect(of(items, 'frame').length).toBe(frames);
    if (pages !== undefined) expect(of(items, 'page').length).toBe(pages);
  });

  test('frames, pages, header and samples cover every byte once', () => {
    const cover = items.filter(({ kind }) => ['tag', 'info', 'frame', 'page', 'header', 'samples'].includes(kind));
    let at = 0;
    for (const item of cover) {
      expect(item.start).toBe(at);
      at = item.end;
    }
    expect(at).toBe(bytes.length);
  });

  test('the same in pieces of 1, 7 and 1000 bytes', () => {
    for (const size of bytes.length > 60_000 ? [1000] : [1, 7, 1000]) {
      const inspector = openInspector(ask(format));
      const cut: ContainerItem[] = [];
      for (let at = 0; at < bytes.length; at += size) cut.push(...inspector.push(bytes.subarray(at, at + size)));
      cut.push(...inspector.end());
      const rest = (all: ContainerItem[]) => all.filter(({ kind }) => kind !== 'samples');
      expect(rest(cut)).toEqual(rest(items));
    }
  });
});

test('an mp3 frame says version, layer, bitrate, rate, padding, and how far back its data begins', () => {
  const items = inspectAudio(ask('mp3'), sample('fox.44100.128k.mp3'));
  const [first, second] = of(items, 'frame');
  expect(first?.title).toBe('MPEG 1 layer III, 128 kbps, 44,100 Hz');
  expect(['version', 'layer', 'padding', 'channels', 'main_data_begin'].map((name) => value(first, name))).toEqual([
    'MPEG 1',
    'III',
    'none',
    'mono',
    '0 bytes',
  ]);
  expect(first?.says).toBe('26.12 ms of sound that can be decoded without the frames before.');
  expect(value(second, 'padding')).toBe('1 byte');
  expect(of(items, 'frame').some((item) => value(item, 'main_data_begin') !== '0 bytes')).toBe(true);
  const [v2] = of(inspectAudio(ask('mp3'), sample('fox.24000.64k.mp3')), 'frame');
  expect([v2?.title, value(v2, 'samples')]).toEqual(['MPEG 2 layer III, 64 kbps, 24,000 Hz', '576']);
});

test('ID3 and Xing', () => {
  const mp3 = sample('fox.44100.128k.mp3');
  const id3 = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0);
  const info = mp3.slice(0, 417).fill(0, 4);
  info.set(encodeUtf8('Info'), 21);
  info.set([0, 0, 0, 3, 0, 0, 0, 114, 0, 0, 0xb9, 0x8a], 25);
  const [tag, table, frame] = inspectAudio(ask('mp3'), concatBytes([id3, info, mp3]));
  expect([tag?.title, tag?.says, value(tag, 'version')]).toEqual([
    'ID3v2 tag',
    'An empty tag: only its header.',
    '2.4.0',
  ]);
  expect([table?.title, value(table, 'frames'), value(table, 'bytes')]).toEqual(['Info table', '114', '47,498']);
  expect(frame?.kind).toBe('frame');
});

test('an Ogg page says flags, granule, serial, sequence and checksum; packets say how long they last', () => {
  const items = inspectAudio(ask('opus'), sample('fox.48000.32k.opus'));
  const pages = of(items, 'page');
  expect([value(pages[0], 'flags'), value(pages[2], 'flags'), value(pages.at(-1), 'flags')]).toEqual([
    'first page',
    'none',
    'last page',
  ]);
  expect(pages.map((page) => Number(value(page, 'sequence')))).toEqual(pages.map((_, i) => i));
  for (const page of pages) {
    expect(page.fields.find(({ name }) => name === 'checksum')?.says).toBe('Fits the bytes of the page.');
  }
  const [head] = of(items, 'head');
  expect([value(head, 'channels'), value(head, 'pre-skip'), value(head, 'input rate')]).toEqual([
    '1',
    '312',
    '48,000 Hz',
  ]);
  expect(value(of(items, 'tags')[0], 'vendor')).toMatch(/./);
  const packets = of(items, 'packet');
  expect(packets[0]?.title).toMatch(/^Opus packet, 20 ms, (CELT|hybrid|SILK)/);
  expect(packets.at(-1)?.says).toMatch(/^The last granule cuts/);
  expect([0x08, 0x78, 0xfc].map((toc) => opusTocWords(toc))).toEqual([
    { mode: 'SILK', bandwidth: 'narrowband', frameMs: 20, stereo: false },
    { mode: 'hybrid', bandwidth: 'fullband', frameMs: 20, stereo: false },
    { mode: 'CELT', bandwidth: 'fullband', frameMs: 20, stereo: true },
  ]);
});

test('a page with a flipped bit is shown with the checksum its bytes give', () => {
  const bytes = sample('fox.48000.32k.opus');
  const page = of(inspectAudio(ask('opus'), bytes), 'page')[4];
  const flipped = (page?.start ?? 0) + 60;
  bytes[flipped] = (bytes[flipped] ?? 0) ^ 4;
  const [bad] = of(inspectAudio(ask('opus'), bytes), 'damage');
  expect([bad?.start, bad?.end, value(bad, 'sequence')]).toEqual([page?.start, page?.end, '4']);
  expect(bad?.fields.find(({ name }) => name === 'checksum')?.says).toMatch(/^Wrong: the bytes of the page give 0x/);
});

test('the comments of OpusTags are read as far as they are true', () => {
  const text = (words: string, claim = words.length) => {
    const bytes = concatBytes([new Uint8Array(4), encodeUtf8(words)]);
    new DataView(bytes.buffer).setUint32(0, claim, true);
    return bytes;
  };
  const head = sample('fox.48000.32k.opus').slice(0, 47);
  const packet = concatBytes([
    encodeUtf8('OpusTags'),
    text('me'),
    Uint8Array.of(9, 0, 0, 0),
    text('A=b'),
    text('x', 1e9),
  ]);
  const tags = oggPage({ packets: [packet], sequence: 1, serial: new DataView(head.buffer).getUint32(14, true) });
  const [item] = of(inspectAudio(ask('opus'), concatBytes([head, tags])), 'tags');
  expect(item?.fields.map(({ name, value: v }) => `${name} ${v}`)).toEqual([
    'magic OpusTags',
    'vendor me',
    'comments 9',
    'comment 1 A=b',
  ]);
});

test('placeholder sizes of a wav header are explained', () => {
  const [header] = inspectAudio(ask('wav'), sample('fox.44100.stream.wav'));
  expect([value(header, 'RIFF size'), value(header, 'data size'), value(header, 'bits')]).toEqual([
    '4,294,967,295',
    '4,294,967,295',
    '16',
  ]);
  expect(header?.says).toMatch('placeholders');
  const [true_] = inspectAudio(ask('wav'), sample('fox.16000.wav'));
  expect(true_?.says).toBe('It claims 94,880 bytes of samples, 2.965 s.');
});

test('where a chunk cuts a frame is said of both pieces', () => {
  const items = inspectAudio(ask('mp3'), sample('fox.44100.128k.mp3'));
  const parts = itemsIn(items, { start: 500, end: 900 }).map(({ item, begins, ends }) => [item.start, begins, ends]);
  expect(parts).toEqual([
    [417, 'before', 'here'],
    [835, 'here', 'after'],
  ]);
  expect(itemsIn(items, { start: 835, end: 1253 }).map(({ item }) => item.start)).toEqual([835]);
});

test('whatever the bytes, nothing throws', () => {
  let seed = 7;
  const junk = Uint8Array.from({ length: 3000 }, () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed >> 16;
  });
  for (const format of ['mp3', 'opus', 'wav', 'pcm'] as const) {
    for (const bytes of [
      junk,
      new Uint8Array(),
      ...['fox.16000.wav', 'fox.48000.32k.opus', 'fox.24000.64k.mp3'].map((name) => {
        const damaged = sample(name).slice(0, 3000);
        for (let i = 0; i < 300; i++) damaged[(i * 37) % 3000] = junk[i] ?? 0;
        return damaged;
      }),
    ]) {
      expect(() => inspectAudio(ask(format), bytes)).not.toThrow();
    }
  }
});

test('samples that come together are one item, however many', () => {
  const inspector = openInspector(ask('pcm', 24000));
  const spans = [200_001, 3].map((size) => inspector.push(new Uint8Array(size)).map(({ start, end }) => [start, end]));
  expect(spans).toEqual([[[0, 200_000]], [[200_000, 200_004]]]);
  expect(inspectAudio(ask('pcm', 44100), new Uint8Array(88_200))[0]?.says).toBe('1 s at 44,100 Hz.');
});
