import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { type OggItem, oggFramer } from './ogg-framer.ts';
import { opusSamples } from './opus-packet.ts';
import { continued, first, last, oggPage, opusHeaders, packet20ms } from './testing/ogg-writer.ts';

const frame = (bytes: Uint8Array, size = bytes.length): OggItem[] => {
  const framer = oggFramer();
  const items: OggItem[] = [];
  for (let at = 0; at < bytes.length; at += size) items.push(...framer.push(bytes.subarray(at, at + size)));
  return [...items, ...framer.end()];
};
/** One word an item: what a reader of the stream would say. */
const drawn = (items: OggItem[]) =>
  items.map((item) => {
    if (item.kind === 'page') return `page ${item.sequence}`;
    if (item.kind === 'packet') return item.keep === item.samples ? 'packet' : `packet -${item.samples - item.keep}`;
    if (item.kind === 'head') return `head skip ${item.head.preSkip}`;
    return item.kind === 'note' ? `! ${item.code}` : item.kind;
  });
const audio = (sequence: number, granule: number, flags = 0, packets = [packet20ms()]) =>
  oggPage({ sequence, granule, flags, packets });

describe('oggFramer', () => {
  test('head, tags, packets; the last granule trims the end', () => {
    const bytes = concatBytes([opusHeaders(312), audio(2, 960), audio(3, 1500, last)]);
    const words = ['page 0', 'head skip 312', 'page 1', 'tags', 'page 2', 'packet', 'page 3', 'packet -420'];
    expect(drawn(frame(bytes))).toEqual(words);
    expect(frame(bytes, 1)).toEqual(frame(bytes));
  });

  test('spans are those of the stream', () => {
    const headers = opusHeaders(0);
    const [page] = [audio(2, 1920, 0, [packet20ms(10), packet20ms(20)])];
    const packets = frame(concatBytes([headers, page])).filter((item) => item.kind === 'packet');
    const body = headers.length + 27 + 2;
    expect(packets.map(({ start, end }) => [start - body, end - body])).toEqual([
      [0, 10],
      [10, 30],
    ]);
  });

  test('a packet over three pages is one packet', () => {
    const packet = packet20ms(255 * 2 + 9);
    const bytes = concatBytes([
      opusHeaders(0),
      oggPage({ sequence: 2, granule: -1, lacing: [255], body: packet.subarray(0, 255) }),
      oggPage({ sequence: 3, granule: -1, flags: continued, lacing: [255], body: packet.subarray(255, 510) }),
      oggPage({ sequence: 4, granule: 960, flags: continued, lacing: [9], body: packet.subarray(510) }),
    ]);
    const packets = frame(bytes).filter((item) => item.kind === 'packet');
    expect(packets.map((item) => item.bytes)).toEqual([packet]);
  });

  test('a flipped bit: the page is noted and skipped, the next one plays', () => {
    const bad = audio(3, 1920);
    bad[40] = (bad[40] ?? 0) ^ 1;
    const items = frame(concatBytes([opusHeaders(0), audio(2, 960), bad, audio(4, 2880)]), 7);
    const words = ['page 2', 'packet', '! bad_crc', '! junk', 'page 4', '! sequence_gap', 'packet'];
    expect(drawn(items).slice(4)).toEqual(words);
    const junk = items.find((item) => item.kind === 'note' && item.code === 'junk');
    expect((junk?.end ?? 0) - (junk?.start ?? 0)).toBe(bad.length);
  });

  test('bytes between pages are junk; a cut at the end is told with its length', () => {
    const whole = [opusHeaders(0), audio(2, 960), new TextEncoder().encode('{"event":"x"}'), audio(3, 1920)];
    const items = frame(concatBytes([...whole, audio(4, 2880).subarray(0, 33)]));
    expect(drawn(items).slice(4)).toEqual(['page 2', 'packet', '! junk', 'page 3', 'packet', '! truncated', '! junk']);
    expect(items.find((item) => item.kind === 'note' && item.code === 'truncated')).toMatchObject({
      detail: 'the stream ends 33 bytes into a page',
    });
  });

  test('a second stream in the same file is followed, with its own skip', () => {
    const two = concatBytes([opusHeaders(312), audio(2, 960), opusHeaders(100, 1), audio(2, 960)]);
    expect(drawn(frame(two)).slice(6)).toEqual([
      'page 0',
      '! repeated_header',
      'head skip 100',
      'page 1',
      'tags',
      'page 2',
      'packet',
    ]);
  });

  test('another codec is noted once and left out', () => {
    const vorbis = (sequence: number) =>
      oggPage({ serial: 9, sequence, packets: [packet20ms()], flags: sequence ? 0 : first });
    const items = frame(concatBytes([vorbis(0), vorbis(1)]));
    expect(drawn(items)).toEqual(['page 0', '! not_opus', 'page 1']);
  });

  test('a stream cut out of a longer one keeps all its sound', () => {
    const items = frame(concatBytes([opusHeaders(312), audio(2, 480960), audio(3, 481920), audio(4, 482780, last)]));
    expect(drawn(items).filter((word) => word.startsWith('packet'))).toEqual(['packet', 'packet', 'packet -100']);
  });

  test('a last granule far too small cuts nothing', () => {
    const items = frame(concatBytes([opusHeaders(0), audio(2, 960), audio(3, 1920), audio(4, 5, last)]));
    expect(drawn(items).filter((word) => word.startsWith('packet'))).toEqual(['packet', 'packet', 'packet']);
    expect(drawn(items).at(-1)).toBe('! truncated');
  });

  test.each(['fox.48000.auto.opus', 'fox.24000.32k.opus'])('%s: 32 pages, 149 packets, nothing to remark', (file) => {
    const items = frame(new Uint8Array(readFileSync(new URL(`./samples/${file}`, import.meta.url))), 100);
    const count = (kind: string) => items.filter((item) => item.kind === kind).length;
    expect([count('page'), count('packet'), count('note')]).toEqual([32, 149, 0]);
  });
});

describe('opusSamples', () => {
  test.each([
    ['CELT 20 ms', [0xf8], 960],
    ['CELT 2.5 ms', [0xe0], 120],
    ['SILK 60 ms', [0x18], 2880],
    ['hybrid 10 ms', [0x60], 480],
    ['two frames', [0xf9], 1920],
    ['six counted frames', [0xfb, 6], 5760],
    ['more than 120 ms', [0xfb, 7], 0],
    ['a count that is missing', [0xfb], 0],
    ['nothing', [], 0],
  ])('%s', (_, bytes, samples) => expect(opusSamples(Uint8Array.from(bytes))).toBe(samples));
});
