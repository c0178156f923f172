/** Hostile frames, one session each: the rules the manifest names are among the findings, and the controls are clean. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectOf } from '../dialects/registry.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import type { EntryBody } from '../session/entry.ts';
import { lintSteps } from './corpus/lint-steps.ts';

type Row = {
  id: string;
  file: string;
  wire: 'text' | 'binary';
  dialect: string;
  expect: { lint?: string[] };
};

const folder = new URL('../msgpack/samples/hostile/', import.meta.url);
const { frames } = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as { frames: Row[] };

/** What the session asked for: the format an audio frame imitates. */
const formats: Readonly<Record<string, string>> = { '113': 'pcm', '115': 'wav', '119': 'opus', '001': 'pcm' };

function findingsOf(row: Row) {
  const bytes = new Uint8Array(readFileSync(new URL(row.file, folder)));
  const steps: { t: number; body: EntryBody }[] = [
    { t: 0, body: { kind: 'handshake', status: 101, statusText: '', headers: [] } },
  ];
  if (row.dialect === 'fish') {
    const request = { text: '', format: formats[row.id.slice(0, 3)] ?? 'mp3' };
    const start = encodeMsgpack({ event: 'start', request });
    steps.push({ t: 5, body: { kind: 'frame', dir: 'sent', opcode: 'binary', bytes: start } });
  }
  steps.push({ t: 10, body: { kind: 'frame', dir: 'received', opcode: row.wire, bytes } });
  return lintSteps(dialectOf(row.dialect) as Dialect, steps);
}

test.each(frames.filter((row) => row.expect.lint !== undefined).map((row) => [row.id, row] as const))(
  '%s trips what it should',
  (_, row) => {
    const ids = findingsOf(row).map((finding) => finding.rule);
    expect(ids).toEqual(expect.arrayContaining(row.expect.lint ?? []));
  },
);

test.each(frames.filter((row) => /^(?:00[1-4]|132)-/.test(row.id)).map((row) => [row.id, row] as const))(
  '%s is clean',
  (_, row) => {
    expect(findingsOf(row)).toEqual([]);
  },
);

test('no frame makes a rule throw, and what is said holds no hidden characters', () => {
  for (const row of frames) {
    for (const finding of findingsOf(row)) expect(finding.says).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});
