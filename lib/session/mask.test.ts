import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { fillerOf, Masker } from './mask.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const masker = (...keys: string[]) => {
  const m = new Masker();
  for (const key of keys) m.know(key, 'given');
  return m;
};
const masked = (m: Masker, text: string) => {
  const bytes = latin(text);
  const spans = m.mask(bytes);
  return { text: decodeUtf8(bytes).text, spans };
};

describe('masking', () => {
  it('puts a filler of the same length that names the key', () => {
    const text = `Bearer ${canary}, again ${canary}!`;
    const { text: after, spans } = masked(masker(canary), text);
    expect(after).toBe(`Bearer ${'key#1'.padEnd(30, '.')}, again ${'key#1'.padEnd(30, '.')}!`);
    expect(spans).toEqual([
      { start: 7, end: 37, key: 'key#1' },
      { start: 45, end: 75, key: 'key#1' },
    ]);
  });

  const b64 = (text: string) => btoa(text);
  const spelled: [string, string][] = [
    ['plain', canary],
    ['base64, aligned', b64(canary)],
    ['base64, one byte in', b64(`x${canary}yy`)],
    ['base64, two bytes in', b64(`xx${canary}y`)],
    ['base64, header', b64(`Authorization: Bearer ${canary}\r\n`)],
    ['hex', Buffer.from(canary).toString('hex')],
    ['hex, capital', Buffer.from(canary).toString('hex').toUpperCase()],
    ['percent, every byte', Array.from(canary, (c) => `%${c.charCodeAt(0).toString(16)}`).join('')],
    ['UTF-16, little end first', Buffer.from(canary, 'utf16le').toString('latin1')],
    ['UTF-16, big end first', Buffer.from(canary, 'utf16le').swap16().toString('latin1')],
  ];
  it.each(spelled)('finds it as %s', (_, text) => {
    const bytes = latin(`<<"${text}">>`);
    const before = Uint8Array.from(bytes);
    const spans = masker(canary).mask(bytes);
    expect(spans).toHaveLength(1);
    const { start, end } = spans[0] as { start: number; end: number };
    expect(bytes.length).toBe(before.length);
    expect(bytes.subarray(0, start)).toEqual(before.subarray(0, start));
    expect(bytes.subarray(end)).toEqual(before.subarray(end));
    // No 4 characters of the spelling are left in a row at the edges of what was masked.
    expect(end - start).toBeGreaterThanOrEqual(canary.length);
  });

  it('masks a base64 secret so that no byte of it can be decoded', () => {
    for (const before of ['', 'x', 'xx', 'xxx']) {
      const after = masked(masker(canary), b64(`${before}${canary}zz`)).text.replace(/[^A-Za-z0-9+/=]/g, 'A');
      const decoded = atob(after);
      for (let i = 0; i + 2 <= canary.length; i += 2) expect(decoded).not.toContain(canary.slice(i, i + 3));
    }
  });

  it('finds a key with characters that URLs escape', () => {
    const key = 'a key/with+signs=';
    expect(masked(masker(key), encodeURIComponent(key)).spans).toHaveLength(1);
    expect(masked(masker(key), encodeURIComponent(key).toLowerCase()).spans).toHaveLength(1);
  });

  it('finds base64 in both alphabets', () => {
    const key = '~~~???>>>~~~???>>>';
    const standard = btoa(key);
    expect(standard).toMatch(/[+/]/);
    expect(masked(masker(key), standard).spans).toHaveLength(1);
    expect(masked(masker(key), standard.replaceAll('+', '-').replaceAll('/', '_')).spans).toHaveLength(1);
  });

  it('tells keys apart, and gives equal keys the same name', () => {
    const m = masker('first-secret', 'second-secret', 'first-secret');
    expect(masked(m, 'second-secret first-secret').text).toBe('key#2........ key#1.......');
    expect(m.know('first-secret', 'given').handle).toBe('key#1');
  });

  it('prefers the longer of two keys that begin alike', () => {
    expect(masked(masker('secret-1', 'secret-1-and-more'), 'secret-1-and-more').text).toBe('key#2............');
  });

  it('leaves short keys and the words of the sandbox alone', () => {
    const m = masker('short-7', 'sandbox', 'sandbox-401');
    expect(masked(m, 'short-7 sandbox sandbox-401').spans).toEqual([]);
    expect(fillerOf(m.know('short-7', 'given'), 7)).toBe('*******');
    expect(fillerOf(m.know('sandbox-401', 'given'), 11)).toBe('sandbox-401');
    expect(fillerOf(m.know('long-enough', 'given'), 11)).toBe('key#4......');
  });

  it('forgets the oldest of very many values met, never one that was given', () => {
    const m = masker(canary);
    for (let i = 0; i < 300; i++) m.know(`met-value-number-${i}-end`, 'met');
    expect(masked(m, canary).spans).toHaveLength(1);
    expect(masked(m, 'met-value-number-299-end').spans).toHaveLength(1);
    expect(masked(m, 'met-value-number-0-end').spans).toEqual([]);
  });

  it('keeps a value for good once it is given, though it was met before', () => {
    const m = new Masker();
    const { handle } = m.know(canary, 'met');
    expect(m.know(canary, 'given').handle).toBe(handle);
    for (let i = 0; i < 201; i++) m.know(`met-${i}`, 'met');
    expect(m.byHandleOf(handle)?.value).toBe(canary);
    expect(masked(m, canary).spans).toHaveLength(1);
  });

  it('counts UTF-16 units in text', () => {
    expect(masker(canary).maskText(`é🐟${canary}`).spans).toEqual([{ start: 3, end: 33, key: 'key#1' }]);
  });

  it('finds the secret wherever it stands, and never anything else', () => {
    const m = masker(canary);
    const near = fc.constantFrom(canary.slice(0, 29), canary.slice(1), 'fk_', 'DO_NOT', '');
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 90 }),
        near,
        fc.boolean(),
        fc.uint8Array({ maxLength: 90 }),
        (a, n, b, c) => {
          const bytes = Uint8Array.from([...a, 0, ...latin(n), 0, ...(b ? latin(canary) : []), ...c]);
          expect(m.mask(bytes)).toHaveLength(b ? 1 : 0);
          expect(Buffer.from(bytes).includes(canary)).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('survives a value that is no well-formed text', () => {
    expect(() => masker('\ud800 lone surrogate')).not.toThrow();
  });

  it('passes over a frame without a secret by looking at a fraction of its bytes', () => {
    const m = masker(canary);
    const reads = { count: 0 };
    const bytes = new Proxy(encodeUtf8('z'.repeat(4096)), {
      get: (target, name) => {
        if (typeof name === 'string' && /^\d+$/.test(name)) reads.count++;
        return Reflect.get(target, name, target);
      },
    });
    m.mask(bytes);
    expect(reads.count).toBeLessThan(4096 / 8);
    expect(reads.count).toBeGreaterThan(0);
  });
});
