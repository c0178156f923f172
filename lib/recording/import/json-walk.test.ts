/** The walk takes what `JSON.parse` takes, builds what it builds, and holds no more than was wanted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { Problem } from '../../problem/problem.ts';
import { jsonWalk } from './json-walk.ts';

type Walked = { values: unknown[]; left: string[]; problem: Problem | null; trailingAt: number };

function walked(text: string, wanted: (path: string) => boolean, size = 1 << 20): Walked {
  const values: unknown[] = [];
  const left: string[] = [];
  const walk = jsonWalk({
    wants: (path) => wanted(path.join('.')),
    value: (_path, value) => values.push(value),
    left: (path) => left.push(path.join('.')),
  });
  const bytes = encodeUtf8(text);
  for (let at = 0; at < bytes.length; at += size) if (!walk.push(bytes.subarray(at, at + size))) break;
  return { values, left, ...walk.end() };
}
const all = (text: string, size?: number) => walked(text, (path) => path === '', size);
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('as JSON.parse', () => {
  test('any value, in pieces of any size', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 1, max: 9 }), (value, size) => {
        const text = `[${value}]`;
        const { values, problem, trailingAt } = all(text, size);
        expect([problem, trailingAt]).toEqual([null, -1]);
        expect(JSON.stringify(values[0])).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('any text that is nearly JSON is refused when JSON.parse refuses it', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '1.',
      '1e',
      'true',
      'nul',
      ' ',
      '"',
      '\\',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 9 }), (pieces) => {
        const text = `[${pieces.join('')}]`;
        const { problem, trailingAt } = all(text);
        if ((problem === null && trailingAt === -1) !== isJson(text)) expect.fail(JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
  });
});

test('only what is wanted is built; what else ended is told', () => {
  const { values, left } = walked('{"a":{"b":[1,{"c":2}]},"d":[3]}', (path) => path === 'a.b.1' || path === 'd');
  expect(JSON.stringify(values)).toBe('[{"c":2},[3]]');
  expect(left).toEqual(['a.b', 'a', '']);
});

test('names that mean something to JavaScript are names', () => {
  const { values } = all('{"__proto__":{"polluted":1},"constructor":2,"__proto__":3}');
  expect(Object.getPrototypeOf(values[0])).toBeNull();
  expect(Object.keys(values[0] as object)).toEqual(['__proto__', 'constructor']);
  expect({}).not.toHaveProperty('polluted');
});

test('the place of a fault is its byte and its line', () => {
  expect(all('{"é":1,\n"b":}').problem?.at).toEqual({ byte: 13, line: 2 });
  expect(all('{"a":1,\n\n"b":tru3}').problem?.at).toEqual({ byte: 16, line: 3 });
  expect(all('[1,2').problem?.at).toEqual({ byte: 4, line: 1 });
  expect(all('{} \n x').trailingAt).toBe(5);
});

describe('limits', () => {
  test('depth', () => {
    expect(all(`${'['.repeat(300)}`).problem?.detail).toMatch(/more than 256 levels/);
    expect(walked('['.repeat(100_000), () => false).problem?.at).toEqual({ byte: 256, line: 1 });
  });
  test('values in one that is built', () => {
    expect(all(`[${'0,'.repeat(60_000)}0]`).problem?.detail).toMatch(/more than 50,000 values/);
    expect(walked(`[${'0,'.repeat(60_000)}0]`, () => false).problem).toBeNull();
  });
  test('a text that never ends', () => {
    const walk = jsonWalk({ wants: () => false, value: () => {}, left: () => {} });
    const piece = new Uint8Array(1024 * 1024).fill(0x61);
    walk.push(encodeUtf8('{"a":"'));
    let pushed = 0;
    while (walk.push(piece)) pushed++;
    expect(pushed).toBe(63);
    expect(walk.end().problem?.detail).toMatch(/one text is longer than 67,108,864 bytes/);
  });
});
