import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';
import { frameHasher } from './frame-hash.ts';
import { fromHex, toHex } from './hex.ts';
import { decodeUtf8, encodeUtf8, utf8Length } from './utf8.ts';
import { visible } from './visible.ts';

describe('hex and base64', () => {
  test('there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromHex(toHex(bytes, ' '))).toEqual(new Uint8Array(bytes));
        expect(fromBase64(toBase64(bytes))).toEqual(new Uint8Array(bytes));
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });
  test.each(['a', 'zz', '0x00'])('%s is not hex', (text) => expect(fromHex(text)).toBeNull());
  test.each(['a', 'YQ', 'YQ=', 'Y=Q=', 'YQ==\n', 'Y-Q='])('%j is not base64', (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});

describe('utf8', () => {
  test.each([
    ['41 42', -1],
    ['e2 82 ac', -1],
    ['41 ff', 1],
    ['c0 80', 0],
    ['ed a0 80', 0],
    ['f4 90 80 80', 0],
    ['41 e2 82', 1],
    ['f0 9f 98 80 80', 4],
  ])('%s: first bad byte %i', (hex, badAt) => {
    const bytes = fromHex(hex) as Uint8Array;
    expect(decodeUtf8(bytes).badAt).toBe(badAt);
  });
  test('agrees with the platform, on any bytes', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        let good = true;
        try {
          strict.decode(bytes);
        } catch {
          good = false;
        }
        expect(decodeUtf8(bytes).badAt === -1).toBe(good);
      }),
      { numRuns: 3000 },
    );
  });
  test('never reads the neighbour', () => {
    const bytes = fromHex('e2 82 ac') as Uint8Array;
    expect(decodeUtf8(bytes, 0, 2)).toEqual({ text: '\ufffd', badAt: 0 });
  });
  test('lengths', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(encodeUtf8(text).length);
      }),
    );
    expect(utf8Length('\ud800')).toBe(3);
  });
});

describe('visible', () => {
  test.each([
    ['plain', 'plain'],
    ['a\nb', 'a⟦LF⟧b'],
    ['\u202egnp', '⟦RLO⟧gnp'],
    ['a\u200bb', 'a⟦ZWSP⟧b'],
    ['\u001b[31m', '⟦ESC⟧[31m'],
    ['\ud800x', '⟦U+D800⟧x'],
    ['\u{e0041}', '⟦U+E0041⟧'],
    ['👩\u200d🚀', '👩\u200d🚀'],
    ['a\u200db', 'a⟦ZWJ⟧b'],
    ['naïve 日本語 😀', 'naïve 日本語 😀'],
  ])('%j', (text, shown) => expect(visible(text)).toBe(shown));
});

describe('the frame hash', () => {
  test('is xxh64 over length-prefixed payloads: order and borders count', async () => {
    const hash = async (...payloads: string[]) => {
      const hasher = await frameHasher();
      for (const payload of payloads) hasher.add(encodeUtf8(payload));
      return hasher.hex();
    };
    expect(await hash()).toBe('ef46db3751d8e999');
    expect(await hash('ab', 'c')).not.toBe(await hash('a', 'bc'));
    expect(await hash('ab', 'c')).not.toBe(await hash('c', 'ab'));
    expect(await hash('ab', 'c')).toBe(await hash('ab', 'c'));
  });
});
