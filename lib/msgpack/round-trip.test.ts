import { ExtData } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import { encodeMsgpack } from './encode.ts';
import { inspectMsgpack } from './inspect.ts';
import {
  type Written,
  writtenArray,
  writtenBin,
  writtenExt,
  writtenFloat,
  writtenInteger,
  writtenMap,
  writtenPlain,
  writtenText,
} from './testing/any-encoding.ts';
import { coverage, readBack } from './testing/read-back.ts';

const seed = 20261120;
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 300 }),
  fc.constantFrom('', '__proto__', 'constructor', 'event', '\u202eabc', '\ufffd', '\0'),
);
const payload = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 250, maxLength: 300 }));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const wholes = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }));
const extType = fc.integer({ min: -128, max: 127 }).filter((type) => type !== -1);

describe('what the library writes', () => {
  const leaf = fc.oneof(
    text,
    wholes,
    int64,
    fc.bigInt({ min: 2n ** 63n, max: 2n ** 64n - 1n }),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    payload,
    fc.record({ type: extType, data: payload }).map(({ type, data }) => new ExtData(type, data)),
    fc.date({ noInvalidDate: true }),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      fc.array(tie('any'), { maxLength: 6 }),
      fc.array(wholes, { minLength: 10, maxLength: 40 }),
      fc.dictionary(text, tie('any'), { maxKeys: 6 }),
      fc.dictionary(text, fc.boolean(), { minKeys: 10, maxKeys: 30 }),
    ),
  })).any;

  /** The same value in the form of `readBack`. */
  function meant(given: unknown): unknown {
    if (typeof given === 'bigint') return given;
    // The library writes whole numbers of up to 32 bits as integers, -0 among them.
    if (typeof given === 'number') {
      return Number.isInteger(given) && given >= -(2 ** 31) && given < 2 ** 32 ? BigInt(given) : given;
    }
    if (given === undefined) return null;
    if (typeof given !== 'object' || given === null) return given;
    if (given instanceof Uint8Array) return { bin: toHex(given) };
    if (given instanceof ExtData) return { ext: given.type, hex: toHex(given.data as Uint8Array) };
    if (given instanceof Date) return { date: given.getTime() };
    if (Array.isArray(given)) return { items: given.map(meant) };
    return Object.entries(given).map(([key, item]) => [key, meant(item)]);
  }

  test('inspect(encode(v)) = v for 10,000 values, and leaves and headers cover every byte once', () => {
    fc.assert(
      fc.property(value, (given) => {
        const bytes = encodeMsgpack(given);
        const table = inspectMsgpack(bytes);
        expect(table.problems.filter((p) => p.code.startsWith('E_'))).toEqual([]);
        expect(readBack(table, bytes)).toEqual(withTimes(meant(given)));
        expect(coverage(table, bytes).every((count) => count === 1)).toBe(true);
        expect(table.consumed).toBe(bytes.length);
        for (const node of table.nodes) if (node.type === 'timestamp') expect(node.value).toMatch(/Z$/);
      }),
      { numRuns: 10_000, seed },
    );
  }, 120_000);

  /** Dates as the bytes the specification lays down for them. */
  function withTimes(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withTimes);
    if (typeof value !== 'object' || value === null) return value;
    if ('items' in value) return { items: (value.items as unknown[]).map(withTimes) };
    return 'date' in value ? { ext: -1, hex: timestampHex(value.date as number) } : value;
  }

  function timestampHex(ms: number): string {
    const seconds = Math.floor(ms / 1000);
    const nanoseconds = (ms - seconds * 1000) * 1_000_000;
    const view = new DataView(new ArrayBuffer(12));
    const part = (from: number, to: number) => toHex(new Uint8Array(view.buffer, from, to - from));
    if (seconds >= 0 && seconds < 2 ** 34) {
      view.setBigUint64(0, (BigInt(nanoseconds) << 34n) | BigInt(seconds));
      return nanoseconds === 0 && seconds < 2 ** 32 ? part(4, 8) : part(0, 8);
    }
    view.setUint32(0, nanoseconds);
    view.setBigInt64(4, BigInt(seconds));
    return part(0, 12);
  }
});

test('any legal encoding of a value reads as that value: longer forms, keys of every kind, doubled keys', () => {
  const form = fc.nat({ max: 11 });
  const leaf: fc.Arbitrary<Written> = fc.oneof(
    fc.tuple(text, form).map(([given, f]) => writtenText(given, f)),
    fc.tuple(fc.oneof(int64, wholes.map(BigInt)), form).map(([given, f]) => writtenInteger(given, f)),
    fc.tuple(fc.oneof(fc.double(), fc.float()), form).map(([given, f]) => writtenFloat(given, f)),
    fc.oneof(fc.boolean(), fc.constant(null)).map(writtenPlain),
    fc.tuple(payload, form).map(([given, f]) => writtenBin(given, f)),
    fc.tuple(extType, payload, form).map(([type, given, f]) => writtenExt(type, given, f)),
  );
  const { any } = fc.letrec<{ any: Written }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.tuple(fc.array(tie('any'), { maxLength: 5 }), form).map(([items, f]) => writtenArray(items, f)),
      fc
        .tuple(fc.array(fc.tuple(tie('any'), tie('any')), { maxLength: 5 }), form)
        .map(([pairs, f]) => writtenMap(pairs, f)),
    ),
  }));
  fc.assert(
    fc.property(any, (written) => {
      const bytes = new Uint8Array(written.bytes);
      const table = inspectMsgpack(bytes);
      expect(table.ok).toBe(true);
      expect(readBack(table, bytes)).toEqual(written.value);
      expect(coverage(table, bytes).every((count) => count === 1)).toBe(true);
    }),
    { numRuns: 2000, seed },
  );
}, 60_000);
