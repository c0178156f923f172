/** Damage of each kind, at many places, reported where it is, for the stream split at any byte and in pieces of one. */
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { AudioAsk, AudioFormat } from '../../dialects/dialect.ts';
import { always, drawn, short } from './testing/drawn-findings.ts';
import { dropped, flipped, inserted, junk, mp3, opus, page, pcm, sample, wav } from './testing/node/short-streams.ts';

const ask = (format: AudioFormat): AudioAsk => ({ format, sampleRateHz: 0 });

/** As services send it: an ID3 tag in front, which names the format at once, so that every later byte is judged as it comes. */
const tag = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0);
const tagged = concatBytes([tag, mp3]);
const frame = (i: number) => tag.length + 192 * i;

describe('mp3 behind a tag, judged as it comes', () => {
  test('clean', () => expect(always(ask('mp3'), tagged)).toEqual([]));

  test('100 junk bytes: at the start of a frame, inside one, behind the tag', () => {
    expect(short(always(ask('mp3'), inserted(tagged, frame(6), junk)))).toEqual([`C01 ${frame(6)}..${frame(6) + 100}`]);
    // Its header torn apart, the frame belongs to nothing either.
    expect(short(always(ask('mp3'), inserted(tagged, frame(6) + 1, junk)))).toEqual([
      `C01 ${frame(6)}..${frame(7) + 100}`,
    ]);
    expect(short(always(ask('mp3'), inserted(tagged, frame(6) + 191, junk)))).toEqual([
      `C01 ${frame(7)}..${frame(7) + 100}`,
    ]);
    expect(short(always(ask('mp3'), inserted(tagged, frame(0), junk)))).toEqual([`C01 ${frame(0)}..${frame(0) + 100}`]);
  });

  test('300 bytes dropped: a frame and a part of the next', () => {
    expect(short(always(ask('mp3'), dropped(tagged, frame(5) + 60, 300)))).toEqual([
      `C01 ${frame(6)}..${frame(6) + 84}`,
    ]);
    // 300 bytes from the start of a frame: the rest of the second one is left over.
    expect(short(always(ask('mp3'), dropped(tagged, frame(5), 300)))).toEqual([`C01 ${frame(5)}..${frame(5) + 84}`]);
  });

  test('two concatenated streams; behind a whole one, the start of a third', () => {
    const two = concatBytes([tagged, tagged]);
    expect(short(always(ask('mp3'), two))).toEqual([`C05 ${tagged.length}..${tagged.length + 10}`]);
  });

  test('a truncated end, after each byte of the last frame', () => {
    for (let kept = 1; kept < 192; kept += kept < 6 ? 1 : 31) {
      const start = frame(11);
      expect(short(always(ask('mp3'), tagged.slice(0, start + kept)))).toEqual([`C03 ${start}..${start + kept}`]);
    }
  });
});

describe('one flipped bit in an Ogg page', () => {
  test('whichever byte of the page it is in, the page is named', () => {
    const { start, end } = page(4);
    for (let at = start; at < end; at++) {
      const [line = ''] = short(drawn(ask('opus'), [flipped(opus, at)]));
      // In its first four letters the page is not known as one; then it is junk, from its first byte.
      expect(line, `byte ${at - start}`).toBe(at - start < 5 ? `C01 ${start}..${end}` : `C04 ${start}..${end}`);
    }
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('bit %i, split at any byte', (bit) => {
    const { start, end } = page(5);
    const bytes = opus.map((byte, at) => (at === start + 100 ? byte ^ (1 << bit) : byte));
    expect(short(always(ask('opus'), bytes))).toEqual([`C04 ${start}..${end}`]);
  });
});

describe('two streams and a cut end, of each container', () => {
  test('Ogg with damage in both streams', () => {
    const one = inserted(opus, page(3).start, junk);
    const at = one.length;
    expect(short(always(ask('opus'), concatBytes([one, one]))).sort()).toEqual(
      [
        `C01 ${page(3).start}..${page(3).start + 100}`,
        `C01 ${at + page(3).start}..${at + page(3).start + 100}`,
        `C05 ${at}..${at + page(0).end}`,
      ].sort(),
    );
  });

  test('wav that does not say how long it is, cut inside a sample', () => {
    const endless = wav.slice();
    new DataView(endless.buffer).setUint32(40, 0xffffff00, true);
    expect(short(always(ask('wav'), endless.slice(0, 1801)))).toEqual(['C03 1800..1801']);
    expect(always(ask('wav'), endless.slice(0, 1800))).toEqual([]);
  });

  test('wav whose size ends inside a sample', () => {
    const odd = wav.slice(0, 2043);
    new DataView(odd.buffer).setUint32(40, 1999, true);
    expect(always(ask('wav'), odd)).toEqual([]);
    expect(short(always(ask('wav'), odd.slice(0, 2041)))).toEqual(['C03 2040..2041', 'C03 2040..2041']);
  });

  test('bare samples: nothing marks junk or loss there, but what is left of a half sample does', () => {
    expect(always(ask('pcm'), inserted(pcm, 1000, junk))).toEqual([]);
    expect(short(always(ask('pcm'), dropped(pcm, 1000, 301)))).toEqual(['C03 1698..1699']);
    expect(short(always(ask('pcm'), concatBytes([pcm, wav])))).toEqual(['C07 2000..2012']);
  });

  test('mp3 of another rate behind the first', () => {
    const other = sample('fox.32000.128k.mp3').slice(0, 576 * 3);
    expect(short(always(ask('mp3'), concatBytes([tagged, other])))).toEqual([
      `C07 ${tagged.length}..${tagged.length + 4}`,
    ]);
  });

  test('an Info frame again', () => {
    const info = mp3.slice(0, 192).fill(0, 4);
    info.set(encodeUtf8('Info'), 4 + 9);
    const one = concatBytes([tag, info, mp3]);
    const lines = short(always(ask('mp3'), concatBytes([one, one.subarray(10)])));
    expect(lines).toEqual([`C05 ${one.length}..${one.length + 192}`]);
  });
});

test('text of the fewest bytes that count, at any place', () => {
  const text = encodeUtf8('{"event":"error","n":12}');
  expect(text.length).toBe(24);
  const silence = new Uint8Array(600);
  for (let at = 100; at < 150; at++) {
    const lines = drawn(ask('pcm'), [inserted(silence, at, text)]);
    expect(short(lines), `at ${at}`).toEqual([`C02 ${at}..${at + 24}`]);
    expect(drawn(ask('pcm'), [inserted(silence, at, text.subarray(0, 23))]).join()).not.toMatch('C02');
  }
});
