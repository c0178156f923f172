import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { NodeTable } from '../bytes/node-table.ts';
import { inspectJson } from '../json/inspect.ts';
import { inspectMsgpack } from './inspect.ts';
import { peekEvent } from './peek.ts';

type Finding = { code: string; offset: number };
type Row = {
  id: string;
  file: string;
  wire: 'binary' | 'text';
  group: string;
  control: boolean;
  expect: {
    ok: boolean;
    codes: string[];
    findings?: Finding[];
    consumed?: number;
    maxDepth?: number;
    error?: string;
    offset?: number;
  };
};

const folder = new URL('./samples/hostile/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as { frames: Row[] };
const bytesOf = (row: Row) => new Uint8Array(readFileSync(new URL(row.file, folder)));
const inspect = (row: Row, bytes: Uint8Array): NodeTable =>
  row.wire === 'text' ? inspectJson(bytes) : inspectMsgpack(bytes);
const codesOf = (table: NodeTable) => [...new Set(table.problems.map((p) => p.code))].sort();

describe('the hostile frames', () => {
  test('are all here', () => {
    expect(manifest.frames.length).toBeGreaterThanOrEqual(78);
  });

  test.each(manifest.frames.map((row) => [row.id, row] as const))(
    '%s has the codes and offsets it should',
    (_, row) => {
      const table = inspect(row, bytesOf(row));
      expect(codesOf(table)).toEqual([...row.expect.codes].sort());
      expect(table.ok).toBe(!row.expect.codes.some((code) => code.startsWith('E_')));
      const found = table.problems.map((p) => `${p.code} at ${p.at?.byte}`);
      for (const { code, offset } of row.expect.findings ?? []) expect(found).toContain(`${code} at ${offset}`);
      if (row.expect.consumed !== undefined) expect(table.consumed).toBe(row.expect.consumed);
      if (row.expect.maxDepth !== undefined) expect(table.maxDepth).toBe(row.expect.maxDepth);
      if (row.control) expect(table.problems).toEqual([]);
    },
  );

  test('no frame touches the prototypes', () => {
    for (const row of manifest.frames) inspect(row, bytesOf(row));
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('isAdmin');
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });
});

describe('control frames', () => {
  const controls = manifest.frames.filter((row) => row.control);

  test.each(controls.map((row) => [row.id, row] as const))(
    '%s: every proper prefix is an error at its end or at a claim',
    (_, row) => {
      const bytes = bytesOf(row);
      for (let cut = 0; cut < bytes.length; cut++) {
        const table = inspect(row, bytes.subarray(0, cut));
        expect(table.ok, `cut at ${cut}`).toBe(false);
        const codes = codesOf(table).filter((code) => code.startsWith('E_'));
        if (row.wire === 'text') {
          expect(codes.length, `cut at ${cut}`).toBe(1);
          expect(table.problems[0]?.at?.byte, `cut at ${cut}`).toBe(cut);
          continue;
        }
        for (const code of codes) expect(['E_EMPTY', 'E_TRUNCATED', 'E_LENGTH_CLAIM'], `cut at ${cut}`).toContain(code);
        if (cut > 0) expect(table.problems.find((p) => p.code === 'E_TRUNCATED')?.at?.byte).toBe(cut);
      }
    },
  );

  test.each(controls.map((row) => [row.id, row] as const))('%s: no single flipped bit does harm', (_, row) => {
    const bytes = bytesOf(row);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      const table = inspect(row, flipped);
      expect(table.consumed).toBeLessThanOrEqual(flipped.length);
      for (const node of table.nodes) expect(node.start <= node.body && node.body <= flipped.length).toBe(true);
      if (row.wire === 'binary') expectAgreement(flipped, table);
    }
  });
});

describe('bombs', () => {
  const lengthBombs = manifest.frames.filter((row) => row.group === 'length');

  test('are among the frames', () => {
    expect(lengthBombs.length).toBeGreaterThan(4);
  });

  test.each([
    ...lengthBombs.map((row) => [row.id, bytesOf(row)] as const),
    ['forty nested array32', nested(40, [0xdd, 0x01, 0xff, 0xff, 0xff])] as const,
    ['a thousand nested array16', nested(1000, [0xdc, 0xff, 0xff])] as const,
    ['two hundred nested map32', nested(200, [0xdf, 0xff, 0xff, 0xff, 0xff])] as const,
  ])('%s costs no memory and no time', (_, bytes) => {
    // The best of several: what else the machine does must not decide.
    const runs = Array.from({ length: 10 }, () => {
      const before = process.memoryUsage().rss;
      const start = performance.now();
      const table = inspectMsgpack(bytes);
      const took = performance.now() - start;
      return { ok: table.ok, took, grew: process.memoryUsage().rss - before };
    });
    expect(runs.some((run) => run.ok)).toBe(false);
    expect(Math.min(...runs.map((run) => run.took))).toBeLessThan(5);
    expect(Math.min(...runs.map((run) => run.grew))).toBeLessThan(8 * 1024 * 1024);
  });

  test.each([
    ...lengthBombs.map((row) => [row.id, bytesOf(row)] as const),
    ['a thousand nested array16', nested(1000, [0xdc, 0xff, 0xff])] as const,
    ['ten thousand levels', nested(10_000, [0x91])] as const,
  ])(
    "%s: the walker's own buffers stay within 64 KiB and four times the frame, its lists within the frame",
    (_, bytes) => {
      const before = process.memoryUsage().arrayBuffers;
      const table = inspectMsgpack(bytes);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThanOrEqual(64 * 1024 + 4 * bytes.length);
      expect(table.nodes.length).toBeLessThanOrEqual(bytes.length);
      expect(table.nodes.reduce((sum, node) => sum + node.children.length, 0)).toBeLessThan(bytes.length);
      expect(table.problems.length).toBeLessThan(220);
    },
  );

  test('a million levels are counted', () => {
    const bytes = new Uint8Array(1_000_000).fill(0x91);
    const table = inspectMsgpack(bytes);
    const runs = Array.from({ length: 3 }, () => {
      // Processor time: what else the machine does must not decide.
      const before = process.cpuUsage();
      inspectMsgpack(bytes);
      return process.cpuUsage(before).user / 1000;
    });
    expect(Math.min(...runs)).toBeLessThan(500);
    expect(table.maxDepth).toBe(1_000_000);
    expect(table.nodes.length).toBe(128);
    expect(codesOf(table)).toEqual(['E_DEPTH', 'E_LENGTH_CLAIM', 'E_TRUNCATED']);
  });

  test('more values than can be listed are counted', () => {
    const bytes = new Uint8Array(300_005);
    bytes.set([0xdd, 0x00, 0x04, 0x93, 0xe0]);
    const table = inspectMsgpack(bytes);
    expect(codesOf(table)).toEqual(['E_NODES']);
    expect(table.nodes.length).toBe(200_000);
    expect(table.consumed).toBe(300_005);
    expect(table.problems[0]?.at?.byte).toBe(5 + 199_999);
  });
});

test('the fast path agrees with the walker on every hostile frame and on every cut of the small ones', () => {
  for (const row of manifest.frames) {
    if (row.wire !== 'binary') continue;
    const bytes = bytesOf(row);
    expectAgreement(bytes, inspectMsgpack(bytes));
    for (let cut = 0; cut < Math.min(bytes.length, 400); cut++) {
      const part = bytes.subarray(0, cut);
      expectAgreement(part, inspectMsgpack(part));
    }
  }
});

function expectAgreement(bytes: Uint8Array, table: NodeTable): void {
  const peek = peekEvent(bytes);
  expect(peek.problem).toEqual(table.problems.find((p) => p.code.startsWith('E_')) ?? null);
  const root = table.nodes[0];
  const entries = (root?.type === 'map' ? root.children : [])
    .map((id) => table.nodes[id])
    .filter((node) => node?.role === 'value' && table.nodes[node.keyNode]?.type === 'str');
  expect(peek.fields).toEqual(
    entries.flatMap((node) => {
      const key = table.nodes[node?.keyNode ?? -1];
      return [key?.start, node?.start, node?.end];
    }),
  );
  const named = entries.filter((node) => table.nodes[node?.keyNode ?? -1]?.value === 'event');
  const last = named.at(-1);
  expect(peek.event).toBe(last?.type === 'str' && last.cut !== true ? last.value : null);
}

function nested(levels: number, header: number[]): Uint8Array {
  return new Uint8Array(Array.from({ length: levels }, () => header).flat());
}
