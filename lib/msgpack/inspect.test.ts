import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/hex.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { encodeMsgpack } from './encode.ts';
import { inspectMsgpack } from './inspect.ts';

const bytesOf = (hex: string) => fromHex(hex.replaceAll('-', ' ')) as Uint8Array;

/** A table as plain values, for comparison: ext as `[type, hex]`, bin as bytes, maps as lists of pairs. */
function plain(table: NodeTable, bytes: Uint8Array, id = 0): unknown {
  const node = table.nodes[id] as TreeNode;
  const children = node.children.map((child) => plain(table, bytes, child));
  if (node.type === 'array') return children;
  if (node.type === 'map') return children.flatMap((child, i) => (i % 2 === 0 ? [[child, children[i + 1]]] : []));
  if (node.type === 'bin') return bytes.slice(node.body, node.end);
  if (node.type === 'ext') return [node.extType, toHex(bytes.subarray(node.body, node.end), '-')];
  return node.value;
}

type SuiteRow = Record<string, unknown> & { msgpack: string[] };
const require = createRequire(import.meta.url);
const suite = JSON.parse(
  readFileSync(require.resolve('msgpack-test-suite/dist/msgpack-test-suite.json'), 'utf8'),
) as Record<string, SuiteRow[]>;

const encodings = Object.entries(suite).flatMap(([group, rows]) =>
  rows.flatMap((row) => row.msgpack.map((hex) => [`${group} ${hex.slice(0, 60)}`, row, bytesOf(hex)] as const)),
);

/** What the suite says the value is, in the form of `plain`. */
function expected(row: SuiteRow): unknown {
  if ('bignum' in row) return BigInt(row.bignum as string);
  if ('binary' in row) return bytesOf(row.binary as string);
  if ('ext' in row) return row.ext;
  if ('timestamp' in row) return row.timestamp;
  const [value] = Object.entries(row).flatMap(([kind, v]) => (kind === 'msgpack' ? [] : [v]));
  return asPairs(value);
}

function asPairs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asPairs);
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    return Object.entries(value).map(([key, item]) => [key, asPairs(item)]);
  }
  return value;
}

/** `[seconds, nanoseconds]` of the walker's words. */
function timeOf(words: string): [number, number] {
  const [, seconds = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(words) ?? [];
  return [Date.parse(`${seconds}Z`) / 1000, Number(fraction.padEnd(9, '0'))];
}

describe('msgpack-test-suite', () => {
  test('has its 233 encodings', () => {
    expect(encodings.length).toBe(233);
  });

  test.each(encodings)('%s', (_, row, bytes) => {
    const table = inspectMsgpack(bytes);
    expect(table.problems.filter((p) => p.code.startsWith('E_'))).toEqual([]);
    expect(table.consumed).toBe(bytes.length);
    const value = plain(table, bytes);
    if ('timestamp' in row) expect(timeOf(value as string)).toEqual(row.timestamp);
    else if (typeof value === 'bigint') expect(value).toBe(BigInt((row.bignum ?? row.number) as string));
    else if (typeof value === 'number') expect(value).toBe(Number(row.bignum ?? row.number));
    else expect(value).toEqual(expected(row));
  });

  test('every cut of every encoding gives a problem at the end, and what came before', () => {
    for (const [name, , bytes] of encodings) {
      const whole = inspectMsgpack(bytes);
      for (let cut = 0; cut < bytes.length; cut++) {
        const table = inspectMsgpack(bytes.subarray(0, cut));
        const error = table.problems.find((p) => p.code === 'E_TRUNCATED' || p.code === 'E_EMPTY');
        expect(error?.at?.byte, `${name} cut at ${cut}`).toBe(cut);
        expectExpectation(error?.detail ?? '', whole, table, cut);
        const before = whole.nodes.filter((node) => node.end <= cut && node.children.length === 0);
        for (const node of before) {
          expect(table.nodes[node.id], `${name} cut at ${cut}`).toMatchObject({ start: node.start, end: node.end });
          expect(table.nodes[node.id]?.value).toEqual(node.value);
        }
      }
    }
  });
});

/** The problem says in figures what was expected at the cut: of the value that was cut, or of the container around. */
function expectExpectation(detail: string, whole: NodeTable, table: NodeTable, cut: number): void {
  if (cut === 0) {
    expect(detail).toBe('the frame has 0 bytes');
    return;
  }
  const figure = (text: string | undefined) => Number(text?.replaceAll(',', ''));
  const part = / at byte (\d+) needs ([\d,]+) bytes?( or more)?, has ([\d,]+)$/.exec(detail);
  if (part !== null) {
    const node = whole.nodes.find((n) => n.start === figure(part[1]));
    const inHeader = node?.type === 'map' || node?.type === 'array';
    const needs = node === undefined ? 0 : (inHeader || part[3] !== undefined ? node.body : node.end) - node.start;
    expect([figure(part[2]), figure(part[4])], detail).toEqual([needs, cut - (node?.start ?? 0)]);
    return;
  }
  const missing = /^([\d,]+) values? of the (?:map|array) at byte (\d+) are missing$/.exec(detail);
  const open = table.nodes.find((n) => n.start === figure(missing?.[2]));
  const due = open === undefined ? 0 : open.claimed * (open.type === 'map' ? 2 : 1);
  expect(figure(missing?.[1]), detail).toBe(due - (open?.children.length ?? 0));
  expect(due, detail).toBeGreaterThan(open?.children.length ?? 0);
}

describe('generated values', () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
  );
  test('the library reads the same from what it wrote', () => {
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 10 }), (given) => {
        const bytes = encodeMsgpack(given);
        expect(plain(inspectMsgpack(bytes), bytes)).toEqual(decode(bytes));
      }),
      { numRuns: 500, seed: 20261120 },
    );
  });

  test('any bytes at all are survived, and every span lies inside the frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const table = inspectMsgpack(bytes);
        for (const node of table.nodes) {
          expect(node.start < node.end && node.end <= bytes.length && node.body <= bytes.length).toBe(true);
        }
        expect(table.ok).toBe(!table.problems.some((p) => p.code.startsWith('E_')));
      }),
      { numRuns: 3000, seed: 20261120 },
    );
  });
});

describe('one value', () => {
  /** `[code at byte, ...]` of the frame written in hex. */
  const codes = (hex: string) => inspectMsgpack(bytesOf(hex)).problems.map((p) => `${p.code} @${p.at?.byte}`);

  test.each([
    // the bytes, what they are, what is said of them
    ['cc05', 'uint8 for 5', ['W_NONMINIMAL @0']],
    ['d200000080', 'int32 for 128', ['W_NONMINIMAL @0']],
    ['d10100', 'int16 for 256, as long as uint16', []],
    ['d90161', 'str8 for one letter', ['W_NONMINIMAL @0']],
    ['c5000101', 'bin16 for one byte', ['W_NONMINIMAL @0']],
    ['dc000101', 'array16 for one item', ['W_NONMINIMAL @0']],
    ['c70105ff', 'ext8 for one byte', ['W_EXT_UNKNOWN @0', 'W_NONMINIMAL @0']],
    ['cb3ff0000000000000', 'float64 for 1, as Python writes it', []],
    ['cf0020000000000000', '2^53', ['W_INT_UNSAFE @0']],
    ['cf001fffffffffffff', '2^53 - 1', []],
    ['d38000000000000000', 'the lowest int64', ['W_INT_UNSAFE @0']],
    ['ca7fc00000', 'float32 NaN', ['W_NONFINITE @0']],
    ['ca80000000', 'float32 -0', ['W_NEGZERO @0']],
    ['82a16101a16202', 'two keys', []],
    ['82a16101a16102', 'the same key twice', ['W_DUP_KEY @4']],
    ['8201000100', 'the same integer key twice', ['W_NONSTRING_KEY @1', 'W_NONSTRING_KEY @3', 'W_DUP_KEY @3']],
    ['82a1ff00a1fe00', 'two unreadable keys that look alike', ['E_UTF8 @2', 'E_UTF8 @5']],
    ['81ab636f6e7374727563746f7201', 'constructor as a key', ['W_PROTO_KEY @1']],
    ['a3e2808b', 'a zero-width space', ['W_ZEROWIDTH @0']],
    ['a3e2808f', 'a right-to-left mark', ['W_BIDI @0']],
    ['a10a', 'a line feed', ['W_NEWLINE @0']],
    ['a11b', 'ESC', ['W_CONTROL @0']],
    ['a109', 'a tab', []],
    ['c1', 'the byte that is never used', ['E_RESERVED @0']],
    ['d6ff00000000', 'the epoch', []],
    ['d7fffffffffc00000000', 'too many nanoseconds', ['E_TIMESTAMP @2']],
    ['c70cff000000007fffffffffffffff', 'a timestamp beyond dates', ['W_TIMESTAMP_RANGE @0']],
    ['d4ff00', 'a timestamp of one byte', ['E_TIMESTAMP @0']],
  ] as const)('%s: %s', (hex, _, said) => {
    expect(codes(hex)).toEqual(said);
  });

  test('exact 64-bit integers', () => {
    expect(inspectMsgpack(bytesOf('cfffffffffffffffff')).nodes[0]?.value).toBe(18_446_744_073_709_551_615n);
    expect(inspectMsgpack(bytesOf('d3ffffffffffffffff')).nodes[0]?.value).toBe(-1);
  });

  test('duplicates are found beyond the few keys that are compared in pairs', () => {
    const pairs = Array.from({ length: 20 }, (_, i) => `a2${toHex(new TextEncoder().encode(String(i + 10)))}00`);
    expect(codes(`de0015${pairs.join('')}a2313300`)).toEqual(['W_DUP_KEY @83']);
  });

  test('a text that is cut shows its whole characters and says nothing of UTF-8', () => {
    const table = inspectMsgpack(bytesOf('aa61e282'));
    expect(table.nodes[0]).toMatchObject({ value: 'a', cut: true, start: 0, end: 4 });
    expect(table.problems.map((p) => p.code)).toEqual(['E_TRUNCATED']);
  });

  test.each([
    ['dfffffffffa161a162', ['root', 'key', 'value']],
    ['dfffffffffa161a16203', ['root', 'key', 'value', 'key']],
    ['ddffffffffa161', ['root', 'element']],
  ])('a container that claims far too much keeps its keys apart: %s', (hex, roles) => {
    expect(inspectMsgpack(bytesOf(hex)).nodes.map((node) => node.role)).toEqual(roles);
  });

  test.each([127, 128, 129, 130, 300])('containers %s deep end where their last item does', (deep) => {
    // In each array a number, a further array, and another number.
    const bytes = bytesOf(`${'9301'.repeat(deep)}c0${'02'.repeat(deep)}`);
    const { nodes, maxDepth, consumed } = inspectMsgpack(bytes);
    expect([maxDepth, consumed]).toEqual([deep, bytes.length]);
    const ends = nodes.filter((node) => node.type === 'array').map((node) => node.end);
    expect(ends).toEqual(Array.from({ length: Math.min(deep, 128) }, (_, i) => bytes.length - i));
    const listed = nodes.filter((node) => node.type === 'uint');
    expect(listed.every((node) => node.parent !== -1 && node.role === 'element')).toBe(true);
    // Two numbers for every array that is listed.
    expect(listed.length).toBe(Math.min(deep, 128) * 2);
  });

  test('the tree: roles, keys, spans', () => {
    const { nodes } = inspectMsgpack(bytesOf('82a161920102a16280'));
    expect(nodes.map((n) => `${n.role} ${n.encoding} ${n.start}-${n.end} of ${n.parent} key ${n.keyNode}`)).toEqual([
      'root fixmap 0-9 of -1 key -1',
      'key fixstr 1-3 of 0 key -1',
      'value fixarray 3-6 of 0 key 1',
      'element positive fixint 4-5 of 2 key -1',
      'element positive fixint 5-6 of 2 key -1',
      'key fixstr 6-8 of 0 key -1',
      'value fixmap 8-9 of 0 key 5',
    ]);
  });
});
