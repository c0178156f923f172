import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { inspectJson } from './inspect.ts';

const inspect = (text: string) => inspectJson(encodeUtf8(text));
const said = (table: NodeTable) =>
  table.problems.map(
    (p) => `${p.code} @${p.at?.byte}${p.at?.line === undefined ? '' : ` ${p.at.line}:${p.at.column}`}`,
  );

/** The table as JSON.parse would give it. */
function plain(table: NodeTable, id = 0): unknown {
  const node = table.nodes[id] as TreeNode;
  const children = node.children.map((child) => plain(table, child));
  if (node.type === 'array') return children;
  if (node.type !== 'map') return node.value;
  return Object.fromEntries(
    children.flatMap((child, i) => (i % 2 === 0 ? [[child, children[i + 1]]] : [])) as [string, unknown][],
  );
}

describe('errors have a byte, a line and a column', () => {
  test.each([
    ['', ['E_EMPTY @0 1:1']],
    ['   ', ['E_JSON @3 1:4']],
    ['{"a":1,}', ['E_JSON @7 1:8']],
    ['[1,]', ['E_JSON @3 1:4']],
    ['[1 2]', ['E_JSON @3 1:4']],
    ['{"a" 1}', ['E_JSON @5 1:6']],
    ['{a:1}', ['E_JSON @1 1:2']],
    ['{\n  "a": tru\n}', ['E_JSON @12 2:11']],
    ['{"é": x}', ['E_JSON @7 1:7']],
    ['{"a":1} x', ['E_JSON @8 1:9']],
    ['01', ['E_JSON @1 1:2']],
    ['1.', ['E_JSON @2 1:3']],
    ['-', ['E_JSON @1 1:2']],
    ['"a\nb"', ['E_JSON @2 1:3']],
    ['"\\x"', ['E_JSON @1 1:2']],
    ['"\\u12g4"', ['E_JSON @5 1:6']],
    ['"abc', ['E_JSON @4 1:5']],
    ['[', ['E_JSON @1 1:2']],
    ['}', ['E_JSON @0 1:1']],
    ['[}', ['E_JSON @1 1:2']],
    ['\ufeff{}', ['E_JSON @0 1:1', 'W_ZEROWIDTH @0']],
  ])('%j', (text, expected) => {
    expect(said(inspect(text))).toEqual(expected);
  });

  test('bad UTF-8 in a string, at its byte; the rest is read', () => {
    const bytes = new Uint8Array([...encodeUtf8('{"a":"x'), 0xe2, 0x82, ...encodeUtf8('","b":1}')]);
    const table = inspectJson(bytes);
    expect(said(table)).toEqual(['E_UTF8 @7 1:8']);
    expect(plain(table)).toEqual({ a: 'x\ufffd', b: 1 });
  });
});

describe('warnings', () => {
  test.each([
    ['{"a":1,"a":2}', ['W_DUP_KEY @7']],
    ['{"a":1,"\\u0061":2}', ['W_DUP_KEY @7']],
    ['{"__proto__":1}', ['W_PROTO_KEY @1']],
    ['9007199254740993', ['W_INT_UNSAFE @0']],
    ['[1e999]', ['W_NONFINITE @1']],
    ['-0', ['W_NEGZERO @0']],
    ['"a\\nb"', ['W_NEWLINE @0']],
    ['"\\u202e"', ['W_BIDI @0']],
    ['{"event":"constructor"}', []],
  ])('%s', (text, expected) => {
    expect(said(inspect(text))).toEqual(expected);
  });
});

test('numbers keep their digits', () => {
  const table = inspect('[9007199254740993, -12345678901234567890, 1.10]');
  expect(plain(table)).toEqual([9007199254740993n, -12345678901234567890n, 1.1]);
  const last = table.nodes[3] as TreeNode;
  expect('[9007199254740993, -12345678901234567890, 1.10]'.slice(last.start, last.end)).toBe('1.10');
});

test('a million digits take no time', () => {
  const start = performance.now();
  const table = inspect('1'.repeat(1_000_000));
  expect(performance.now() - start).toBeLessThan(1000);
  expect(table.problems.map((p) => p.code)).toEqual(['W_NONFINITE']);
});

test('depth is bounded without recursion', () => {
  const deep = 100_000;
  const table = inspect('['.repeat(deep) + ']'.repeat(deep));
  expect(table.problems.map((p) => `${p.code} @${p.at?.byte}`)).toEqual(['E_DEPTH @128']);
  expect(table).toMatchObject({ maxDepth: deep, consumed: 2 * deep });
  expect(table.nodes.length).toBe(128);
  expect(inspect(`${'['.repeat(deep)}{]`).problems.at(-1)?.code).toBe('E_JSON');
});

function rounded(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}

test('generated JSON reads as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const table = inspect(text);
      expect(table.ok).toBe(true);
      // Whole numbers beyond 2^53 are exact here; JSON.parse rounds them.
      expect(rounded(plain(table))).toEqual(JSON.parse(text));
    }),
    { numRuns: 1500, seed: 20261120 },
  );
});

test('for any text, it errs exactly where JSON.parse does', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '1',
    '-',
    '.5',
    'e3',
    'true',
    'nul',
    ' ',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(inspect(text).ok, text).toBe(valid);
    }),
    { numRuns: 5000, seed: 20261120 },
  );
});

test('every cut of an event shows what came before', () => {
  const text = '{"event":"audio","format":"mp3","n":12,"deep":{"a":[true,null]}}';
  const bytes = encodeUtf8(text);
  const whole = inspectJson(bytes);
  for (let cut = 0; cut < bytes.length; cut++) {
    const table = inspectJson(bytes.subarray(0, cut));
    expect(table.problems[0]?.at?.byte, `cut at ${cut}`).toBe(cut);
    for (const node of whole.nodes.filter((n) => n.type === 'str' && n.end <= cut)) {
      expect(table.nodes[node.id]).toMatchObject({ value: node.value, start: node.start, end: node.end });
    }
  }
});
