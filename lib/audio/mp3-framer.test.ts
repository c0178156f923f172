import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { type Mp3Item, mp3Framer } from './mp3-framer.ts';
import { mp3Header } from './mp3-header.ts';

const fox = new Uint8Array(readFileSync(new URL('./samples/fox.44100.128k.mp3', import.meta.url)));
const slow = new Uint8Array(readFileSync(new URL('./samples/fox.24000.64k.mp3', import.meta.url)));
const ascii = (text: string) => new TextEncoder().encode(text);
const emptyTag = concatBytes([ascii('ID3'), Uint8Array.from([4, 0, 0, 0, 0, 0, 0])]);
const tagOf = (size: number, flags = 0) =>
  concatBytes([
    ascii('ID3'),
    Uint8Array.from([4, 0, flags, (size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127]),
  ]);

function frame(bytes: Uint8Array, size = bytes.length): Mp3Item[] {
  const framer = mp3Framer();
  const items: Mp3Item[] = [];
  for (let at = 0; at < bytes.length; at += size) items.push(...framer.push(bytes.subarray(at, at + size)));
  return [...items, ...framer.end()];
}
/** Runs of frames as `frame x n`, the rest as words with spans. */
function drawn(items: Mp3Item[]): string[] {
  const lines: string[] = [];
  let run = 0;
  const close = () => run > 0 && lines.push(`frame x ${run}`);
  for (const item of items) {
    if (item.kind === 'frame') {
      run++;
      continue;
    }
    close();
    run = 0;
    const what = item.kind === 'note' ? `! ${item.code}` : item.kind === 'tag' ? item.what : `info ${item.startDelay}`;
    lines.push(`${what} ${item.start}-${item.end}`);
  }
  close();
  return lines;
}
/** The frame at the start of `fox`, its sound replaced by a table. */
function infoFrame(lame: boolean): Uint8Array {
  const bytes = new Uint8Array(417);
  bytes.set(fox.subarray(0, 4));
  bytes[2] = (bytes[2] ?? 0) & ~2;
  bytes.set(ascii('Info'), 21);
  bytes[28] = 0x0f;
  if (lame) {
    bytes.set(ascii('LAME3.100'), 141);
    bytes.set([0x24, 0x01, 0x00], 162);
  }
  return bytes;
}

describe('mp3Framer', () => {
  test('a bare stream is frames alone, back to back, whatever the cut', () => {
    const items = frame(fox);
    expect(drawn(items)).toEqual(['frame x 115']);
    expect(items[0]?.start).toBe(0);
    for (let i = 1; i < items.length; i++) expect(items[i]?.start).toBe(items[i - 1]?.end);
    expect(items.at(-1)?.end).toBe(fox.length);
    expect(frame(fox, 1)).toEqual(items);
    expect(frame(fox, 419)).toEqual(items);
  });

  test.each([
    ['an empty ID3v2.4 tag', emptyTag, ['ID3v2 0-10', 'frame x 115']],
    ['a tag with a body', concatBytes([tagOf(300), new Uint8Array(300).fill(0xff)]), ['ID3v2 0-310', 'frame x 115']],
    ['a tag with a footer', concatBytes([tagOf(5, 0x10), new Uint8Array(15)]), ['ID3v2 0-25', 'frame x 115']],
    ['a tag that claims megabytes', tagOf(200_000_000), ['! lying_tag 0-10', 'ID3v2 0-10', 'frame x 115']],
    ['junk', ascii('{"event":"audio"}'), ['! junk 0-17', 'frame x 115']],
    ['junk that looks like a header', fox.subarray(0, 4), ['! junk 0-4', 'frame x 115']],
    ['the table of a LAME file', infoFrame(true), ['info 1105 0-417', 'frame x 115']],
    ['a table without a LAME tag', infoFrame(false), ['info 0 0-417', 'frame x 115']],
  ])('%s in front', (_, front, lines) => {
    const bytes = concatBytes([front, fox]);
    expect(drawn(frame(bytes))).toEqual(lines);
    expect(frame(bytes, 1)).toEqual(frame(bytes));
  });

  test('a header that comes again is noted, and the sound goes on', () => {
    const at = fox.length;
    const bytes = concatBytes([emptyTag, fox, emptyTag, fox]);
    const lines = [
      'ID3v2 0-10',
      'frame x 115',
      `! repeated_header ${at + 10}-${at + 20}`,
      `ID3v2 ${at + 10}-${at + 20}`,
      'frame x 115',
    ];
    expect(drawn(frame(bytes))).toEqual(lines);
    expect(drawn(frame(bytes, 3))).toEqual(lines);
  });

  test('bytes lost inside a frame: that one is read short, then junk up to the next frame followed by another', () => {
    const bytes = concatBytes([fox.subarray(0, 1000), fox.subarray(1100)]);
    const lines = drawn(frame(bytes));
    expect(lines[0]).toBe('frame x 3');
    expect(lines[1]).toBe('! junk 1253-1571');
    expect(lines[2]).toBe('frame x 111');
  });

  test('an end inside a frame is told with its place', () => {
    expect(drawn(frame(fox.subarray(0, 1000)))).toEqual(['frame x 2', '! truncated 835-1000']);
    expect(drawn(frame(concatBytes([tagOf(50), new Uint8Array(7)])))).toEqual(['ID3v2 0-60', '! truncated 17-17']);
  });

  test('the old tag at the end is no junk', () => {
    const bytes = concatBytes([fox, ascii('TAG'), new Uint8Array(125)]);
    expect(drawn(frame(bytes, 50))).toEqual(['frame x 115', `ID3v1 ${fox.length}-${fox.length + 128}`]);
  });

  test('a change of rate is noted and followed', () => {
    const at = fox.length;
    expect(drawn(frame(concatBytes([fox, slow])))).toEqual([
      'frame x 115',
      `! format_change ${at}-${at + 4}`,
      'frame x 126',
    ]);
  });

  test('random bytes are junk, and none is lost', () => {
    let state = 5;
    const bytes = Uint8Array.from({ length: 200_000 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
    const items = frame(bytes, 1000);
    let at = 0;
    for (const item of items) {
      expect(item.start).toBe(at);
      at = item.end;
    }
    expect(at).toBe(bytes.length);
    expect(items.filter((item) => item.kind === 'frame').length).toBeLessThan(5);
  });
});

describe('mp3Header', () => {
  test.each([
    ['MPEG 1, 128 kbps, 44.1 kHz, mono', [0xff, 0xfb, 0x90, 0xc4], [128, 44100, 1, 1152, 417]],
    ['MPEG 1, padded, stereo', [0xff, 0xfb, 0x92, 0x04], [128, 44100, 2, 1152, 418]],
    ['MPEG 2, 64 kbps, 24 kHz', [0xff, 0xf3, 0x84, 0xc4], [64, 24000, 1, 576, 192]],
    ['MPEG 2.5, 8 kbps, 8 kHz', [0xff, 0xe3, 0x18, 0xc4], [8, 8000, 1, 576, 72]],
  ])('%s', (_, bytes, want) => {
    const [a, b, c, d] = bytes as [number, number, number, number];
    const header = mp3Header(a, b, c, d);
    expect([header?.bitrateKbps, header?.sampleRateHz, header?.channels, header?.samples, header?.sizeBytes]).toEqual(
      want,
    );
  });

  test.each([
    ['no sync', [0xfe, 0xfb, 0x90, 0xc4]],
    ['layer II', [0xff, 0xfd, 0x90, 0xc4]],
    ['reserved version', [0xff, 0xeb, 0x90, 0xc4]],
    ['free format', [0xff, 0xfb, 0x00, 0xc4]],
    ['bitrate 15', [0xff, 0xfb, 0xf0, 0xc4]],
    ['reserved rate', [0xff, 0xfb, 0x9c, 0xc4]],
  ])('%s is none', (_, bytes) => {
    const [a, b, c, d] = bytes as [number, number, number, number];
    expect(mp3Header(a, b, c, d)).toBeNull();
  });
});
