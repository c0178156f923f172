import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { continued, first, oggPage, opusHeaders, packet20ms } from '../../audio/testing/ogg-writer.ts';
import { concatBytes } from '../../bytes/concat.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { AudioAsk, AudioFormat } from '../../dialects/dialect.ts';
import { containerRules } from './container-rules.ts';
import { pieceMap } from './piece-map.ts';
import { always, cut, drawn, met, often, short } from './testing/drawn-findings.ts';
import {
  dropped,
  flipped,
  inserted,
  json,
  junk,
  mp3,
  opus,
  page,
  pcm,
  sample,
  wav,
} from './testing/node/short-streams.ts';

const ask = (format: AudioFormat, sampleRateHz = 0): AudioAsk => ({ format, sampleRateHz });
type Listed = { file: string; format: AudioFormat; sampleRate: number };
const manifest = JSON.parse(new TextDecoder().decode(sample('manifest.json'))) as { files: Listed[] };

describe('clean', () => {
  test.each(manifest.files.map((one) => [one.file, one] as const))('%s', (file, { format, sampleRate }) => {
    const bytes = sample(file);
    const asked = ask(format, format === 'opus' ? 48000 : sampleRate);
    for (const size of [bytes.length, 4093, 61]) expect(drawn(asked, cut(bytes, size))).toEqual([]);
  });

  test.each([
    ['mp3', mp3],
    ['opus', opus],
    ['wav', wav],
    ['pcm', pcm],
  ] as const)('%s split at any byte', (format, bytes) => {
    expect(always(ask(format), bytes)).toEqual([]);
  });

  test('mp3 without a tag, whose format takes 4 kB to tell', () => {
    const bytes = inserted(sample('fox.24000.64k.mp3').slice(0, 192 * 30), 192 * 9, junk);
    for (const at of [1, 1443, 1444, 4095, 4096, 4097, 5000]) {
      expect(short(drawn(ask('mp3'), [bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(['C01 1728..1828']);
    }
  });

  test('comments of OpusTags, of ID3, chunks around the samples are no text in the audio', () => {
    const words = encodeUtf8('encoded by a program with a long name');
    const id3 = concatBytes([encodeUtf8('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, words.length), words]);
    expect(drawn(ask('mp3'), [id3, mp3])).toEqual([]);
    const tags = concatBytes([encodeUtf8('OpusTags'), Uint8Array.of(words.length, 0, 0, 0), words, new Uint8Array(4)]);
    const head = opusHeaders(0).slice(0, 47);
    const stream = [
      head,
      oggPage({ packets: [tags], sequence: 1 }),
      oggPage({ packets: [packet20ms()], sequence: 2, granule: 960 }),
    ];
    expect(drawn(ask('opus'), stream)).toEqual([]);
    const list = concatBytes([encodeUtf8('LIST'), Uint8Array.of(words.length + 1, 0, 0, 0), words, new Uint8Array(1)]);
    expect(drawn(ask('wav'), [inserted(wav, 36, list)])).toEqual([]);
    expect(drawn(ask('wav'), [wav, list])).toEqual([]);
  });
});

describe('100 junk bytes', () => {
  test('mp3, in front, between frames, inside one', () => {
    expect(short(always(ask('mp3'), inserted(mp3, 0, junk)))).toEqual(['C01 0..100']);
    expect(short(always(ask('mp3'), inserted(mp3, 192 * 9, junk)))).toEqual([`C01 ${192 * 9}..${192 * 9 + 100}`]);
    const inside = always(ask('mp3'), inserted(mp3, 192 * 9 + 50, junk));
    expect(short(inside)).toEqual([`C01 ${192 * 10}..${192 * 10 + 100}`]);
    expect(inside[0]).toMatch(
      'follow the frame at byte 1,728 of the stream: from there on 100 were put in, or 92 were lost and perhaps whole frames besides.',
    );
  });

  test('Ogg, between pages, inside one', () => {
    const { start, end } = page(5);
    expect(short(always(ask('opus'), inserted(opus, start, junk)))).toEqual([`C01 ${start}..${start + 100}`]);
    const inside = always(ask('opus'), inserted(opus, start + 200, junk));
    expect(short(inside)).toEqual([`C04 ${start}..${end + 100}`]);
    expect(inside[0]).toMatch('the next page begins 100 bytes later than it says: bytes were put in');
  });

  test('wav, behind the end its header gives', () => {
    expect(short(always(ask('wav'), concatBytes([wav, junk])))).toEqual(['C01 2044..2144']);
  });
});

describe('one flipped bit in an Ogg page', () => {
  test.each([
    ['in its sound', 90],
    ['in its granule', 8],
    ['in its sequence number', 18],
  ])('%s', (_, at) => {
    const { start, end } = page(4);
    const lines = always(ask('opus'), flipped(opus, start + at));
    expect(short(lines)).toEqual([`C04 ${start}..${end}`]);
    expect(lines[0]).toMatch(/The checksum of page \d+ does not fit its \d+ bytes\.$/);
  });

  test('in a length, in its magic, in the first page', () => {
    const { start, end } = page(4);
    expect(short(always(ask('opus'), flipped(opus, start + 28)))).toEqual([`C04 ${start}..${end}`]);
    expect(short(always(ask('opus'), flipped(opus, start)))).toEqual([
      `C01 ${start}..${end}`,
      `C06 ${end}..${page(5).end}`,
    ]);
    expect(short(always(ask('opus'), flipped(opus, 40)))).toEqual([`C04 0..${page(0).end}`]);
  });
});

describe('300 bytes dropped', () => {
  test('mp3', () => {
    // 300 bytes are one frame of 192 and 108 of the next: 84 of it are left over behind the frame that was hit.
    const lines = always(ask('mp3'), dropped(mp3, 192 * 9 + 20, 300));
    expect(short(lines)).toEqual([`C01 ${192 * 10}..${192 * 10 + 84}`]);
    expect(lines[0]).toMatch('84 were put in, or 108 were lost and perhaps whole frames besides.');
  });

  test('Ogg, inside a page, over a page boundary', () => {
    const { start, end } = page(5);
    const inside = always(ask('opus'), dropped(opus, start + 100, Math.min(300, end - start - 110)));
    expect(short(inside)).toEqual([`C04 ${start}..${end - Math.min(300, end - start - 110)}`]);
    expect(inside[0]).toMatch(/earlier than it says: bytes are missing/);
    const over = always(ask('opus'), dropped(opus, page(3).end - 100, 300));
    expect(short(over).map((line) => line.slice(0, 3))).toContain('C06');
    expect(over.join('\n')).toMatch(`C04 ${page(3).start}..`);
  });

  test('wav that says how long it is', () => {
    const lines = always(ask('wav'), dropped(wav, 1000, 300));
    expect(lines).toEqual(['C03 1743..1744 The header claims 2,000 bytes of samples; 1,700 came.']);
  });
});

describe('two streams, one behind the other', () => {
  test('mp3 with ID3 tags', () => {
    const id3 = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0);
    const one = concatBytes([id3, mp3.subarray(0, 192 * 10)]);
    expect(short(always(ask('mp3'), concatBytes([one, one])))).toEqual([`C05 ${one.length}..${one.length + 10}`]);
  });

  test('Ogg', () => {
    const one = opus.subarray(0, page(4).end);
    const at = one.length;
    expect(short(always(ask('opus'), concatBytes([one, one])))).toEqual([`C05 ${at}..${at + page(0).end}`]);
  });

  test('wav, whether its length is known or not', () => {
    expect(short(always(ask('wav'), concatBytes([wav, wav])))).toEqual(['C05 2044..2056']);
    const endless = wav.slice();
    new DataView(endless.buffer).setUint32(40, 0xffffff00, true);
    expect(short(always(ask('wav'), concatBytes([endless, endless])))).toEqual(['C05 2044..2056']);
  });

  test('of different rates and formats', () => {
    const other = sample('fox.32000.128k.mp3').slice(0, 576 * 3);
    expect(short(often(ask('mp3'), concatBytes([mp3, other])))).toEqual(['C07 2304..2308']);
    expect(short(often(ask('mp3'), concatBytes([mp3, opus]))).slice(0, 1)).toEqual([`C07 2304..${2304 + opus.length}`]);
    expect(short(often(ask('opus'), concatBytes([opus, mp3]))).slice(0, 1)).toEqual([
      `C07 ${opus.length}..${opus.length + mp3.length}`,
    ]);
    expect(short(often(ask('pcm'), concatBytes([pcm, wav])))).toEqual(['C07 2000..2012']);
    expect(short(often(ask('pcm'), concatBytes([pcm, opus])))).toContain('C07 2000..2006');
  });
});

describe('a truncated end', () => {
  test.each([
    ['mp3', mp3, 192 * 11, 192 * 11 + 100],
    ['mp3', mp3, 192 * 11, 192 * 11 + 2],
    ['opus', opus, page(6).start, page(6).start + 100],
    ['opus', opus, page(6).start, page(6).start + 3],
    ['wav', wav.slice(0, 30), 12, 30],
    ['pcm', pcm, 1500, 1501],
  ] as const)('%s', (format, bytes, start, end) => {
    expect(short(always(ask(format), bytes.slice(0, end)))).toEqual([`C03 ${start}..${end}`]);
  });
});

describe('text in the audio', () => {
  test.each([
    ['mp3', mp3, 192 * 9],
    ['opus', opus, page(5).start],
    ['wav', wav, 44 + 1000],
    ['pcm', pcm, 1000],
  ] as const)('%s', (format, bytes, at) => {
    const longer = bytes.slice();
    if (format === 'wav') new DataView(longer.buffer).setUint32(40, 2000 + json.length, true);
    const lines = often(ask(format), inserted(longer, at, json));
    expect(short(lines).map((line) => line.split('..')[0])).toEqual([`C02 ${at}`]);
    expect(lines[0]).toMatch('{"event":"error"');
  });

  test('instead of all of it', () => {
    const page404 = encodeUtf8('<html><body>Not found</body></html>');
    for (const format of ['mp3', 'opus', 'wav', 'pcm'] as const) {
      expect(short(often(ask(format), page404))).toEqual([`C02 0..${page404.length}`]);
    }
  });

  test('printable samples are no text', () => {
    expect(often(ask('pcm'), new Uint8Array(600).fill(0x40))).toEqual([]);
    const saw = Uint8Array.from({ length: 600 }, (_, i) => 0x41 + (i % 26));
    expect(often(ask('pcm'), saw)).toEqual([]);
  });

  test('nor is what LAME fills its frames with, whatever byte stands before it', () => {
    const frames = new Uint8Array(600).fill(0x80);
    frames.set(encodeUtf8(`F , LAME3.100${'U'.repeat(60)}`), 100);
    expect(often(ask('pcm'), frames)).toEqual([]);
    frames.set(encodeUtf8(`Not LAME3.100${'U'.repeat(60)}, but a sentence`), 100);
    expect(often(ask('pcm'), frames)).toHaveLength(1);
  });

  // The peak of a low voice: the upper byte of each sample is the same, and the lower ones all happen to be printable.
  test.each([
    ['a space behind each', '3HXgsvmX@//Dk', 0x20],
    ['a letter behind each', '3HXg vmX@//Dk', 0x41],
    ['one that begins as markup does', '<HXgsvmX@//Dk', 0x41],
    ['one that begins as JSON does', '{HXgsvmX@//Dk', 0x22],
    ['a list', '[HXgsvmX@//Dk', 0x22],
  ])('nor are samples with %s', (_, lower, upper) => {
    const peak = Uint8Array.from(lower.repeat(2), (letter) => letter.charCodeAt(0));
    const samples = new Uint8Array(600).fill(0x80);
    for (const [i, byte] of peak.entries()) samples.set([byte, upper], 100 + i * 2);
    expect(often(ask('pcm'), samples)).toEqual([]);
  });
});

describe('not what was asked for', () => {
  test.each([
    ['mp3', opus],
    ['opus', mp3],
    ['pcm', wav],
    ['wav', mp3],
    ['pcm', mp3],
  ] as const)('%s', (format, bytes) => {
    expect(short(often(ask(format), bytes))).toEqual(['C08 0..12']);
  });

  test('bare samples for wav; another rate', () => {
    expect(short(often(ask('wav'), pcm))).toEqual(['C08 0..12']);
    expect(short(drawn(ask('mp3', 44100), [mp3]))).toEqual(['C08 0..4']);
    expect(short(drawn(ask('wav', 44100), [wav]))).toEqual(['C08 24..28']);
    expect(short(drawn(ask('pcm', 44100), [pcm]))).toEqual([]);
  });
});

test('what cannot be true: a tag of 256 MB, a packet of no length, a rate of 1 Hz', () => {
  const huge = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f);
  expect(short(drawn(ask('mp3'), [huge, mp3]))).toEqual(['C09 0..10']);
  const empty = oggPage({ packets: [Uint8Array.of(3, 63)], sequence: 2, granule: 960 });
  expect(short(drawn(ask('opus'), [opusHeaders(0), empty]))).toEqual([
    `C09 ${opusHeaders(0).length}..${opusHeaders(0).length + empty.length}`,
  ]);
  const slow = wav.slice();
  new DataView(slow.buffer).setUint32(24, 1, true);
  expect(short(often(ask('wav'), slow)).map((line) => line.slice(0, 3))).toEqual(['C09']);
});

test('missing pages, an Ogg stream that is not Opus', () => {
  const packets = (sequence: number) => oggPage({ packets: [packet20ms()], sequence, granule: 960 * sequence });
  const lines = drawn(ask('opus'), [concatBytes([opusHeaders(0), packets(2), packets(5)])]);
  expect(lines[0]).toMatch(/^C06 .* 2 pages are missing: page 5 follows page 2\.$/);
  const vorbis = oggPage({ packets: [encodeUtf8('\x01vorbis-and-more')], flags: first });
  expect(short(drawn(ask('opus'), [vorbis]))).toEqual([`C08 0..${vorbis.length}`]);
  const split = oggPage({ lacing: [255], body: packet20ms(255), sequence: 2, granule: -1 });
  expect(drawn(ask('opus'), [concatBytes([opusHeaders(0), split, packets(3)])])[0]).toMatch(
    /^C03 .* A packet breaks off/,
  );
  const rest = oggPage({ lacing: [9], body: packet20ms(9), sequence: 3, granule: 960, flags: continued });
  expect(drawn(ask('opus'), [concatBytes([opusHeaders(0), split, rest])])).toEqual([]);
});

test('every rule is tripped above, and named once', () => {
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const ids = containerRules.map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 9 }, (_, i) => `C0${i + 1}`));
  for (const id of ids) expect(source.split(`${id} `).length, id).toBeGreaterThan(1);
});

test('a hostile stream makes few findings', () => {
  const bad = flipped(oggPage({ packets: [packet20ms()], sequence: 2 }), 40);
  const good = oggPage({ packets: [packet20ms()], sequence: 2 });
  const stream = concatBytes([opusHeaders(0), ...Array.from({ length: 500 }, () => concatBytes([bad, good]))]);
  const all = met(ask('opus'), [stream]).filter(({ rule }) => rule === 'C04');
  expect(all.length).toBe(20);
  expect(all.at(-1)?.proofs.length).toBe(481);
});

test('stream offsets go back to entries', () => {
  const map = pieceMap();
  map.add(4, 10, 100);
  map.add(6, 0, 0);
  map.add(7, 20, 50);
  expect(map.proofs(90, 120)).toEqual([
    { seq: 4, span: { start: 100, end: 110 } },
    { seq: 7, span: { start: 20, end: 40 } },
  ]);
  expect(map.proofs(100, 100)).toEqual([{ seq: 4, span: { start: 109, end: 110 } }]);
  expect(map.proofs(150, 150)).toEqual([{ seq: 7, span: { start: 69, end: 70 } }]);
  expect(pieceMap().proofs(0, 5)).toEqual([]);
});
