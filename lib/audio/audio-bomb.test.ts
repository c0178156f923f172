/** Streams made to hurt: their decoding is bounded by what their bytes can honestly hold. */
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { openAudioStream } from './audio-stream.ts';
import { decodeFile, longestFileS } from './decode-file.ts';
import { dtxBomb, oggPage, opusHeaders } from './testing/ogg-writer.ts';

describe('a silence bomb', () => {
  test('is cut at 30 s and one second per 100 bytes, says so, and never makes a large block', async () => {
    const bomb = dtxBomb(62);
    let largest = 0;
    const stream = openAudioStream({
      format: 'opus',
      sampleRateHz: 0,
      onBlock: ({ samples }) => {
        largest = Math.max(largest, samples.length);
      },
    });
    await stream.ready;
    stream.push(bomb);
    stream.end();
    stream.close();
    expect(62 * 255 * 0.06).toBeGreaterThan(940);
    expect(stream.seconds).toBeLessThanOrEqual(30 + bomb.length / 100);
    expect(stream.seconds).toBeGreaterThan(300);
    expect(largest).toBeLessThan(80_000);
    expect(stream.problem).toMatchObject({ code: 'limit_reached' });
    expect(stream.notes.filter((note) => note.code === 'time_cap').length).toBe(1);
  });

  test('honest silence behind it is decoded again once its bytes have come', async () => {
    const stream = openAudioStream({ format: 'opus', sampleRateHz: 0, onBlock: () => {} });
    await stream.ready;
    stream.push(dtxBomb(10));
    const before = stream.seconds;
    // Junk counts as bytes too: what matters is that the cap is a ratio, not a verdict.
    stream.push(new Uint8Array(20_000));
    stream.push(oggPage({ packets: [Uint8Array.of(0x18)], sequence: 12, granule: 1e7 }));
    expect(stream.seconds).toBeCloseTo(before + 0.06, 5);
    stream.close();
  });

  test('packets too long for the decoder are noted and passed over', async () => {
    const long = new Uint8Array(9000).fill(7);
    long[0] = 0xf8;
    const stream = openAudioStream({ format: 'opus', sampleRateHz: 0 });
    await stream.ready;
    stream.push(concatBytes([opusHeaders(0), oggPage({ packets: [long], sequence: 2, granule: 960 })]));
    expect(stream.notes.map((note) => note.code)).toEqual(['codec_error']);
    stream.close();
  });
});

test('a small file that asks for more sound than is decoded of a file is refused, and says so', async () => {
  // 30 s and one second for each 100 bytes are believed.
  const bomb = dtxBomb(140);
  expect(30 + bomb.length / 100).toBeGreaterThan(longestFileS);
  expect(await decodeFile(bomb)).toMatchObject({ code: 'limit_reached', detail: expect.stringContaining('300 s') });
});
